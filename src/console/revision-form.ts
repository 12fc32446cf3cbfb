import {
	asEditorial,
	draftFollowing,
	draftOf,
	type RevisionDraft,
	sourceOfDraft,
	withClauseAfter,
} from '../documents/revision-draft.ts';
import { withTermsOf } from '../documents/terms-form.ts';
import type { DraftTexts } from '../domain/sla/draft-version.ts';
import type { Revision } from '../domain/sla/revision.ts';
import { type Language, languages } from '../domain/text.ts';
import type { Stores } from '../stores/stores.ts';

export type Drafts = Partial<Record<Language, RevisionDraft>>;

/** What is added where nobody asks for it is added at every pause. */
const ADDING = 'add';

/** What a next revision begins with: the texts of the last one, without what it says it changes. */
export async function textsFollowing({ revisions }: Pick<Stores, 'revisions'>, last: Revision): Promise<DraftTexts> {
	const { document, number, texts } = last;
	const begun: DraftTexts = {};
	for (const { language } of texts) {
		const source = await revisions.source(document, number, language);
		const draft = source === null ? null : draftFollowing(source, number + 1);
		if (draft) begun[language] = sourceOfDraft(draft);
		else if (source !== null) begun[language] = source;
	}
	return begun;
}

/** The same texts under another number. */
export function numbered(texts: DraftTexts, number: number): DraftTexts {
	return byLanguage((language) => {
		const source = texts[language];
		if (source === undefined) return undefined;
		const draft = draftOf(source, number);
		return draft ? sourceOfDraft(draft) : source;
	});
}

/** Texts whose summary is not written yet can be compared all the same; that it is missing is said of the texts as they are. */
export function summed(texts: DraftTexts, number: number): DraftTexts {
	const all = Object.entries(texts).map(([language, source]) => {
		const draft = draftOf(source, number);
		return [language, draft?.summary === '' ? sourceOfDraft({ ...draft, summary: '…' }) : source];
	});
	return Object.fromEntries(all);
}

/** The texts in their parts; null where one of them has none, and can only be written as a file. */
export function draftsOf(texts: DraftTexts, number: number): Drafts | null {
	const drafts: Drafts = {};
	for (const [language, source] of Object.entries(texts)) {
		const draft = draftOf(source, number);
		if (draft === null) return null;
		drafts[language as Language] = draft;
	}
	return drafts;
}

/**
 * The whole files that a form says, written either way: as files (`whole/es`), or by their fields (`front/es`, `title/es`,
 * `summary/es`, each clause by its place, `clause/es/0`, and `term/…` for what is computed).
 */
export function textsIn(form: URLSearchParams, number: number): DraftTexts {
	return numbered(
		byLanguage((language) => {
			if (form.has(`whole/${language}`)) return lines(form, `whole/${language}`).replace(/^\uFEFF/, '');
			return form.has(`front/${language}`) ? sourceOfDraft(draftIn(form, language)) : undefined;
		}),
		number,
	);
}

function draftIn(form: URLSearchParams, language: Language): RevisionDraft {
	const places = [...form.keys()].filter((name) => name.startsWith(`clause/${language}/`));
	const line = (name: string) => lines(form, name).replaceAll('\n', ' ').trim();
	const front = lines(form, `front/${language}`);
	const clauses = places.map((place) => lines(form, place));
	const isInserting = form.get('step') === `insert ${language}`;
	return {
		front: form.get('terms') === language ? withTermsIn(form, front) : front,
		title: line(`title/${language}`),
		summary: line(`summary/${language}`),
		clauses: isInserting ? withClauseAfter(clauses, Number(form.get(`after/${language}`))) : clauses,
	};
}

/** Only the authentic text has terms. */
function withTermsIn(form: URLSearchParams, front: string): string {
	const filled = new URLSearchParams(form);
	if (form.get('step') !== ADDING) filled.delete(ADDING);
	return asEditorial(withTermsOf(front, filled), form.get('kind') === 'editorial');
}

function lines(form: URLSearchParams, name: string): string {
	return (form.get(name) ?? '').replaceAll('\r\n', '\n');
}

function byLanguage(textIn: (language: Language) => string | undefined): DraftTexts {
	const all = languages.map((language) => [language, textIn(language)] as const);
	return Object.fromEntries(all.filter(([, text]) => text !== undefined));
}
