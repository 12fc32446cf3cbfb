import { z } from 'zod';
import { Line, Summary } from '../text.ts';
import { count } from './commitment.ts';
import { refuseContradictions, termsFields } from './terms.ts';

/** What one text of a revision says of itself, above the markdown. Only the authentic text carries the terms. */
export const FrontMatter = z
	.strictObject({
		document: z
			.string()
			.max(100)
			.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
		revision: count(999_999),
		language: z.enum(['es', 'pt-BR', 'en']),
		title: Line,
		/** One sentence for the list of revisions. */
		summary: Summary,
		authentic: z.boolean().default(false),
		editorial: z.boolean().default(false),
		...termsFields,
	})
	.superRefine(refuseContradictions);
export type FrontMatter = z.infer<typeof FrontMatter>;

/** The keys that only the authentic text may have. */
export const termKeys = Object.keys(termsFields) as (keyof typeof termsFields)[];
