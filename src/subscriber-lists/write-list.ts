import { stringify } from 'csv-stringify/sync';
import type { Instant } from '../domain/instant.ts';
import type { Subscriber } from '../domain/notices/subscriber.ts';
import { columns, told } from './read-list.ts';

/** As CSV with a header, which can be read again. */
export function listOf(all: readonly Subscriber[]): string {
	// A spreadsheet must not take an address for a formula: it stands behind a mark, and so does what begins with that mark.
	const rows = all.map((one) => rowOf(one).map((cell) => cell?.replace(/^'/, "''") ?? null));
	return stringify([[...columns, ...told], ...rows], { escape_formulas: true });
}

function rowOf(one: Subscriber): (string | null)[] {
	const { channel, address, language, topics, components, turnsOnly, subject } = one;
	const often = turnsOnly ? 'turns' : 'every';
	const wish = [channel, address, language, topics.join(' '), components?.join(' ') ?? null, often, subject];
	return [...wish, iso(one.createdAt), iso(one.confirmedAt), iso(one.quarantinedAt)];
}

function iso(at: Instant | null): string | null {
	return at === null ? null : new Date(at).toISOString();
}
