import { inArray, type SQL, sql } from 'drizzle-orm';
import { incidents, maintenances } from '../../../db/schema.ts';
import { searchedWords } from '../../domain/searched-words.ts';
import type { Succession } from '../../domain/succession.ts';
import type { Engine } from '../engine.ts';
import type { Found, SearchReads, SearchResult, SearchWrites, Wanted } from '../stores.ts';
import { fillSearch } from './fill-search.ts';
import { inParts } from './in-parts.ts';
import { componentTag, numberOf, ownNumber } from './search-index.ts';

/** Beyond it nobody counts: the answer takes as long however much there is. */
const MOST_COUNTED = 1000;

export class SearchStore implements SearchReads, SearchWrites {
	#engine: Engine;
	#names: Succession;

	constructor(engine: Engine, names: Succession) {
		this.#engine = engine;
		this.#names = names;
	}

	async fillIfEmpty(): Promise<void> {
		const [indexed] = await this.#engine.rows(sql`SELECT 1 FROM search LIMIT 1`);
		if (!indexed) await this.#engine.write((tx) => fillSearch(tx, this.#names));
	}

	async find({ words, before, kind, component }: Wanted, limit: number): Promise<SearchResult> {
		const typed = words === null ? [] : searchedWords(words);
		if (words !== null && typed.length === 0) return { found: [], total: 0, isMore: false };
		const tags = [
			...(kind === null ? [] : [[kind]]),
			...(component === null ? [] : [this.#names.ever(component).map(componentTag)]),
		];
		const { search } = this.#engine;
		const conditions: SQL[] = [sql`true`];
		if (typed.length > 0 || tags.length > 0) conditions.push(await search.matching(typed, tags));
		if (before !== null) conditions.push(search.before(before));
		const rows = await this.#engine.rows<{ number: number }>(sql`
			SELECT ${search.number} AS number FROM search WHERE ${sql.join(conditions, sql` AND `)}
			ORDER BY ${search.latestFirst} LIMIT ${MOST_COUNTED + 1}`);
		const numbers = rows.map(({ number }) => number);
		return {
			found: await this.#named(numbers.slice(0, limit)),
			total: Math.min(numbers.length, MOST_COUNTED),
			isMore: numbers.length > MOST_COUNTED,
		};
	}

	/** In their order. */
	async #named(numbers: number[]): Promise<Found[]> {
		const { reader } = this.#engine;
		const kinds = [
			{ kind: 'incident', table: incidents },
			{ kind: 'maintenance', table: maintenances },
		] as const;
		const found = new Map<number, Found>();
		for (const { kind, table } of kinds) {
			const own = numbers.flatMap((number) => ownNumber(kind, number) ?? []);
			const rows = await inParts(own, (part) =>
				reader.select({ id: table.id, number: table.number }).from(table).where(inArray(table.number, part)),
			);
			for (const { id, number } of rows) found.set(numberOf(kind, number), { kind, id });
		}
		return numbers.flatMap((number) => found.get(number) ?? []);
	}
}
