import { getTableColumns, getTableName } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Difference } from '../../domain/difference.ts';

export type Row = Record<string, unknown>;

/** An earlier version did not put it into the ledger. */
export const UNTOLD = Symbol('untold');

/** What the ledger does not speak of, since nothing that was published depends on it. */
const derived: Record<string, string[]> = {
	// Of before verdicts were recorded; what was told of them stands with whatever altered them.
	incidents: ['earlierOutcomes', 'judgeAt'],
	// What its address is made of: a verdict names it.
	tickets: ['earlierOutcomes', 'judgeAt', 'publicId'],
	// The first says from where it came, the second follows from the justification.
	verdicts: ['atUpgrade', 'justified'],
	// How far the search for corrections has come.
	frozen_months: ['checked'],
};

export function listsThatDiffer(
	table: SQLiteTable,
	expected: readonly Row[],
	stored: readonly Row[],
	named: (row: Row) => string,
	but: readonly string[] = [],
): Difference[] {
	const there = new Map(stored.map((row) => [named(row), row]));
	const found = expected.flatMap((row) => {
		const own = there.get(named(row));
		there.delete(named(row));
		return own === undefined ? [missing(table, named(row))] : columnsThatDiffer(table, named(row), row, own, but);
	});
	return [...found, ...[...there.keys()].map((name) => tooMuch(table, name))];
}

export function columnsThatDiffer(
	table: SQLiteTable,
	row: string,
	expected: Row,
	stored: Row,
	but: readonly string[] = [],
): Difference[] {
	const name = getTableName(table);
	return Object.entries(getTableColumns(table)).flatMap(([property, column]) => {
		const isCompared = ![...but, ...(derived[name] ?? [])].includes(property);
		if (!isCompared || expected[property] === UNTOLD || isSame(expected[property], stored[property])) return [];
		return [{ table: name, row, column: column.name, why: 'it is not what was published' }];
	});
}

export function missing(table: SQLiteTable, row: string): Difference {
	return { table: getTableName(table), row, column: null, why: 'it is missing' };
}

export function tooMuch(table: SQLiteTable, row: string): Difference {
	return { table: getTableName(table), row, column: null, why: 'nothing that was published speaks of it' };
}

function isSame(expected: unknown, stored: unknown): boolean {
	return agrees(meant(expected), meant(stored));
}

/** Where words were redacted, the ledger says nothing any more. */
function agrees(expected: unknown, stored: unknown): boolean {
	if (expected === null || typeof expected !== 'object') return expected === stored;
	if ('redacted' in expected) return true;
	if (stored === null || typeof stored !== 'object') return false;
	const names = new Set([...Object.keys(expected), ...Object.keys(stored)]);
	return [...names].every((name) => agrees(meant((expected as Row)[name]), meant((stored as Row)[name])));
}

/** JSON is compared by what it says; yes and no are 1 and 0, and what there isn't is null. */
function meant(value: unknown): unknown {
	if (typeof value === 'boolean') return Number(value);
	if (typeof value !== 'string' || !/^[[{]/.test(value)) return value ?? null;
	try {
		return JSON.parse(value);
	} catch {
		return value;
	}
}
