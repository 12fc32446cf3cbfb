import { type SQL, sql } from 'drizzle-orm';
import { incidents, maintenances, statusChanges } from '../../../db/schema.ts';
import type { Instant } from '../../domain/instant.ts';
import { searchedWords } from '../../domain/searched-words.ts';
import type { Succession } from '../../domain/succession.ts';
import type { Database } from '../sqlite/open.ts';
import { findIn as findIncident } from './incidents.ts';
import { findIn as findMaintenance } from './maintenances.ts';
import { indexIncident, indexMaintenance } from './search-index.ts';

export type FoundKind = 'incident' | 'maintenance';

export interface Found {
	kind: FoundKind;
	id: string;
}

export interface Wanted {
	/** As a visitor typed them; null for everything. */
	words: string | null;
	/** What starts later is left out; null for nothing. */
	before: Instant | null;
	/** Null for both. */
	kind: FoundKind | null;
	/** The slug of a component that it touched; null for any. */
	component: string | null;
}

export interface SearchResult {
	/** Newest first, by when it started or was planned for. */
	found: Found[];
	/** How many there are in all. */
	total: number;
}

/** The words of every incident and maintenance, in every language. Accents, case and punctuation make no difference. */
export class SearchStore {
	#database: Database;
	#names: Succession;

	constructor(database: Database, names: Succession) {
		this.#database = database;
		this.#names = names;
		fillIfEmpty(database, names);
	}

	/** What has all of the words; the last one may be the beginning of one. Where there is no word in them, nothing is found. */
	async find({ words, before, kind, component }: Wanted, limit: number): Promise<SearchResult> {
		const match = words === null ? null : matchOf(words);
		if (words !== null && match === null) return { found: [], total: 0 };
		const conditions: SQL[] = [sql`${incidents.retraction} IS NULL AND ${maintenances.retraction} IS NULL`];
		if (match !== null) conditions.push(sql`search MATCH ${match}`);
		if (before !== null) conditions.push(sql`${beginning} < ${before}`);
		if (kind !== null) conditions.push(sql`search.rowid % 2 = ${kind === 'incident' ? 0 : 1}`);
		if (component !== null) conditions.push(touchingAny(this.#names.ever(component)));
		const rows = this.#database.all<{ incident: string | null; maintenance: string | null; total: number }>(sql`
			SELECT ${incidents.id} AS incident, ${maintenances.id} AS maintenance, count(*) OVER () AS total
			FROM search
			LEFT JOIN ${incidents} ON search.rowid % 2 = 0 AND ${incidents.number} = search.rowid / 2
			LEFT JOIN ${maintenances} ON search.rowid % 2 = 1 AND ${maintenances.number} = search.rowid / 2
			WHERE ${sql.join(conditions, sql` AND `)}
			ORDER BY ${beginning} DESC
			LIMIT ${limit}`);
		const found = rows.flatMap(({ incident, maintenance }): Found[] => {
			if (incident !== null) return [{ kind: 'incident', id: incident }];
			return maintenance === null ? [] : [{ kind: 'maintenance', id: maintenance }];
		});
		return { found, total: rows[0]?.total ?? 0 };
	}
}

/** When it started, or is planned to. */
const beginning = sql`coalesce(${incidents.startedAt}, ${maintenances.startedAt}, ${maintenances.plannedStart})`;

/** What was typed is never syntax: each word is quoted. https://sqlite.org/fts5.html#full_text_query_syntax */
function matchOf(typed: string): string | null {
	const words = searchedWords(typed);
	return words.length === 0 ? null : `${words.map((word) => `"${word}"`).join(' ')}*`;
}

function touchingAny(slugs: readonly string[]): SQL {
	return sql`(${sql.join(slugs.map(touching), sql` OR `)})`;
}

function touching(component: string): SQL {
	const changed = sql`SELECT 1 FROM ${statusChanges} WHERE ${statusChanges.incidentId} = ${incidents.id} AND ${statusChanges.component} = ${component}`;
	return sql`(EXISTS (${changed}) OR instr(${maintenances.components}, ${JSON.stringify(component)}) > 0)`;
}

/** A database of before the search has incidents and no index. */
function fillIfEmpty(database: Database, names: Succession): void {
	const has = (table: SQL) => database.all(sql`SELECT 1 FROM ${table} LIMIT 1`).length > 0;
	if (has(sql`search`) || !(has(sql`${incidents}`) || has(sql`${maintenances}`))) return;
	database.transaction(
		(tx) => {
			for (const { id } of tx.select({ id: incidents.id }).from(incidents).all()) {
				const incident = findIncident(tx, id, names);
				if (incident) indexIncident(tx, incident);
			}
			for (const { id } of tx.select({ id: maintenances.id }).from(maintenances).all()) {
				const maintenance = findMaintenance(tx, id, names);
				if (maintenance) indexMaintenance(tx, maintenance);
			}
		},
		{ behavior: 'immediate' },
	);
}
