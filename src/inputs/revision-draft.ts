import { z } from 'zod';
import { flawOfText, isLines, LONGEST_MESSAGE } from '../domain/text.ts';

/** More than a text may have that is published, so that what is too long is said where it is written, and nothing of it is lost. */
const LONGEST_SOURCE = 2_000_000;
const source = z.string().max(LONGEST_SOURCE).refine(isWhole, 'Expected text in UTF-8, without NUL');

/** The next revision as it is written: whole files, which need not be right yet. */
export const NewDraft = z
	.strictObject({
		texts: z
			.strictObject({ es: source.optional(), 'pt-BR': source.optional(), en: source.optional() })
			.refine((texts) => Object.keys(texts).length > 0, 'Expected at least one text'),
	})
	.meta({ id: 'NewDraft' });
export type NewDraft = z.infer<typeof NewDraft>;

/** What a colleague says of a version; a review needs no words. */
export const NewDraftNote = z
	.strictObject({
		kind: z.enum(['comment', 'review']),
		clause: z.string().max(30).optional(),
		body: z.string().trim().optional(),
	})
	.superRefine(({ kind, body = '' }, context) => {
		const expected = kind === 'review' && body === '' ? null : flawOfText(body, LONGEST_MESSAGE, isLines);
		if (expected !== null) context.addIssue({ code: 'custom', path: ['body'], message: `Expected ${expected}` });
	})
	.meta({ id: 'NewDraftNote' });
export type NewDraftNote = z.infer<typeof NewDraftNote>;

/** PostgreSQL keeps neither halves of characters nor NUL. */
function isWhole(text: string): boolean {
	return text.isWellFormed() && !text.includes('\0');
}
