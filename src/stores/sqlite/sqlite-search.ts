import { type SQL, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Instant } from '../../domain/instant.ts';
import type { SearchEntry, SearchIndex, Transaction } from '../engine.ts';

/** Below the instant stands the number, as far as there is room in 64 bits, so that no two rows are one. */
const BITS_OF_NUMBER = 22;

/**
 * The table `search` is SQLite's own full text index (FTS5). It finds rows in the order of their ids, so an id begins with
 * the instant.
 */
export class SqliteSearch implements SearchIndex {
	readonly number = sql`search.number`;
	readonly latestFirst = sql`search.rowid DESC`;

	before(at: Instant): SQL {
		return sql`search.rowid < ${rowidOf(at, 0)}`;
	}

	/** What was typed is never syntax: each word is quoted. https://sqlite.org/fts5.html#full_text_query_syntax */
	matching(words: readonly string[], tags: readonly (readonly string[])[]): SQL {
		const typed = words.length === 0 ? [] : [`words : (${words.map(quoted).join(' AND ')} *)`];
		const anyOf = tags.map((some) => `tags : (${some.map(quoted).join(' OR ')})`);
		return sql`search MATCH ${[...typed, ...anyOf].join(' AND ')}`;
	}

	async write(tx: Transaction, { number, at, words, tags }: SearchEntry): Promise<void> {
		await this.remove(tx, number);
		const tagged = [tagOf(number), ...tags].join(' ');
		run(
			tx,
			sql`INSERT INTO search (rowid, words, tags, number) VALUES (${rowidOf(at, number)}, ${words}, ${tagged}, ${whole(number)})`,
		);
	}

	/** It is found by a tag, since its instant may have been corrected. */
	async remove(tx: Transaction, number: number): Promise<void> {
		const own = this.matching([], [[tagOf(number)]]);
		run(tx, sql`DELETE FROM search WHERE rowid IN (SELECT rowid FROM search WHERE ${own})`);
	}

	/** FTS5 keeps what was replaced until its parts are merged. */
	async forgetDeleted(tx: Transaction): Promise<void> {
		run(tx, sql`INSERT INTO search (search) VALUES ('optimize')`);
	}
}

/** Said in SQL, since a number of JavaScript has 53 bits. The driver binds each as a floating one. */
function rowidOf(at: Instant, number: number): SQL {
	const room = sql.raw(String(BITS_OF_NUMBER));
	return sql`(${whole(at)} << ${room}) + ${whole(number % 2 ** BITS_OF_NUMBER)}`;
}

function whole(value: number): SQL {
	return sql`CAST(${value} AS INTEGER)`;
}

function tagOf(number: number): string {
	return `n${number}`;
}

function quoted(word: string): string {
	return `"${word}"`;
}

function run(tx: Transaction, statement: SQL): void {
	(tx as unknown as BetterSQLite3Database).run(statement);
}
