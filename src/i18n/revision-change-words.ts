import type { Language } from '../domain/text.ts';
import type { Messages } from './es/messages.ts';
import { formatFor } from './format.ts';
import { capital } from './term-words.ts';

/** How the text of one language differs, without its words. */
interface TextOf {
	language: Language;
	onlyIn: 'before' | 'after' | null;
	retitled: boolean;
	title: { from: string | null; to: string | null };
	changed: { number: string | null; kind: keyof Messages['revisions']['compare']['kind'] | 'same' }[] | null;
}

/** `The text in Portuguese prevails now; before, the text in Spanish did.` */
export function prevailsWords(t: Messages, { from, to }: { from: Language; to: Language }): string {
	const { language } = formatFor(t.languageTag, 'UTC');
	return t.revisions.compare.prevails(language(to), language(from));
}

/** That a language is new or gone, as a sentence; null where both revisions have it. */
export function presenceWords(t: Messages, { language, onlyIn }: Pick<TextOf, 'language' | 'onlyIn'>): string | null {
	if (onlyIn === null) return null;
	const name = formatFor(t.languageTag, 'UTC').language(language);
	return t.revisions.compare[onlyIn === 'after' ? 'newText' : 'goneText'](name);
}

/** `Title: A → B` */
export function retitledWords(t: Messages, { title }: Pick<TextOf, 'title'>): string {
	return `${t.revisions.compare.heading}: ${title.from} → ${title.to}`;
}

/** `Portuguese: Title: A → B; Clause 2.1: changed` */
export function textLine(t: Messages, text: TextOf): string {
	const told = presenceWords(t, text);
	if (told !== null) return told;
	const { compare } = t.revisions;
	const said = (text.changed ?? []).map(({ number, kind }) => {
		const name = number === null ? compare.unnumbered : compare.clause(number);
		return `${name}: ${compare.kind[kind as keyof typeof compare.kind].toLowerCase()}`;
	});
	const title = text.retitled ? [retitledWords(t, text)] : [];
	const what = [...title, ...said].join('; ');
	const name = formatFor(t.languageTag, 'UTC').language(text.language);
	return `${capital(name)}: ${what || (text.changed === null ? compare.tooMuch : compare.noChange)}`;
}

/** Of it, what stands in no clause: the language that prevails, languages that come or go, and titles. */
export function besidesLines(t: Messages, { authentic, texts }: Parameters<typeof changeLines>[1]): string[] {
	const told = texts.filter(({ onlyIn, retitled }) => onlyIn !== null || retitled);
	return changeLines(t, { authentic, texts: told.map((one) => ({ ...one, changed: [] })) });
}

/** What changes besides terms, each as a sentence: the language that prevails, languages that come or go, titles and clauses. */
export function changeLines(
	t: Messages,
	{ authentic, texts }: { authentic: { from: Language; to: Language } | null; texts: readonly TextOf[] },
): string[] {
	const lines = texts.map((one) => textLine(t, one));
	return authentic === null ? lines : [prevailsWords(t, authentic), ...lines];
}
