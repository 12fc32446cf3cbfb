import {
	type Clauses,
	clausesGone,
	type Rearranged,
	withClauseAfter,
	withClauseBack,
	withClausesOf,
	withoutClause,
} from '../documents/clause-edit.ts';
import {
	asEditorial,
	draftFollowing,
	draftOf,
	type RevisionDraft,
	sourceOfDraft,
} from '../documents/revision-draft.ts';
import { flawOfSize, isFrontTooLarge } from '../documents/revision-text.ts';
import { type Filled, withTermsOf } from '../documents/terms-form.ts';
import { clauseOf, partsOfClause } from '../domain/sla/clause-mark.ts';
import type { DraftTexts } from '../domain/sla/draft-version.ts';
import type { Revision } from '../domain/sla/revision.ts';
import { type Language, languages } from '../domain/text.ts';
import type { Stores } from '../stores/stores.ts';

export type Drafts = Partial<Record<Language, RevisionDraft>>;

/** What is added where nobody asks for it is added at every pause. */
export const ADDING = 'add';

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

/** Does a button add a text in a language, or take one out? */
export function isOfLanguages(step: string): boolean {
	return OF_LANGUAGES.test(step);
}

const OF_LANGUAGES = /^(with|without) (es|pt-BR|en)$/;

/** What such a button makes of the texts: one that comes has the words that were last published in its language, or has yet to be written. */
export async function withLanguages(
	{ revisions }: Pick<Stores, 'revisions'>,
	{ document, number, authentic }: Revision,
	texts: DraftTexts,
	step: string,
): Promise<DraftTexts> {
	const [, act, found] = OF_LANGUAGES.exec(step) ?? [];
	const language = found as Language;
	if (act === 'without') return byLanguage((one) => (one === language ? undefined : texts[one]));
	if (act === undefined || texts[language] !== undefined) return texts;
	const known = (await revisions.of(document)).findLast((one) => one.texts.some((text) => text.language === language));
	const earlier = known === undefined ? null : await revisions.source(document, known.number, language);
	const { title = '', clauses } = (earlier === null ? null : draftOf(earlier, number + 1)) ?? {};
	const front = `document: ${document}\nrevision: ${number + 1}\nlanguage: ${language}`;
	const unwritten = () => toBeWritten(texts[authentic] ?? Object.values(texts)[0], number + 1);
	return { ...texts, [language]: sourceOfDraft({ front, title, summary: '', clauses: clauses ?? unwritten() }) };
}

/** The same clauses by their numbers, without their words. */
function toBeWritten(source: string | undefined, number: number): string[] {
	return clausesIn(source, number).flatMap((clause) => {
		const { mark } = partsOfClause(clause);
		return mark === '' ? [] : [`${mark}…`];
	});
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
	const filled = new FilledForm(form);
	const [drafts, whole]: [Drafts, DraftTexts] = [{}, {}];
	for (const language of languages) {
		const file = filled.get(`whole/${language}`);
		if (file !== null) whole[language] = lines(filled, `whole/${language}`).replace(/^\uFEFF/, '');
		else if (filled.has(`front/${language}`)) drafts[language] = draftIn(filled, language);
	}
	const written = rearranged(filled.get('step'), drafts, before, number);
	return numbered(
		byLanguage((language) => {
			const draft = written[language];
			return draft === undefined ? whole[language] : sourceOfDraft(draft);
		}),
		number,
	);
}

/** What a button does with clauses, in every language: `insert 2.3`, `remove 2.3`, `restore 2.3`. Nothing of what is too large. */
function rearranged(step: string | null, drafts: Drafts, before: DraftTexts, number: number): Drafts {
	const [, act, about = ''] = REARRANGING.exec(step ?? '') ?? [];
	const isTooLarge = Object.values(drafts).some((draft) => flawOfSize(sourceOfDraft(draft)) !== null);
	if (act === undefined || isTooLarge) return drafts;
	const all: Clauses = byLanguage((language) => drafts[language]?.clauses);
	const earlier: Clauses = byLanguage((language) => drafts[language] && clausesIn(before[language], number));
	const { clauses, pointers } = acts[act as keyof typeof acts](all, earlier, about);
	return byLanguage((language) => {
		const draft = drafts[language];
		if (draft === undefined) return undefined;
		return { ...draft, clauses: [...(clauses[language] ?? [])], front: withClausesOf(draft.front, pointers) };
	});
}

/** Does a button insert, remove or restore a clause? */
export function isRearranging(step: string): boolean {
	return REARRANGING.test(step);
}

const REARRANGING = /^(insert|remove|restore) ([\d.]{1,40})$/;
const acts = { insert: withClauseAfter, remove: withoutClause, restore: withClauseBack } satisfies Record<
	string,
	(all: Clauses, earlier: Clauses, number: string) => Rearranged
>;

export type Gone = Partial<Record<Language, ReturnType<typeof clausesGone>>>;

/** What was taken out of the last revision, where it stood: it is shown until the next one is published. */
export function goneFrom(drafts: Drafts, before: DraftTexts, number: number): Gone {
	return byLanguage((language) => {
		const draft = drafts[language];
		return draft && clausesGone(draft.clauses, clausesIn(before[language], number));
	});
}

function clausesIn(source: string | undefined, number: number): string[] {
	return (source === undefined ? null : draftOf(source, number))?.clauses ?? [];
}

function draftIn(form: FilledForm, language: Language): RevisionDraft {
	const line = (name: string) => lines(form, name).replaceAll('\n', ' ').trim();
	const front = lines(form, `front/${language}`);
	const clauses = form
		.namesBelow(`clause/${language}/`)
		.map((name) => clauseOf(lines(form, name.replace('clause/', 'mark/')), lines(form, name)));
	return {
		front: form.get('terms') === language && !isFrontTooLarge(front) ? withTermsIn(form, front) : front,
		title: line(`title/${language}`),
		summary: line(`summary/${language}`),
		clauses: clauses.filter((clause) => clause !== ''),
	};
}

/** Only the authentic text has terms. */
function withTermsIn(form: FilledForm, front: string): string {
	const isAdding = form.get('step') === ADDING;
	const filled: Filled = isAdding ? form : form.without(ADDING);
	return asEditorial(withTermsOf(front, filled), form.get('kind') === 'editorial');
}

/** A form whose fields are found at once, however many it has. */
class FilledForm implements Filled {
	readonly #fields: ReadonlyMap<string, string[]>;

	constructor(fields: Iterable<[string, string]>) {
		const all = Map.groupBy(fields, ([name]) => name);
		this.#fields = new Map([...all].map(([name, values]) => [name, values.map(([, value]) => value)]));
	}

	get(name: string): string | null {
		return this.#fields.get(name)?.[0] ?? null;
	}

	getAll(name: string): string[] {
		return this.#fields.get(name) ?? [];
	}

	has(name: string): boolean {
		return this.#fields.has(name);
	}

	/** In the order of the form. */
	namesBelow(start: string): string[] {
		return [...this.#fields.keys()].filter((name) => name.startsWith(start));
	}

	without(name: string): FilledForm {
		const others = [...this.#fields].filter(([one]) => one !== name);
		return new FilledForm(others.flatMap(([one, values]) => values.map((value): [string, string] => [one, value])));
	}
}

function lines(form: Filled, name: string): string {
	return (form.get(name) ?? '').replaceAll('\r\n', '\n');
}

function byLanguage<T>(said: (language: Language) => T | undefined): Partial<Record<Language, T>> {
	const all = languages.map((language) => [language, said(language)] as const);
	return Object.fromEntries(all.filter(([, one]) => one !== undefined));
}
