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
	{
		...{ table: 'departed_addresses', same: ['sha256'] },
		...{ one: 'address that its owner had taken off', several: 'addresses that their owners had taken off' },
	},
] as const;

/** What a database has that its copy does not have. */
export interface Lost {
	counts: { words: string; count: number }[];
	/** When the newest lost entry of the ledger was made; null for none. */
	newest: Instant | null;
	/** Why it is not known; null where it is. */
	unknown: string | null;
}

export const nothingLost: Lost = { counts: [], newest: null, unknown: null };

/** A table that is only in one of the two is of another version: what stands in it is lost, or nothing is. */
export function lostBy(path: string, copy: string): Lost {
	let client: Sqlite.Database | undefined;
	try {
		client = new Sqlite(path, { readonly: true });
		client.prepare('ATTACH ? AS copy').run(copy);
		const [own, copied] = [tablesOf(client), tablesOf(client, 'copy')];
		const counts = [];
		for (const { table, same, one, several, ...rest } of kept) {
			if (!own.includes(table)) continue;
			const isSame = same.map((column) => `kept.${column} IS own.${column}`).join(' AND ');
			const isKept = `EXISTS (SELECT 1 FROM copy.${table} AS kept WHERE ${isSame})`;
			const count = client
				.prepare(
					`SELECT count(*) FROM main.${table} AS own
					WHERE ${'where' in rest ? rest.where : '1'} AND NOT ${copied.includes(table) ? isKept : '0'}`,
				)
				.pluck()
				.get() as number;
			if (count > 0) counts.push({ words: count === 1 ? `one ${one}` : `${count} ${several}`, count });
		}
		const newest = client
			.prepare('SELECT max(at) FROM main.ledger WHERE hash NOT IN (SELECT hash FROM copy.ledger)')
			.pluck()
			.get() as Instant | null;
		return { counts, newest, unknown: null };
	} catch (error) {
		return { ...nothingLost, unknown: error instanceof Error ? error.message : String(error) };
	} finally {
		client?.close();
	}
}

/** Empty where nothing is lost. */
export function lostInWords({ counts, newest, unknown }: Lost): string {
	if (unknown !== null) return `it is not known what is not in the copy, because it cannot be read: ${unknown}`;
	if (counts.length === 0) return '';
	const all = new Intl.ListFormat('en').format(counts.map(({ words }) => words));
	const isOne = counts.length === 1 && counts[0]?.count === 1;
	const when = newest === null ? '' : `; the newest entry is of ${new Date(newest).toISOString()}`;
	return `${all} ${isOne ? 'is' : 'are'} not in the copy${when}`;
}
