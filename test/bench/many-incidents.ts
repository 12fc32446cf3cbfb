import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publishPendingRevisions } from '../../src/commands/publish-pending-revisions.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import { startServer, type TestServer } from '../server.ts';

/** As many in both: whatever is older is to cost nothing. */
const LAST_YEAR = 1000;
const YEAR = 365 * DAY;
/** Those before lie in these years. */
const YEARS_BEFORE = 25;

/** An incident that was told last year. */
export const KNOWN_INCIDENT = idOf(50);

/** The server, without its page cache, with a thousand incidents of the last year, and the rest before that. */
export async function startWithIncidents(count: number): Promise<TestServer> {
	const folder = mkdtempSync(join(tmpdir(), 'vigente-many-'));
	const databaseUrl = `file:${folder}/vigente.db`;
	await writeIncidents(databaseUrl, count);
	const server = await startServer({ databaseUrl, script: 'test/bench/astro-alone.ts' });
	return { ...server, stop: () => server.stop().finally(() => rmSync(folder, { recursive: true })) };
}

/** As rows: told one by one they would take an hour. Those that are over were judged. */
async function writeIncidents(databaseUrl: string, count: number): Promise<void> {
	const content = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
	const slugs = content.catalogue.components.filter(({ kind }) => kind === 'system').map(({ slug }) => slug);
	const now = Date.now();
	const database = openDatabase(databaseUrl);
	const stores = openStores(database, content.catalogue);
	await publishPendingRevisions(stores, content.revisionFiles, now - (YEARS_BEFORE + 2) * YEAR);
	const { $client: client } = database;
	client.pragma('synchronous = OFF');
	const incident = client.prepare(
		`INSERT INTO incidents (id, number, title, status, impact, criticality, accepted_at, started_at, published_at, resolved_at, judge_at)
		VALUES (?, ?, '{"es":"Demoras"}', 'resolved', 'minor', 'high', ?, ?, ?, ?, NULL)`,
	);
	const update = client.prepare(
		`INSERT INTO incident_updates (id, incident_id, position, status, body, happened_at, published_at, amended)
		VALUES (?, ?, ?, ?, '{"es":"Lo estamos viendo."}', ?, ?, '[]')`,
	);
	const change = client.prepare(
		'INSERT INTO status_changes (incident_id, position, component, status, at, update_id) VALUES (?, ?, ?, ?, ?, ?)',
	);
	client.transaction(() => {
		for (let i = 0; i < count; i++) {
			const [id, from, slug] = [idOf(i), startOf(i, now), slugs[i % slugs.length]];
			incident.run(id, i + 1, from, from, from, from + HOUR);
			update.run(`${id}a`, id, 0, 'investigating', from, from);
			update.run(`${id}b`, id, 1, 'resolved', from + HOUR, from + HOUR);
			change.run(id, 0, slug, 'degraded_performance', from, `${id}a`);
			change.run(id, 1, slug, 'operational', from + HOUR, `${id}b`);
		}
	})();
	await database.close();
}

function idOf(i: number): string {
	return `x${i.toString(36).padStart(11, '0')}`;
}

function startOf(i: number, now: number): number {
	if (i < LAST_YEAR) return Math.round(now - DAY - (i * YEAR) / LAST_YEAR);
	return Math.round(now - DAY - YEAR - ((i - LAST_YEAR) * YEARS_BEFORE * YEAR) / 99_000);
}
