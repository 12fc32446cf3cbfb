import type { Terms } from './terms.ts';

export type TermValue = string | number | boolean | { business_days: number };

/** One field of the terms that two revisions fill differently. */
export interface TermChange {
	/** `solution.urgent.target`, `maintenance_window.from`, `first_response.pro.minutes` (by plan) */
	path: string;
	/** Null where only the later terms have the field. */
	from: TermValue | null;
	/** Null where only the earlier terms have it. */
	to: TermValue | null;
}

/** Every field in which the terms differ, in the order of the terms. Equal terms have no changes, and only they. */
export function changesOfTerms(before: Terms, after: Terms): TermChange[] {
	const [old, young] = [fieldsOf(before), fieldsOf(after)];
	const paths = new Set([...old.keys(), ...young.keys()]);
	return [...paths].flatMap((path) => {
		const [from, to] = [old.get(path) ?? null, young.get(path) ?? null];
		return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ path, from, to }];
	});
}

/** Each plan under its own name: their order promises nothing. */
function fieldsOf({ first_response, ...others }: Terms): Map<string, TermValue> {
	const plans = first_response.map(({ plan, ...fields }) => [plan, fields]);
	return new Map(leaves({ first_response: Object.fromEntries(plans), ...others }, ''));
}

function leaves(node: object, prefix: string): [string, TermValue][] {
	return Object.entries(node).flatMap(([key, value]): [string, TermValue][] => {
		const path = prefix + key;
		return isBranch(value) ? leaves(value, `${path}.`) : [[path, value as TermValue]];
	});
}

function isBranch(value: unknown): value is object {
	return typeof value === 'object' && value !== null && !('business_days' in value);
}
