import { canonicalJson, sha256 } from '../domain/canonical.ts';
import type { Flaw } from '../domain/errors.ts';
import type { Calendar } from '../domain/sla/calendar.ts';
import { pairsOf } from '../domain/sla/same-commitments.ts';
import { REMOVED } from '../domain/sla/term-changes.ts';
import type { Terms } from '../domain/sla/terms.ts';
import type { Language } from '../domain/text.ts';
import { LONGEST_CLAUSE, scopeOf, wordsOfClauses } from './clauses-said.ts';

/** That another language prevails is confirmed like a commitment: every dispute is then decided by other words. */
export const PREVAILS = 'rules.authentic';

/**
 * What the texts say of one commitment, of a rule such as the exclusion, or of what a reading is about, for somebody to read who
 * knows what is meant: no machine reads a negation safely.
 */
export interface CommitmentSentences {
	/**
	 * Of a commitment its own; else `rules.exclusion`, `readings.hours`; `rules.authentic` where another language prevails; of what is
	 * there no more, `removed.` before what it was called.
	 */
	id: string;
	/** Null for the language that prevails, of which no clause need speak. */
	clause: string | null;
	/** The words of the clause as they stand, or as they stood where it is gone; for the language that prevails, what is read into the text. */
	sentences: Partial<Record<Language, string>>;
	/** Changes with its words and with what is computed of it: whoever has read it under another mark has read something else. */
	mark: string;
	/** Does it stand in the revision before with the same terms and words? Then nobody has to read it again. */
	confirmed: boolean;
}

/** Somebody has read what the texts say of a commitment. */
export interface Confirmation {
	id: string;
	confirmed: boolean;
	/** What they have read, where they say it. */
	sentences?: Partial<Record<Language, string>> | undefined;
}

interface TextBody {
	language: Language;
	body: string;
}

/** What a revision says, in its words. */
interface Said {
	authentic: Language;
	terms: Terms;
	texts: TextBody[];
}

/** @param earlier the revision that this one would follow; null where there is none */
export function sentencesOf({ authentic, terms, texts }: Said, earlier: Said | null): CommitmentSentences[] {
	const [now, before] = [wordsOf(terms, texts), earlier && wordsOf(earlier.terms, earlier.texts)];
	const pairs = pairsOf(earlier?.terms.commitments ?? [], terms.commitments);
	const called = new Map(pairs.flatMap(([was, is]) => (was && is ? [[was.id, is.id] as const] : [])));
	const old = earlier ? statementsOf(earlier.terms, (id) => called.get(id) ?? `${GONE}${id}`) : [];
	const known = new Map(old.map((one) => [one.id, one]));
	const statements = statementsOf(terms);
	const all = statements.map(({ id, clause, meaning }): CommitmentSentences => {
		const sentences = now(clause);
		const stood = known.get(id);
		const isOld =
			stood?.meaning === meaning &&
			Object.entries(sentences).every(([language, said]) => before?.(stood.clause)[language as Language] === said);
		return { id, clause, sentences, mark: markOf([meaning, sentences]), confirmed: isOld };
	});
	const there = new Set(statements.map(({ id }) => id));
	const removed = old
		.filter(({ id }) => !there.has(id))
		.map(({ id, clause, meaning }): CommitmentSentences => {
			// Also where the text says still what is held no more.
			const sentences = { ...before?.(clause), ...withWords(now(clause)) };
			const name = id.startsWith(GONE) ? id.slice(GONE.length) : id;
			return { id: `${REMOVED}${name}`, clause, sentences, mark: markOf([meaning, null, sentences]), confirmed: false };
		});
	const isOther = earlier !== null && earlier.authentic !== authentic;
	const sentences = readInto(terms, texts);
	const mark = markOf([earlier?.authentic, authentic, sentences]);
	const prevails = { id: PREVAILS, clause: null, sentences, mark, confirmed: false };
	return [...(isOther ? [prevails] : []), ...all, ...removed];
}

/** Before the name of a commitment of the terms before that is none of the terms of now; no id begins with it. */
const GONE = ', ';

function withWords(sentences: Partial<Record<Language, string>>): Partial<Record<Language, string>> {
	return Object.fromEntries(Object.entries(sentences).filter(([, said]) => said !== ''));
}

