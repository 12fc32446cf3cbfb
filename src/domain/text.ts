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

/** Does it say the same, in languages more? */
export function addsLanguagesOnly(before: Text, after: Text): boolean {
	const isKept = languages.every((one) => before[one] === undefined || before[one] === after[one]);
	return isKept && languages.some((one) => before[one] === undefined && after[one] !== undefined);
}

/** Is a title to be told of as another one? Languages more are not, unless somebody gives a public reason. */
export function isRenamed(before: Text, after: Text, reason: Text | undefined): boolean {
	if (languages.every((one) => before[one] === after[one])) return false;
	return reason !== undefined || !addsLanguagesOnly(before, after);
}

/** The most characters of what stands on one line: a title, a name. */
export const LONGEST_LINE = 200;
/** The most characters of a message. */
export const LONGEST_MESSAGE = 20_000;
/** Of what was learned from an incident. */
export const LONGEST_POSTMORTEM = 100_000;

/** Of what a revision changes: it stands in lists, letters and on the check before it is published (decision 060). */
export const LONGEST_SUMMARY = 200;

/** No control characters, no halves of characters: feeds are XML, which cannot say them (XML 1.0 §2.2). */
export function isOneLine(text: string): boolean {
	return !/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(text);
}

/** The same, but for tabs and the ends of lines. */
export function isLines(text: string): boolean {
	return isOneLine(text.replaceAll(/[\t\n\r]/g, ''));
}

/** Is there anything to see? A text of spaces without width, or of joiners alone, is an empty one. */
export function isVisible(text: string): boolean {
	return /[\p{L}\p{N}\p{P}\p{S}]/u.test(text.replaceAll(/[\p{Default_Ignorable_Code_Point}\u2800]/gu, ''));
}

/** What is wrong with a text that people write, in words that follow "expected"; null for nothing. The same at every door. */
export function flawOfText(text: string, longest: number, isPlain: (text: string) => boolean): string | null {
	if (text.length > longest) return `at most ${longest} characters`;
	if (!isPlain(text)) return 'a text without control characters';
	return isVisible(text) ? null : 'a text that is not empty';
}

/** One wording of a name or title, as the operator's files and the imports have it. */
export const Line = wording(LONGEST_LINE, isOneLine);
/** What a revision changes, in a sentence. */
export const Summary = wording(LONGEST_SUMMARY, isOneLine);
/** One wording of a message or description. */
export const Lines = wording(LONGEST_MESSAGE, isLines);

/** A name or title by language. */
export const LineByLanguage = byLanguage(Line);
/** A message or description by language. */
export const TextByLanguage = byLanguage(Lines);

function wording(longest: number, isPlain: (text: string) => boolean) {
	return z
		.string()
		.trim()
		.superRefine((text, context) => {
			const expected = flawOfText(text, longest, isPlain);
			if (expected !== null) context.addIssue({ code: 'custom', message: `Expected ${expected}` });
		});
}

function byLanguage(one: typeof Line) {
	return z
		.strictObject({ es: one.optional(), 'pt-BR': one.optional(), en: one.optional() })
		.refine((text) => Object.keys(text).length > 0, 'Expected at least one language');
}

/** Without accents and in small letters, however they are encoded: for comparing, never for showing. */
export function unaccented(text: string): string {
	// A sigma at the end of a word is one all the same.
	return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ς', 'σ');
}
