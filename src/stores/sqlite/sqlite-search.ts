import { type SQL, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { SearchIndex, Transaction } from '../engine.ts';

/** The table `search` is SQLite's own full text index (FTS5). */
export class SqliteSearch implements SearchIndex {
	readonly row = sql`search.rowid`;

	/** What was typed is never syntax: each word is quoted. https://sqlite.org/fts5.html#full_text_query_syntax */
	matching(words: readonly string[]): SQL {
		return sql`search MATCH ${`${words.map((word) => `"${word}"`).join(' ')}*`}`;
	}

	async write(tx: Transaction, row: number, words: string): Promise<void> {
		run(tx, sql`INSERT OR REPLACE INTO search (rowid, words) VALUES (${row}, ${words})`);
	}

	/** FTS5 keeps what was replaced until its parts are merged. */
	async forgetDeleted(tx: Transaction): Promise<void> {
		run(tx, sql`INSERT INTO search (search) VALUES ('optimize')`);
	}
}

function run(tx: Transaction, statement: SQL): void {
	(tx as unknown as BetterSQLite3Database).run(statement);
}