/** What a text leaves open and how it is counted, which may say that another language prevails. */
function readInto({ readings }: Terms, texts: TextBody[]): Partial<Record<Language, string>> {
	if (readings.length === 0) return {};
	const said = (language: Language) =>
		readings.map(({ question, answer }) => `${question[language]} ${answer[language]}`);
	return Object.fromEntries(
		texts.map(({ language }) => [language, said(language).join('\n').slice(0, LONGEST_CLAUSE)]),
	);
}

function markOf(read: unknown[]): string {
	return sha256(canonicalJson(read)).slice(0, 22);
}

interface Statement {
	id: string;
	clause: string;
	/** Alike where it says the same. */
	meaning: string;
}

/** Everything in the terms that a clause has to say as well. @param idOf what a commitment is called in the terms of now */
function statementsOf(terms: Terms, idOf = (id: string) => id): Statement[] {
	const ids = (all: readonly string[] | undefined) => all?.map(idOf).toSorted();
	const rules = (['exclusion', 'reprioritisation', 'missed', 'changes'] as const).flatMap((key): Statement[] => {
		const { clause, ...rule } = { clause: undefined, ...terms[key] };
		const meaning = canonicalJson('covers' in rule ? { ...rule, covers: ids(rule.covers) ?? null } : rule);
		return clause === undefined ? [] : [{ id: `rules.${key}`, clause, meaning }];
	});
	return [
		...terms.commitments.map(({ id, clause }) => ({ id: idOf(id), clause, meaning: meaningOf(terms, id) })),
		...rules,
		...terms.readings.map(({ id, clause, ...reading }) => ({
			id: `readings.${id}`,
			clause,
			meaning: canonicalJson({ ...reading, commitments: ids(reading.commitments) ?? null }),
		})),
	];
}

/** The commitments that nobody has confirmed, or in other words than they stand in now. */
export function unconfirmed(commitments: CommitmentSentences[], confirmations: readonly Confirmation[]): Flaw[] {
	const ids = new Set(commitments.map(({ id }) => id));
	const unknown = confirmations.filter(({ id }) => !ids.has(id));
	const flaws = unknown.map(({ id }) => ({
		pointer: `/commitments/${id}`,
		detail: 'Expected a commitment of these texts',
	}));
	for (const { id, clause, sentences, confirmed } of commitments) {
		const given = confirmations.find((one) => one.id === id);
		const pointer = `/commitments/${id}`;
		const isOther = Object.entries(given?.sentences ?? {}).some(
			([language, said]) => sentences[language as Language] !== said,
		);
		if (given?.confirmed && isOther) {
			const what = clause === null ? 'what is read into the texts' : `the words of clause ${clause}`;
			flaws.push({ pointer, detail: `Expected ${what} as they stand in these texts` });
		} else if (!confirmed && !given?.confirmed) {
			const what = clause === null ? 'which text prevails' : `clause ${clause} in ${Object.keys(sentences).join(', ')}`;
			const isRemoved = id.startsWith(REMOVED) ? ', which is held no more' : '';
			const detail = `Expected "confirmed": true, from somebody who has read ${what}${isRemoved}`;
			flaws.push({ pointer, detail });
		}
	}
	return flaws;
}

function wordsOf(terms: Terms, texts: TextBody[]): (clause: string) => Partial<Record<Language, string>> {
	const named = new Set(statementsOf(terms).map(({ clause }) => clause));
	const read = texts.map(({ language, body }) => ({ language, words: wordsOfClauses(body) }));
	return (clause) =>
		Object.fromEntries(
			read.map(({ language, words }) => {
				const scope = scopeOf(clause, words.keys(), named);
				const said = scope.map((number) => words.get(number)).join('\n');
				// A longer one is refused, and nobody has to read it.
				return [language, said.slice(0, LONGEST_CLAUSE)];
			}),
		);
}

/** With the calendar in which it is counted; the dates of its holidays are counted when it is published. */
function meaningOf({ commitments, calendar }: Terms, id: string): string {
	const commitment = commitments.find((one) => one.id === id);
	if (commitment === undefined) return '';
	const own = 'calendar' in commitment ? commitment.calendar : undefined;
	const isInOffice = 'counted_in' in commitment && commitment.counted_in === 'office';
	const counted = isInOffice ? (own ?? calendar) : undefined;
	const { id: _, calendar: __, ...rest } = { calendar: undefined, ...commitment };
	return canonicalJson({ ...rest, calendar: counted ? withoutDates(counted) : null });
}

function withoutDates({ frozen: _, ...calendar }: Calendar): Calendar {
	return calendar;
}
