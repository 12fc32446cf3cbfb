import { z } from 'zod';
import { ReasonInput, type Worded } from './text.ts';

export const Dismissal = z
	.strictObject({
		reason: ReasonInput.optional().meta({
			description: 'Why it needs no incident. The ledger keeps it; no page shows it.',
		}),
	})
	.meta({ id: 'Dismissal', example: { reason: 'El monitor pide una página que ya no existe.' } });
export type Dismissal = Worded<z.output<typeof Dismissal>>;
