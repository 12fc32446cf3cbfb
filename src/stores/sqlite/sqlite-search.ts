import { type SQL, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Instant } from '../../domain/instant.ts';
import { wordsOf } from '../../domain/searched-words.ts';
import { unaccented } from '../../domain/text.ts';
import type { Engine, SearchEntry, SearchIndex, Transaction } from '../engine.ts';

/** Below the instant stands the number, as far as there is room in 64 bits, so that no two rows are one. */
const BITS_OF_NUMBER = 22;

/** Of so many characters a beginning has an index of its own (`prefix`). */
const INDEXED_BEGINNING = 3;
/** A longer beginning is looked up as the words that have it, unless there are more of them. */
const MOST_WORDS = 64;

/**
 * The table `search` is SQLite's own full text index (FTS5). It finds rows in the order of their ids, so an id begins with
 * the instant. `search_terms` is its vocabulary (fts5vocab).
 */
export class SqliteSearch implements SearchIndex {
	readonly number = sql`search.number`;
	readonly latestFirst = sql`search.rowid DESC`;
	readonly #rows: Engine['rows'];

	constructor(rows: Engine['rows']) {
		this.#rows = rows;
	}

	before(at: Instant): SQL {
		return sql`search.rowid < ${rowidOf(at, 0)}`;
	}

	/** What was typed is never syntax: each word is quoted. https://sqlite.org/fts5.html#full_text_query_syntax */
	async matching(words: readonly string[], tags: readonly (readonly string[])[]): Promise<SQL> {
		const typed = words.map(unaccented);
		const begun = typed.pop();
		const parts = [
			...typed.map((word) => `words : ${quoted(word)}`),
			...(begun === undefined ? [] : [`words : (${await this.#beginningWith(begun)})`]),
			...tags.map((some) => `tags : (${some.map((tag) => quoted(tagged(tag))).join(' OR ')})`),
		];
		return sql`search MATCH ${parts.join(' AND ')}`;
	}

	/** FTS5 gathers every row that has a word with this beginning before it gives the first, where it has no index for it. */
	async #beginningWith(beginning: string): Promise<string> {
		const isIndexed = [...beginning].length <= INDEXED_BEGINNING;
		const words = isIndexed ? [] : await this.#wordsWith(beginning);
		if (isIndexed || words.length > MOST_WORDS) return `${quoted(beginning)} *`;
		return [beginning, ...words].map(quoted).join(' OR ');
	}

	async #wordsWith(beginning: string): Promise<string[]> {
		const words: string[] = [];
		for (let from = beginning; words.length <= MOST_WORDS; ) {
			const [next] = await this.#rows<{ term: string }>(
				sql`SELECT term FROM search_terms WHERE term >= ${from} LIMIT 1`,
			);
			if (!next?.term.startsWith(beginning)) break;
			words.push(next.term);
			// A space comes before whatever may stand in a word.
			from = `${next.term} `;
		}
		return words;
	}

	async write(tx: Transaction, { number, at, words, tags }: SearchEntry): Promise<void> {
		await this.remove(tx, number);
		const written = (unaccented(words).match(wordsOf) ?? []).join(' ');
		const all = [tagOf(number), ...tags].map(tagged).join(' ');
		run(
			tx,
			sql`INSERT INTO search (rowid, words, tags, number) VALUES (${rowidOf(at, number)}, ${written}, ${all}, ${whole(number)})`,
		);
	}

	/** It is found by a tag, since its instant may have been corrected. */
	async remove(tx: Transaction, number: number): Promise<void> {
		const own = `tags : ${quoted(tagged(tagOf(number)))}`;
		run(tx, sql`DELETE FROM search WHERE rowid IN (SELECT rowid FROM search WHERE search MATCH ${own})`);
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

/** No word has this sign, so that none is found where tags stand. */
function tagged(tag: string): string {
	return `#${tag}`;
}

function quoted(word: string): string {
	return `"${word}"`;
}

function run(tx: Transaction, statement: SQL): void {
	(tx as unknown as BetterSQLite3Database).run(statement);
}
