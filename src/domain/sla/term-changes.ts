import { canonicalJson } from '../canonical.ts';
import type { Text } from '../text.ts';
import type { Commitment } from './commitment.ts';
import { sameness, type Terms } from './terms.ts';

/** As it stands in the terms: a scalar, a target, a list, a text by language. */
export type TermValue = string | number | boolean | object;

/** One field of the terms that two revisions fill differently. */
export interface TermChange {
	/** `solution-urgent.target`, `exclusion.effect`, `calendar.from`, `readings.hours.answer`: commitments by their ids. */
	path: string;
	/** The commitment that has the field, where one has it, as it is, or as it was where it is gone. */
	of: Commitment | null;
	/** The same as it was before; null where it is new, too. */
	was: Commitment | null;
	/** Of a reading, what it answers. */
	question: Text | null;
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
}

/** Every field in which the terms differ, in the order of the terms. Equal terms have no changes, and only they. */
export function changesOfTerms(before: Terms, after: Terms): TermChange[] {
	const [old, young] = [fieldsOf(before), fieldsOf(after)];
	const keys = new Set([...old.keys(), ...young.keys()]);
	return [...keys].flatMap((key) => {
		const [was, is] = [old.get(key), young.get(key)];
		const [from, to] = [was?.value ?? null, is?.value ?? null];
		if (from !== null && to !== null && canonicalJson(from) === canonicalJson(to)) return [];
		const { path, of, question } = (is ?? was) as Field;
		return [{ path, of, was: was?.of ?? null, question, from, to }];
	});
}

/** By what stays the same when an id or the order changes: neither promises anything. */
function fieldsOf({ commitments, plans, readings, calendar, ...rules }: Terms): Map<string, Field> {
	const fields = new Map<string, Field>();
	const add: Add = (key, path, of, node, question) => {
		for (const [name, value] of Object.entries(node)) {
			if (value !== undefined && name !== 'frozen')
				fields.set(`${key}.${name}`, { path: `${path}.${name}`, of, question: question ?? null, value });
		}
	};
	for (const { id, name } of plans) add(`plans.${id}`, `plans.${id}`, null, { name });
	if (calendar) addCalendar(add, 'calendar', 'calendar', null, calendar);
	for (const commitment of commitments) {
		const { id, kind: _, calendar: own, ...node } = { calendar: undefined, ...commitment };
		add(sameness(commitment), id, commitment, node);
		if (own) addCalendar(add, `${sameness(commitment)}.calendar`, `${id}.calendar`, commitment, own);
	}
	for (const [rule, node] of Object.entries(rules)) if (node) add(rule, rule, null, node);
	for (const { id, ...reading } of readings) add(`readings.${id}`, `readings.${id}`, null, reading, reading.question);
	return fields;
}

type Add = (key: string, path: string, of: Commitment | null, node: object, question?: Text) => void;

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
	add(key, path, of, { country, ...(also.length > 0 && { also }), ...(not.length > 0 && { not }) });
}
