import { type SQL, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { wordsOf } from '../../domain/searched-words.ts';
import { unaccented } from '../../domain/text.ts';
import type { SearchIndex, Transaction } from '../engine.ts';

/** PostgreSQL takes none that is longer than 2,046 bytes; nobody types as much. */
const LONGEST_WORD = 255;

/** The table `search` holds the words themselves: no dictionary of one language has a say. */
export class PostgresSearch implements SearchIndex {
	readonly row = sql`search.number`;

	/** What was typed is never syntax: there are only letters and digits in a word, and it is quoted. */
	matching(words: readonly string[]): SQL {
		const quoted = words.map((word) => `'${unaccented(word)}'`);
		return sql`search.words @@ ${`${quoted.join(' & ')}:*`}::tsquery`;
	}

	async write(tx: Transaction, row: number, words: string): Promise<void> {
		const found = unaccented(words).match(wordsOf) ?? [];
		const distinct = [...new Set(found.map((word) => word.slice(0, LONGEST_WORD)))];
		const vector = sql`array_to_tsvector(array(SELECT jsonb_array_elements_text(${JSON.stringify(distinct)}::jsonb)))`;
		await (tx as unknown as NodePgDatabase).execute(sql`
			INSERT INTO search (number, words) VALUES (${row}, ${vector})
			ON CONFLICT (number) DO UPDATE SET words = excluded.words`);
	}

	/** What was replaced goes when the tables are written anew. */
	async forgetDeleted(): Promise<void> {}
}
