import { canonicalJson } from '../canonical.ts';
import { type Language, languages, type Text } from '../text.ts';
import type { Commitment } from './commitment.ts';
import { pairsOf } from './same-commitments.ts';
import type { Terms } from './terms.ts';

/** As it stands in the terms: a scalar, a target, a list; of a text, one wording. */
export type TermValue = string | number | boolean | object;

/** One field of the terms that two revisions fill differently; of a text, its wording in one language. */
export interface TermChange {
	/** `solution-urgent.target`, `exclusion.effect`, `calendar.from`, `readings.hours.answer.es`: commitments by their ids. */
	path: string;
	/** The commitment that has the field, where one has it, as it is, or as it was where it is gone. */
	of: Commitment | null;
	/** The same as it was before; null where it is new, too. */
	was: Commitment | null;
	/** Of a reading, what it answers. */
	question: Text | null;
	/** Of a wording. */
	language: Language | null;
	/** Of a list of commitments, which they are: their ids are no words for a reader. */
	named: { from: Commitment[]; to: Commitment[] } | null;
	/** Null where only the later terms have the field. */
	from: TermValue | null;
	/** Null where only the earlier terms have it. */
	to: TermValue | null;
}

interface Field {
	path: string;
	of: Commitment | null;
	question: Text | null;
	value: TermValue;
	named: Commitment[] | null;
	/** Alike where it says the same. */
	meaning: string;
	/** The name of a day: where the day itself is new or gone, the list of days says so. */
	isName: boolean;
}

/** Every field in which the terms differ, in the order of the terms. Equal terms have no changes, and only they. */
export function changesOfTerms(before: Terms, after: Terms): TermChange[] {
	const keys = keysOf(before, after);
	const [old, young] = [fieldsOf(before, keys), fieldsOf(after, keys)];
	return [...new Set([...old.keys(), ...young.keys()])].flatMap((key): TermChange[] => {
		const [was, is] = [old.get(key), young.get(key)];
		if (was?.meaning === is?.meaning) return [];
		const field = (is ?? was) as Field;
		const of = { of: field.of, was: was?.of ?? null, question: field.question };
		const values = [was?.value, is?.value];
		if (values.some(isText)) {
			if (field.isName && values.includes(undefined)) return [];
			const [from = {}, to = {}] = values as [Text?, Text?];
			return languages
				.filter((language) => from[language] !== to[language])
				.map((language) => ({
					...{ path: `${field.path}.${language}`, ...of, language, named: null },
					...{ from: from[language] ?? null, to: to[language] ?? null },
				}));
		}
		const isOfCommitments = was?.named || is?.named;
		const named = isOfCommitments ? { from: was?.named ?? [], to: is?.named ?? [] } : null;
		return [{ path: field.path, ...of, language: null, named, from: was?.value ?? null, to: is?.value ?? null }];
	});
}

type Keys = ReadonlyMap<Commitment, string>;

/** By what stays the same when an id or the order changes: neither promises anything. */
function keysOf(before: Terms, after: Terms): Keys {
	return new Map(
		pairsOf(before.commitments, after.commitments).flatMap((pair, i) =>
			pair.flatMap((one) => (one === null ? [] : [[one, `commitment ${i}`] as const])),
		),
	);
}

function fieldsOf({ commitments, plans, readings, calendar, ...rules }: Terms, keys: Keys): Map<string, Field> {
	const fields = new Map<string, Field>();
	const byId = new Map(commitments.map((one) => [one.id, one]));
	const add: Add = (key, path, of, node, { question = null, isName = false } = {}) => {
		for (const [name, value] of Object.entries(node)) {
			if (value === undefined || name === 'frozen') continue;
			const isOfCommitments = (name === 'covers' || name === 'commitments') && Array.isArray(value);
			const named = isOfCommitments ? value.flatMap((id: string) => byId.get(id) ?? []) : null;
			const meaning = meaningOf(named?.map((one) => keys.get(one)) ?? value);
			fields.set(`${key}.${name}`, { path: `${path}.${name}`, of, question, value, named, meaning, isName });
		}
	};
	for (const { id, name } of plans) add(`plans.${id}`, `plans.${id}`, null, { name });
	if (calendar) addCalendar(add, 'calendar', 'calendar', null, calendar);
	for (const commitment of commitments) {
		const { id, kind: _, calendar: own, ...node } = { calendar: undefined, ...commitment };
		const key = keys.get(commitment) ?? id;
		add(key, id, commitment, node);
		if (own) addCalendar(add, `${key}.calendar`, `${id}.calendar`, commitment, own);
	}
	for (const [rule, node] of Object.entries(rules)) if (node) add(rule, rule, null, node);
	for (const { id, ...reading } of readings) {
		add(`readings.${id}`, `readings.${id}`, null, reading, { question: reading.question });
	}
	return fields;
}

type Add = (
	key: string,
	path: string,
	of: Commitment | null,
	node: object,
	about?: { question?: Text; isName?: boolean },
) => void;

function addCalendar(
	add: Add,
	key: string,
	path: string,
	of: Commitment | null,
	{ holidays, from: opens, to: closes, ...hours }: NonNullable<Terms['calendar']>,
): void {
	add(key, path, of, { ...hours, opens, closes });
	// What is empty says nothing.
	const { country, also, not } = holidays;
	const days = also.map(({ date }) => date);
	add(key, path, of, { country, ...(days.length > 0 && { also: days }), ...(not.length > 0 && { not }) });
	const names = Object.fromEntries(also.map(({ date, name }) => [date, name]));
	add(`${key}.also`, `${path}.also`, of, names, { isName: true });
}

/** A list says the same in whatever order. */
function meaningOf(value: unknown): string {
	return canonicalJson(Array.isArray(value) ? value.map(canonicalJson).toSorted() : value);
}

function isText(value: unknown): value is Text {
	if (typeof value !== 'object' || value === null) return false;
	const keys = Object.keys(value);
	return keys.length > 0 && keys.every((key) => (languages as readonly string[]).includes(key));
}

/** Before the id of what the revision before held and this one does not: it takes whoever publishes, as what is new does. */
export const REMOVED = 'removed.';

/**
 * Those on account of which somebody has to read a clause again: of a commitment its own, and of the calendar that it is counted by.
 *
 * @param stated the id of a commitment; `rules.exclusion`, `readings.hours`; `removed.` before that of what is gone
 */
export function changesBehind(stated: string, changes: readonly TermChange[], { commitments }: Terms): TermChange[] {
	const id = stated.startsWith(REMOVED) ? stated.slice(REMOVED.length) : stated;
	const commitment = commitments.find((one) => one.id === id);
	const [, rule] = /^rules\.(.+)$/.exec(id) ?? [];
	const isInOffice = commitment && 'counted_in' in commitment && commitment.counted_in === 'office';
	const hasOwn = commitment && 'calendar' in commitment && commitment.calendar !== undefined;
	return changes.filter(({ path, of }) => {
		if (of !== null) return of.id === id;
		if (path.startsWith('calendar.')) return isInOffice === true && !hasOwn;
		return path.startsWith(`${rule ?? id}.`);
	});
}
