import {
	clauseOf,
	clausesGone,
	type Renumbered,
	withClauseAfter,
	withClauseBack,
	withClausesOf,
	withoutClause,
} from '../documents/clause-edit.ts';
import type { ClauseChange } from '../documents/comparison.ts';
import {
	asEditorial,
	draftFollowing,
	draftOf,
	type RevisionDraft,
	sourceOfDraft,
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
 * `summary/es`, each clause by its place, `clause/es/0` after its number, `mark/es/0`, and `term/…` for what is computed). A
 * button may insert, remove or restore a clause, in every language at once.
 *
 * @param before what the next revision begins with
 */
export function textsIn(form: URLSearchParams, number: number, before: DraftTexts): DraftTexts {
	return numbered(
		byLanguage((language) => {
			if (form.has(`whole/${language}`)) return lines(form, `whole/${language}`).replace(/^\uFEFF/, '');
			if (!form.has(`front/${language}`)) return undefined;
			const draft = draftIn(form, language);
			const { clauses, numbers } = rearranged(form.get('step'), draft.clauses, clausesIn(before[language], number));
			return sourceOfDraft({ ...draft, clauses, front: withClausesOf(draft.front, numbers) });
		}),
		number,
	);
}

/** What a button does with clauses: `insert 2.3`, `remove 2.3`, `restore 2.3`. */
function rearranged(step: string | null, clauses: string[], before: readonly string[]): Renumbered {
	const [, act, number = ''] = /^(insert|remove|restore) ([\d.]{1,30})$/.exec(step ?? '') ?? [];
	if (act === 'insert') return withClauseAfter(clauses, number);
	if (act === 'restore') return withClauseBack(clauses, before, number);
	return { clauses: act === 'remove' ? withoutClause(clauses, number) : clauses, numbers: new Map() };
}

export type Gone = Partial<Record<Language, ReturnType<typeof clausesGone>>>;

/** What was taken out of the last revision, where it stood: it is shown until the next one is published. */
export function goneFrom(drafts: Drafts, before: DraftTexts, changes: readonly Changed[], number: number): Gone {
	const all = changes.map(({ language, clauses }) => {
		const numbers = clauses.flatMap(({ kind, from: [one] }) => (kind === 'removed' && one ? [one] : []));
		return [language, clausesGone(drafts[language]?.clauses ?? [], clausesIn(before[language], number), numbers)];
	});
	return Object.fromEntries(all);
}

interface Changed {
	language: Language;
	clauses: readonly Pick<ClauseChange, 'kind' | 'from'>[];
}

function clausesIn(source: string | undefined, number: number): string[] {
	return (source === undefined ? null : draftOf(source, number))?.clauses ?? [];
}

function draftIn(form: URLSearchParams, language: Language): RevisionDraft {
	const places = [...form.keys()].filter((name) => name.startsWith(`clause/${language}/`));
	const line = (name: string) => lines(form, name).replaceAll('\n', ' ').trim();
	const front = lines(form, `front/${language}`);
	return {
		front: form.get('terms') === language ? withTermsIn(form, front) : front,
		title: line(`title/${language}`),
		summary: line(`summary/${language}`),
		clauses: places.map((place) => clauseOf(lines(form, place.replace('clause/', 'mark/')), lines(form, place))),
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
