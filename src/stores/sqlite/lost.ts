import Sqlite from 'better-sqlite3';
import type { Instant } from '../../domain/instant.ts';
import { tablesOf } from './applied-migration.ts';

/** What people acknowledged or published, and what tells one row of it from another. */
const kept = [
	{ table: 'ledger', same: ['number', 'hash'], one: 'entry of the ledger', several: 'entries of the ledger' },
	{
		...{ table: 'waiting_posts', same: ['id'], where: "state = 'waiting'" },
		...{ one: 'post that waits to be published', several: 'posts that wait to be published' },
	},
	{
		...{ table: 'revision_drafts', same: ['document', 'version', 'at', 'author_id'] },
		...{ one: 'version of a draft', several: 'versions of drafts' },
	},
	{
		...{ table: 'draft_notes', same: ['id'] },
		...{ one: 'comment or review of a draft', several: 'comments and reviews of drafts' },
	},
	{
		...{ table: 'subscribers', same: ['id'], where: 'confirmed_at IS NOT NULL' },
		...{ one: 'subscriber', several: 'subscribers' },
	},
] as const;

/** What a database has that its copy does not have. */
export interface Lost {
	counts: { words: string; count: number }[];
	/** When the newest lost entry of the ledger was made; null for none. */
	newest: Instant | null;
	/** Why it is not known, or not all of it; null where it is. */
	unknown: string | null;
}

export const nothingLost: Lost = { counts: [], newest: null, unknown: null };

/**
 * A table that is only in one of the two is of another version: what stands in it is lost, or nothing is. One that cannot be
 * read keeps none of the others from being counted.
 */
export function lostBy(path: string, copy: string): Lost {
	const lost: Lost = { ...nothingLost, counts: [] };
	let client: Sqlite.Database | undefined;
	const unless = <T>(work: () => T): T | null => {
		try {
			return work();
		} catch (error) {
			lost.unknown ??= error instanceof Error ? error.message : String(error);
			return null;
		}
	};
	unless(() => {
		const own = new Sqlite(path, { readonly: true });
		client = own;
		own.prepare('ATTACH ? AS copy').run(copy);
		const [tables, copied] = [tablesOf(own), tablesOf(own, 'copy')];
		for (const one of kept) {
			if (!tables.includes(one.table)) continue;
			const count = unless(() => countLost(own, one, copied.includes(one.table))) ?? 0;
			if (count > 0) lost.counts.push({ words: count === 1 ? `one ${one.one}` : `${count} ${one.several}`, count });
		}
		const newest = 'SELECT max(at) FROM main.ledger WHERE hash NOT IN (SELECT hash FROM copy.ledger)';
		lost.newest = own.prepare(newest).pluck().get() as Instant | null;
	});
	client?.close();
	return lost;
}

function countLost(
	client: Sqlite.Database,
	{ table, same, ...rest }: (typeof kept)[number],
	isInCopy: boolean,
): number {
	const isSame = same.map((column) => `kept.${column} IS own.${column}`).join(' AND ');
	const isKept = isInCopy ? `EXISTS (SELECT 1 FROM copy.${table} AS kept WHERE ${isSame})` : '0';
	const where = 'where' in rest ? rest.where : '1';
	const statement = `SELECT count(*) FROM main.${table} AS own WHERE ${where} AND NOT ${isKept}`;
	return client.prepare(statement).pluck().get() as number;
}

/** Empty where nothing is lost. */
export function lostInWords({ counts, newest, unknown }: Lost): string {
	const which = counts.length === 0 ? 'what' : 'what else';
	const why =
		unknown === null ? '' : `it is not known ${which} is not in the copy, because it cannot be read: ${unknown}`;
	if (counts.length === 0) return why;
	const all = new Intl.ListFormat('en').format(counts.map(({ words }) => words));
	const isOne = counts.length === 1 && counts[0]?.count === 1;
	const when = newest === null ? '' : `; the newest entry is of ${new Date(newest).toISOString()}`;
	return `${all} ${isOne ? 'is' : 'are'} not in the copy${when}${why === '' ? '' : `; ${why}`}`;
}
