import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { IncidentResource } from '../../src/queries/admin/incident-resource.ts';
import { Client, newIncident } from '../api/client.ts';
import { freshPostgresUrl } from '../databases.ts';
import { startServer, type TestServer } from '../server.ts';

let databaseUrl: string;
let nodes: TestServer[];
let staff: Client[];
let secret: string;

beforeAll(async () => {
	databaseUrl = (await freshPostgresUrl()) as string;
	nodes = await Promise.all([startServer({ databaseUrl }), startServer({ databaseUrl })]);
	secret = await (nodes[0] as TestServer).token('status');
	staff = nodes.map((node) => new Client(node, secret));
});
afterAll(async () => {
	for (const node of nodes) await node.stop();
});

test('two nodes that start at once publish what lies in the content folder once', async () => {
	const client = new pg.Client(databaseUrl);
	await client.connect();
	const { rows } = await client.query("SELECT count(*) AS n FROM ledger WHERE action = 'revision.published'");
	await client.end();
	expect(rows).toEqual([{ n: 1 }]);
});

test('a node that wrote shows it at the next request, and the other one soon', async () => {
	const [here, there] = nodes as [TestServer, TestServer];
	for (const node of nodes) expect(await page(node)).not.toContain('Llueve en la sala');
	await (staff[0] as Client).post('/incidents', { ...newIncident(), title: 'Llueve en la sala' });
	expect(await page(here)).toContain('Llueve en la sala');
	await expect.poll(() => page(there)).toContain('Llueve en la sala');
});

test('a request that is repeated at another node is answered with what the first one said', async () => {
	const headers = { 'idempotency-key': 'once' };
	const [first, again] = [
		await (staff[0] as Client).post<IncidentResource>('/incidents', newIncident(), headers),
		await (staff[1] as Client).post<IncidentResource>('/incidents', newIncident(), headers),
	];
	expect([first.status, again.status]).toEqual([201, 201]);
	expect(again.text).toBe(first.text);
});

test('of two nodes one does the work, and when it dies the other one follows within fifteen seconds', async () => {
	const [pid] = (await holder()).split(' ');
	const dead = nodes.find((node) => String(node.pid) === pid) as TestServer;
	const heir = nodes.find((node) => node !== dead) as TestServer;
	await dead.kill9();
	await expect.poll(holder, { timeout: 15_000, interval: 500 }).toMatch(new RegExp(`^${heir.pid} `));
	nodes = [heir, dead];
	staff = [new Client(heir, secret)];
});

test('while PostgreSQL does not answer, pages are shown as they were and writes refused; after it, all goes on', async () => {
	const [here] = nodes as [TestServer, TestServer];
	expect(await page(here)).toContain('Llueve en la sala');
	await refuseConnections(true);
	await expect.poll(async () => (await fetch(`${here.url}/`)).status, { timeout: 20_000 }).toBe(200);
	expect(await page(here)).toContain('Llueve en la sala');
	const refused = await (staff[0] as Client).post('/incidents', newIncident());
	expect(refused.status).toBe(503);
	expect((await fetch(`${here.url}/healthz`)).status).toBe(503);
	for (const path of ['/history?q=lluvia', '/log/checkpoint', '/incidents/zzzzzzzzzzzz']) {
		const { status, headers } = await fetch(here.url + path);
		expect([path, status, headers.get('retry-after')]).toEqual([path, 503, '10']);
	}
	await refuseConnections(false);
	await expect
		.poll(async () => (await (staff[0] as Client).post('/incidents', newIncident())).status, { timeout: 30_000 })
		.toBe(201);
	await expect.poll(async () => (await fetch(`${here.url}/healthz`)).status, { timeout: 30_000 }).toBe(200);
});

async function holder(): Promise<string> {
	const client = new pg.Client(databaseUrl);
	await client.connect();
	const { rows } = await client.query<{ owner: string }>('SELECT owner FROM leases');
	await client.end();
	return rows[0]?.owner ?? '';
}

async function page(node: TestServer): Promise<string> {
	return (await fetch(`${node.url}/`)).text();
}

/** Cuts those that there are, too. */
async function refuseConnections(refused: boolean): Promise<void> {
	const name = new URL(databaseUrl).pathname.slice(1);
	const client = new pg.Client(`${inject('postgres')}/postgres`);
	await client.connect();
	await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS ${!refused}`);
	await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
	await client.end();
}
