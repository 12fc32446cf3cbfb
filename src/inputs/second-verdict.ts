import { z } from 'zod';
import { BodyInput, type Worded } from './text.ts';

export const SecondVerdict = z
	.strictObject({
		verdict: z.string().optional().meta({
			description: 'The id of the verdict that it takes the place of; needed where several promises differ.',
		}),
		reason: BodyInput.meta({ description: 'Why, for all to see. The first verdict stays in sight with it.' }),
	})
	.meta({ id: 'SecondVerdict', example: { reason: 'El socio publicó que su servicio estuvo caído en ese lapso.' } });
export type SecondVerdict = Worded<z.output<typeof SecondVerdict>>;
