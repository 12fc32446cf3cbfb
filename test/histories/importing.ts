import { importHistory } from '../../src/commands/import-statuspage.ts';
import type { Tool } from '../../src/histories/reader.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { writtenBy } from '../written-by.ts';

export const now = Date.parse('2026-03-10T12:00:00Z');

/** An empty site, and the import of what another tool told: a text for each file, or what becomes JSON. */
export function importingFrom(tool: Tool) {
	const stores: Stores = openStores(openDatabase(':memory:'), { groups: [], components: [] });
	const load = (
		files: Record<string, unknown>,
		{ url = null, zone = 'UTC', strict = false }: { url?: string | null; zone?: string; strict?: boolean } = {},
	) => {
		const all = Object.entries(files).map(([file, what]) => ({
			file,
			source: typeof what === 'string' ? what : JSON.stringify(what),
		}));
		return importHistory(stores, { tool, files: all, url, zone }, writtenBy('import'), now, { strict });
	};
	return { stores, load };
}

/** Everything that is there, oldest first: what is told, without ids. */
export async function incidentsIn({ incidents }: Stores) {
	const all = await incidents.list(null, 100);
	return all.toReversed().map(({ title, status, impact, startedAt, resolvedAt, updates, changes }) => ({
		...{ title: title.en, status, impact, startedAt: iso(startedAt), resolvedAt: iso(resolvedAt) },
		updates: updates.map((one) => [iso(one.happenedAt), one.status, one.body.en]),
		changes: changes.map((one) => [iso(one.at), one.component, one.status]),
	}));
}

export async function worksIn({ maintenances }: Stores) {
	const all = await maintenances.list(null, 100);
	return all.toReversed().map(({ title, status, planned, components, updates, startedAt, endedAt }) => ({
		...{ title: title.en, status, components, from: iso(planned.start), until: iso(planned.end) },
		...{ startedAt: iso(startedAt), endedAt: iso(endedAt) },
		updates: updates.map((one) => [iso(one.happenedAt), one.status, one.body.en]),
	}));
}

function iso(at: number | null) {
	return at === null ? null : new Date(at).toISOString().replace(/:00\.000Z$/, 'Z');
}
