import { type SQL, sql } from 'drizzle-orm';
import { incidents, maintenances, statusChanges } from '../../../db/schema.ts';
import { searchedWords } from '../../domain/searched-words.ts';
import type { Succession } from '../../domain/succession.ts';
import type { Engine } from '../engine.ts';
import type { Found, SearchReads, SearchResult, SearchWrites, Wanted } from '../stores.ts';
import { contains } from './expressions.ts';
import { findIn as findIncident } from './incidents.ts';
import { findIn as findMaintenance } from './maintenances.ts';
import { indexIncident, indexMaintenance } from './search-index.ts';

export class SearchStore implements SearchReads, SearchWrites {
	#engine: Engine;
	#names: Succession;

	constructor(engine: Engine, names: Succession) {
		this.#engine = engine;
		this.#names = names;
	}

	async fillIfEmpty(): Promise<void> {
		const [indexed] = await this.#engine.rows(sql`SELECT 1 FROM search LIMIT 1`);
		if (indexed) return;
		await this.#engine.write(async (tx) => {
			for (const { id } of await tx.select({ id: incidents.id }).from(incidents)) {
				const incident = await findIncident(tx, id, this.#names);
				if (incident) await indexIncident(tx, incident);
			}
			for (const { id } of await tx.select({ id: maintenances.id }).from(maintenances)) {
				const maintenance = await findMaintenance(tx, id, this.#names);
				if (maintenance) await indexMaintenance(tx, maintenance);
			}
		});
	}

	async find({ words, before, kind, component }: Wanted, limit: number): Promise<SearchResult> {
		const terms = words === null ? null : searchedWords(words);
		if (terms?.length === 0) return { found: [], total: 0 };
		const { row } = this.#engine.search;
		const conditions: SQL[] = [sql`${incidents.retraction} IS NULL AND ${maintenances.retraction} IS NULL`];
		if (terms !== null) conditions.push(this.#engine.search.matching(terms));
		if (before !== null) conditions.push(sql`${beginning} < ${before}`);
		if (kind !== null) conditions.push(sql`${row} % 2 = ${kind === 'incident' ? 0 : 1}`);
		if (component !== null) conditions.push(touchingAny(this.#names.ever(component)));
		const rows = await this.#engine.rows<{ incident: string | null; maintenance: string | null; total: number }>(sql`
			SELECT ${incidents.id} AS incident, ${maintenances.id} AS maintenance, count(*) OVER () AS total
			FROM search
			LEFT JOIN ${incidents} ON ${row} % 2 = 0 AND ${incidents.number} = ${row} / 2
			LEFT JOIN ${maintenances} ON ${row} % 2 = 1 AND ${maintenances.number} = ${row} / 2
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

function touchingAny(slugs: readonly string[]): SQL {
	return sql`(${sql.join(slugs.map(touching), sql` OR `)})`;
}

function touching(component: string): SQL {
	const changed = sql`SELECT 1 FROM ${statusChanges} WHERE ${statusChanges.incidentId} = ${incidents.id} AND ${statusChanges.component} = ${component}`;
	return sql`(EXISTS (${changed}) OR ${contains(maintenances.components, JSON.stringify(component))})`;
}
