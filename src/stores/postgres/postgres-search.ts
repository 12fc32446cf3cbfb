import { type SQL, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Instant } from '../../domain/instant.ts';
import { wordsOf } from '../../domain/searched-words.ts';
import { unaccented } from '../../domain/text.ts';
import type { SearchEntry, SearchIndex, Transaction } from '../engine.ts';

/** Characters. PostgreSQL takes none that is longer than 2,046 bytes; nobody types as much. */
const LONGEST_WORD = 255;
/** Bytes of all words of a row. What is longer than 1 MiB PostgreSQL neither refuses nor keeps whole. */
const MOST_WORDS = 512 * 1024;

/** The table `search` holds the words themselves: no dictionary of one language has a say. Tags are among them. */
export class PostgresSearch implements SearchIndex {
	readonly number = sql`search.number`;
	readonly latestFirst = sql`search.at DESC, search.number DESC`;

	before(at: Instant): SQL {
		return sql`search.at < ${at}`;
	}

	/** What was typed is never syntax: there are only letters and digits in a word, and it is quoted. */
	async matching(words: readonly string[], tags: readonly (readonly string[])[]): Promise<SQL> {
		const typed = words.length === 0 ? [] : [`${words.map((word) => quoted(unaccented(word))).join(' & ')}:*`];
		const anyOf = tags.map((some) => `(${some.map((tag) => quoted(tagged(tag))).join(' | ')})`);
		return sql`search.words @@ ${[...typed, ...anyOf].join(' & ')}::tsquery`;
	}

	async write(tx: Transaction, { number, at, words, tags }: SearchEntry): Promise<void> {
		const distinct = [...firstWords(words), ...tags.map(tagged)];
		const vector = sql`array_to_tsvector(array(SELECT jsonb_array_elements_text(${JSON.stringify(distinct)}::jsonb)))`;
		await run(
			tx,
			sql`INSERT INTO search (number, at, words) VALUES (${number}, ${at}, ${vector})
			ON CONFLICT (number) DO UPDATE SET at = excluded.at, words = excluded.words`,
		);
	}

	async remove(tx: Transaction, number: number): Promise<void> {
		await run(tx, sql`DELETE FROM search WHERE number = ${number}`);
	}

	/** What was replaced goes when the tables are written anew. */
	async forgetDeleted(): Promise<void> {}
}

/** Each once, as many as a row takes: a title stands before what was told later. */
function firstWords(text: string): string[] {
	const words = unaccented(text).match(wordsOf) ?? [];
	let bytes = 0;
	return [...new Set(words.map((word) => [...word].slice(0, LONGEST_WORD).join('')))].filter((word) => {
		bytes += Buffer.byteLength(word);
		return bytes <= MOST_WORDS;
	});
}

/** No word has a sign in it. */
function tagged(tag: string): string {
	return `#${tag}`;
}

function quoted(word: string): string {
	return `'${word}'`;
}

async function run(tx: Transaction, statement: SQL): Promise<void> {
	await (tx as unknown as NodePgDatabase).execute(statement);
}
