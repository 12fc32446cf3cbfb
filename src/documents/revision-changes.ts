import type { RevisionText } from '../domain/sla/revision.ts';
import { prevailingFirst } from '../domain/sla/revision.ts';
import { changesOfTerms, type TermChange } from '../domain/sla/term-changes.ts';
import type { Terms } from '../domain/sla/terms.ts';
import { type Language, languages } from '../domain/text.ts';
import { type ClauseChange, compareTexts } from './comparison.ts';

/** What is compared of a revision, or of what may become one. */
export interface Compared {
	/** Null where it is not said, or of several. */
	authentic: Language | null;
	/** Null where they cannot be read. */
	terms: Terms | null;
	texts: ComparedText[];
}

/** A body is null where it is too much to be compared. */
export type ComparedText = Pick<RevisionText, 'language' | 'title' | 'summary'> & { body: string | null };

/** Everything in which one revision differs from another: what is told of it to whoever writes, approves or reads it. */
export interface RevisionChanges {
	/** The language that prevails, where it is another. */
	authentic: { from: Language; to: Language } | null;
	/** Null where they cannot be compared. */
	terms: TermChange[] | null;
	/** Of each language that either has a text in; the one that prevails first. */
	texts: TextChanges[];
}

export interface TextChanges {
	language: Language;
	/** Has only one of them a text in this language? */
	onlyIn: 'before' | 'after' | null;
	/** As it was and as it is, also where it is the same. */
	title: Wordings;
	summary: Wordings;
	/** Is it called otherwise than before? One that is new or gone is told of as a whole. */
	retitled: boolean;
	/** Every clause, also those that are the same; none of a text that is gone. Null where it is too much to be compared. */
	clauses: ClauseChange[] | null;
	/** Of them those that differ. */
	changed: ClauseChange[] | null;
}

interface Wordings {
	from: string | null;
	to: string | null;
}

export function changesBetween(before: Compared, after: Compared): RevisionChanges {
	const [from, to] = [before.authentic, after.authentic];
	const textIn = (language: Language, { texts }: Compared) => texts.find((one) => one.language === language);
	const either = languages.filter((one) => textIn(one, before) || textIn(one, after));
	const ordered = to ?? from;
	return {
		authentic: from !== null && to !== null && from !== to ? { from, to } : null,
		terms: before.terms && after.terms ? changesOfTerms(before.terms, after.terms) : null,
		texts: (ordered === null ? either : prevailingFirst(either, ordered)).map((language) =>
			textChanges(language, textIn(language, before), textIn(language, after)),
		),
	};
}

function textChanges(
	language: Language,
	before: ComparedText | undefined,
	after: ComparedText | undefined,
): TextChanges {
	const [was, is] = [before?.body, after?.body];
	const title = { from: before?.title ?? null, to: after?.title ?? null };
	const clauses = was === null || is === null ? null : is === undefined ? [] : compareTexts(was ?? '', is);
	return {
		language,
		onlyIn: before === undefined ? 'after' : after === undefined ? 'before' : null,
		title,
		summary: { from: before?.summary ?? null, to: after?.summary ?? null },
		retitled: before !== undefined && after !== undefined && title.from !== title.to,
		clauses,
		changed: clauses && clauses.filter(({ kind }) => kind !== 'same'),
	};
}
