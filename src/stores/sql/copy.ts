import { count, desc, getTableName, type SQL, sql } from 'drizzle-orm';
import { getTableConfig, type SQLiteColumn, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { leases, ledger, tables } from '../../../db/schema.ts';
import { Succession } from '../../domain/succession.ts';
import type { Engine, Reader } from '../engine.ts';
import { fillSearch } from './fill-search.ts';

/** What each table holds, and the last entry of the ledger. */
export interface Holdings {
	rows: Record<string, number>;
	/** Null where nothing was ever published. */
	head: { number: number; hash: string } | null;
}

const AT_ONCE = 500;

/** All but what is of one process, and of no use to another one. */
const copied = Object.values<SQLiteTable>(tables).filter((table) => table !== leases);

export async function holdingsOf({ reader }: Pick<Engine, 'reader'>): Promise<Holdings> {
	const rows: Record<string, number> = {};
	for (const table of copied) {
		const [found] = await reader.select({ rows: count() }).from(table);
		rows[getTableName(table)] = found?.rows ?? 0;
	}
	const last = reader.select({ number: ledger.number, hash: ledger.hash }).from(ledger);
	const [head = null] = await last.orderBy(desc(ledger.number)).limit(1);
	return { rows, head };
}

/**
 * Copies every row in one transaction of the one that takes them: all, or on any error none. The search index is not among
 * them: it is made anew, in the same transaction.
 *
 * @param heed is told how many rows are done
 */
export async function copyRows(from: Engine, to: Engine, heed: (done: number) => void): Promise<void> {
	let done = 0;
	await to.write(async (tx) => {
		for (const table of copied) {
			for await (const rows of pagesOf(from.reader, table)) {
				await tx.insert(table).values(rows);
				done += rows.length;
				heed(done);
			}
		}
		// Components are found by the slugs under which they were recorded, whatever they are called today.
		await fillSearch(tx, new Succession([]));
	});
}

/** By their keys, so that a page costs the same wherever it is. What has no key is little. */
async function* pagesOf(reader: Reader, table: SQLiteTable): AsyncGenerator<Record<string, unknown>[]> {
	const key = keyOf(table);
	if (key.length === 0) {
		const rows = await reader.select().from(table);
		if (rows.length > 0) yield rows;
		return;
	}
	const names = Object.entries(table).filter(([, column]) => key.includes(column));
	for (let after: SQL | undefined; ; ) {
		const rows: Record<string, unknown>[] = await reader
			.select()
			.from(table)
			.where(after)
			.orderBy(...key)
			.limit(AT_ONCE);
		if (rows.length > 0) yield rows;
		const last = rows.at(-1);
		if (rows.length < AT_ONCE || last === undefined) return;
		const values = key.map((column) => last[names.find(([, one]) => one === column)?.[0] as string]);
		after = sql`(${sql.join(key, sql`, `)}) > (${sql.join(
			values.map((value) => sql`${value}`),
			sql`, `,
		)})`;
	}
}

function keyOf(table: SQLiteTable): SQLiteColumn[] {
	const { columns, primaryKeys } = getTableConfig(table);
	return primaryKeys[0]?.columns ?? columns.filter(({ primary }) => primary);
}
