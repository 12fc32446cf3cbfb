import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { DAY, HOUR, MINUTE } from '../../src/domain/instant.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import { startServer, type TestServer } from '../server.ts';

const COMPONENTS = 100;

/** The server, without its page cache, with a hundred components that were measured for so many days. */
export async function startMeasuredServer(days: number): Promise<TestServer> {
	const folder = mkdtempSync(join(tmpdir(), 'vigente-measured-'));
	const content = join(folder, 'content');
	writeContent(content);
	const databaseUrl = `file:${folder}/vigente.db`;
	writeMeasurements(databaseUrl, days);
	const server = await startServer({ databaseUrl, content, script: 'test/bench/astro-alone.ts' });
	return { ...server, stop: () => server.stop().finally(() => rmSync(folder, { recursive: true })) };
}

function writeContent(dir: string): void {
	cpSync(fileURLToPath(new URL('../../content', import.meta.url)), dir, { recursive: true });
	const path = join(dir, 'components.yaml');
	const file = parse(readFileSync(path, 'utf8'));
	const [first] = file.systems;
	file.systems = Array.from({ length: COMPONENTS }, (_, i) => {
		return { ...first, slug: `system-${i}`, monitors: [{ name: 'web', external: true }] };
	});
	writeFileSync(path, stringify(file, { aliasDuplicateObjects: false }));
}

/** A gap every month and a failure every week, as rows: recorded one by one they would take a day. */
function writeMeasurements(databaseUrl: string, days: number): void {
	const database = openDatabase(databaseUrl);
	const { $client: client } = database;
	client.pragma('synchronous = OFF');
	const now = Math.floor(Date.now() / DAY) * DAY;
	const times = JSON.stringify({ 200: 1300, 215: 90, 240: 50 });
	const rollup = client.prepare('INSERT INTO sample_rollups VALUES (?, ?, ?, ?, 1440, 0, ?)');
	const coverage = client.prepare('INSERT INTO coverage VALUES (?, ?, ?, ?)');
	const observation = client.prepare(
		"INSERT INTO observations VALUES (?, ?, 'monitor', 'web', 'major_outage', 1, 'HTTP 503', ?, ?, NULL)",
	);
	client.transaction(() => {
		for (let i = 0; i < COMPONENTS; i++) {
			const slug = `system-${i}`;
			for (let day = days; day > 0; day--) {
				const start = now - day * DAY;
				rollup.run(slug, 'web', 'day', start, times);
				// Ten years of hours for every component would be nine million rows: those of a few are as telling.
				if (i < 3) for (let hour = 0; hour < 24; hour++) rollup.run(slug, 'web', 'hour', start + hour * HOUR, times);
				if (day % 7 === 0) observation.run(`${slug}-${day}`, slug, start, start + 20 * MINUTE);
				if (day % 30 === 0 || day === days) {
					coverage.run(slug, 'web', start + (day === days ? 0 : HOUR), start + Math.min(day, day % 30 || 30) * DAY);
				}
			}
		}
	})();
	client.close();
}
