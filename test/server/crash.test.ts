import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { ledgerVerdict } from '../../src/queries/shared/ledger-verdict.ts';
import { openExistingEngine } from '../../src/stores/open-engine.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { freshPostgresUrl } from '../databases.ts';
import { endingWithItsFile } from '../running.ts';
import { compiledOnce, startServer } from '../server.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'vigente-crash-'));
const postgres = await freshPostgresUrl();
/** Most kills are of a process that only writes; a few are of the whole server. PostgreSQL itself is not what is killed. */
const KILLS = postgres === null ? { writer: 20, server: 5 } : { writer: 6, server: 2 };
const databaseUrl = postgres ?? `file:${folder}/vigente.db`;
afterAll(() => rmSync(folder, { recursive: true }));

test('what was acknowledged is there after many kills in the middle of a stream of writes', {
	timeout: 900_000,
}, async () => {
	const acknowledged: string[] = [];
	for (let kill = 0; kill < KILLS.server; kill++) {
		const server = await startServer({ databaseUrl });
		const token = await server.token('status');
		const writers = [1, 2].map((writer) => writeUntilDeath(server.url, token, `${kill}-${writer}`, acknowledged));
		const before = acknowledged.length;
		await expect.poll(() => acknowledged.length, { timeout: 60_000 }).toBeGreaterThan(before + kill);
		await delay((kill * 37) % 140);
		await server.kill9();
		await Promise.all(writers);
	}
	expect(acknowledged.length).toBeGreaterThan(KILLS.server);
	for (let kill = 0; kill < KILLS.writer; kill++) await killWriter(10 + ((kill * 37) % 90), acknowledged);
	const database = await openExistingEngine(databaseUrl, 'reading');
	const stores = openStores(database, { groups: [], components: [] });
	const entries = await stores.publications.entries(0, 1_000_000);
	const opened = new Set(entries.map(({ subject }) => subject.replace('incident/', '')));
	const missing: string[] = [];
	for (const id of acknowledged) if (!opened.has(id) || !(await stores.incidents.find(id))) missing.push(id);
	expect(missing).toEqual([]);
	expect(acknowledged.length).toBeGreaterThan(KILLS.server + KILLS.writer);
	expect(await ledgerVerdict(stores)).toMatchObject({ ok: true, entries: entries.length });
	await database.close();
});

/** Lets a process write until so many milliseconds after its first word, and notes each id that it acknowledged. */
async function killWriter(millis: number, acknowledged: string[]): Promise<void> {
	const env = { ...process.env, ...compiledOnce, DATABASE_URL: databaseUrl };
	const child = endingWithItsFile(spawn(process.execPath, ['test/server/writer.ts'], { cwd: root, env }));
	const said: Buffer[] = [];
	child.stdout.on('data', (bytes: Buffer) => {
		if (said.push(bytes) === 1) setTimeout(() => child.kill('SIGKILL'), millis);
	});
	const complaints: Buffer[] = [];
	child.stderr.on('data', (bytes: Buffer) => complaints.push(bytes));
	await once(child, 'close');
	expect(Buffer.concat(complaints).toString()).toBe('');
	// What stands behind the last end of a line was not said to the end.
	acknowledged.push(...Buffer.concat(said).toString().split('\n').slice(0, -1));
}

/** Posts one incident after the other until the server is gone, and notes the id of each one that was answered with 201. */
async function writeUntilDeath(url: string, token: string, name: string, acknowledged: string[]): Promise<void> {
	for (let count = 0; ; count++) {
		const body = JSON.stringify({
			title: `Incident ${name}-${count}`,
			body: 'It failed.',
			criticality: 'high',
			components: {},
		});
		const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
		const answer = await fetch(`${url}/api/v1/incidents`, { method: 'POST', headers, body }).catch(() => null);
		if (!answer) return;
		expect(answer.status).toBe(201);
		const location = answer.headers.get('location') ?? '';
		acknowledged.push(location.slice(location.lastIndexOf('/') + 1));
	}
}

function delay(millis: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, millis));
}
