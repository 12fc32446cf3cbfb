import { z } from 'zod';

/** The languages of the interface; the site chooses which it offers, and which comes first. */
export const languages = ['es', 'pt-BR', 'en'] as const;
export type Language = (typeof languages)[number];

/** What staff write: one wording for each language they had time for, never none. */
export type Text = Partial<Record<Language, string>>;

export interface Wording {
	language: Language;
	wording: string;
}

/** The wording to show a reader of `wanted`, and the language that it is in: theirs, else `first`, else any. */
export function wordingOf(text: Text, wanted: Language, first: Language): Wording {
	for (const language of [wanted, first, ...languages]) {
		const wording = text[language];
		if (wording !== undefined) return { language, wording };
	}
	return { language: first, wording: '' };
}

export const TextByLanguage = z
	.strictObject({
		es: z.string().trim().min(1).optional(),
		'pt-BR': z.string().trim().min(1).optional(),
		en: z.string().trim().min(1).optional(),
	})
	.refine((text) => Object.keys(text).length > 0, 'Expected at least one language');
