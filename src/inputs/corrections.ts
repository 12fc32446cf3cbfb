import { z } from 'zod';
import { LONGEST_MESSAGE } from '../domain/text.ts';
import { Notify } from './fields.ts';
import { ReasonInput, type Worded } from './text.ts';

export const NewRedaction = z
	.strictObject({
		words: z
			.string()
			.min(1)
			.max(LONGEST_MESSAGE)
			.meta({ description: 'As they stand there, each time.', example: 'hunter2' }),
		reason: ReasonInput.meta({ description: 'Public, and without the words.' }),
	})
	.meta({ id: 'Redaction' });
export type NewRedaction = Worded<z.output<typeof NewRedaction>>;

export const NewRetraction = z
	.strictObject({
		reason: ReasonInput.meta({ description: 'Public: it stands at its address.' }),
		notify: Notify.optional(),
	})
	.meta({ id: 'NewRetraction' });
export type NewRetraction = Worded<z.output<typeof NewRetraction>>;

/** For what is taken up again: the message is its body, or its reason. */
export const eitherBodyOrReason = {
	isThere: ({ body, reason }: { body?: unknown; reason?: unknown }) => (body === undefined) !== (reason === undefined),
	flaw: { path: ['body'], error: 'Expected either a body or a reason, which is published as the update' },
};
