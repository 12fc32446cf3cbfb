import { z } from 'zod';
import { ComponentStatus } from './fields.ts';
import { BodyInput, type Worded } from './text.ts';

export const StatusByHand = z
	.strictObject({ status: ComponentStatus, reason: BodyInput.optional() })
	.transform(({ status, reason = null }) => ({ status, reason }))
	.meta({ id: 'StatusByHand', example: { status: 'degraded_performance', reason: 'Visto por el equipo.' } });
export type StatusByHand = Worded<z.output<typeof StatusByHand>>;
