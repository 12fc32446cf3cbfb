import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '../../db/open.ts';
import { verifyChain } from '../../src/domain/ledger.ts';
import { openStores } from '../../src/stores/stores.ts';
import { startServer } from '../server.ts';

const KILLS = 50;
const folder = mkdtempSync(join(tmpdir(), 'vigente-crash-'));
const databaseUrl = `file:${folder}/vigente.db`;
afterAll(() => rmSync(folder, { recursive: true }));

test('what was acknowledged is there after fifty kills in the middle of a stream of writes', {
	timeout: 240_000,
}, async () => {
	const acknowledged: string[] = [];
	for (let kill = 0; kill < KILLS; kill++) {
		const server = await startServer({ databaseUrl });
		const token = await server.token('status');
		const writers = [1, 2].map((writer) => writeUntilDeath(server.url, token, `${kill}-${writer}`, acknowledged));
		await delay(60 + ((kill * 37) % 140));
		await server.kill9();
		await Promise.all(writers);
	}
	const database = openDatabase(databaseUrl);
	const stores = openStores(database, { groups: [], components: [] });
	const entries = await stores.publications.entries(0, 1_000_000);
	const opened = new Set(entries.map(({ subject }) => subject.replace('incident/', '')));
	const missing: string[] = [];
	for (const id of acknowledged) if (!opened.has(id) || !(await stores.incidents.find(id))) missing.push(id);
	expect(missing).toEqual([]);
	expect(acknowledged.length).toBeGreaterThan(KILLS);
	expect(verifyChain(entries)).toEqual({ ok: true, entries: entries.length });
	database.$client.close();
});

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
