import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { openIncident } from '../../../src/commands/open-incident.ts';
import { redactIncident } from '../../../src/commands/redact-incident.ts';
import { ledgerVerdict } from '../../../src/queries/shared/ledger-verdict.ts';
import { recordVerdict } from '../../../src/queries/shared/record-verdict.ts';
import type { Engine } from '../../../src/stores/engine.ts';
import { openEngine } from '../../../src/stores/open-engine.ts';
import { PostgresEar } from '../../../src/stores/postgres/postgres-ear.ts';
import { PostgresEngine } from '../../../src/stores/postgres/postgres-engine.ts';
import { openStores } from '../../../src/stores/sql/open-stores.ts';
import { freshPostgresUrl } from '../../databases.ts';
import { writtenBy } from '../../written-by.ts';

type Stores = ReturnType<typeof openStores>;

const now = Date.UTC(2026, 9, 14, 18);
const nothing = { groups: [], components: [] };
const by = writtenBy('test');
let url: string;
let engines: Engine[];
let nodes: [Stores, Stores];
let heard: unknown[];

beforeEach(async () => {
	url = (await freshPostgresUrl()) as string;
	engines = [await openEngine(url), await openEngine(url)];
	heard = [];
	for (const engine of engines) engine.tend((error) => heard.push(error));
	nodes = engines.map((engine) => openStores(engine, nothing)) as unknown as [Stores, Stores];
});
afterEach(async () => {
	for (const engine of engines) await engine.close();
});

test('what one node publishes, it sees at once, and the other one hears of', async () => {
	const [here, there] = nodes;
	await said(here, 'Lluvia');
	expect(here.publications.current()).toBe(1);
	await expect.poll(() => there.publications.current()).toBe(1);
	await said(there, 'Niebla');
	expect(there.publications.current()).toBe(2);
	await expect.poll(() => here.publications.current()).toBe(2);
});

test('two nodes that write at once make one chain, and lose nothing', async () => {
	await Promise.all(nodes.flatMap((node) => Array.from({ length: 10 }, (_, n) => said(node, `Lluvia ${n}`))));
	expect(await ledgerVerdict(nodes[0])).toMatchObject({ ok: true, entries: 20 });
	expect(await recordVerdict(nodes[0], null, [])).toMatchObject({ ok: true, untold: [] });
	expect((await nodes[1].incidents.list(null, 50)).map(({ number }) => number)).toEqual(
		Array.from({ length: 20 }, (_, n) => 20 - n),
	);
});

test('words that one node takes away, the other one no longer shows, and no table has them', async () => {
	const [here, there] = nodes;
	const { id } = await said(here, 'Con swordfish');
	await expect.poll(() => there.publications.current()).toBe(1);
	await redactIncident(
		here,
		id,
		{ words: 'swordfish', reason: { es: 'Era un secreto' } },
		by,
		now + 1,
		() => {},
		(error) => heard.push(error),
	);
	await expect.poll(() => there.publications.lastRedaction()).toBe(2);
	expect((await there.incidents.find(id))?.title.es).toBe('Con █████');
	expect(await ledgerVerdict(there)).toMatchObject({ ok: true, redacted: 1 });
	for (const { name } of await query<{ name: string }>(
		"SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
	))
		expect(JSON.stringify(await query(`SELECT t::text FROM "${name}" t`))).not.toContain('swordfish');
});

test('a connection that is lost in the middle of a change leaves nothing of it', async () => {
	const [here] = nodes;
	const change = here.publications.publish(by, now, async () => {
		await cutConnections();
		return { result: null, event: { kind: 'status.set', subject: 'component/x', reach: 0, data: {} } };
	});
	await expect(change).rejects.toThrow();
	await expect.poll(() => works(() => said(here, 'Lluvia'))).toBe(true);
	expect(await ledgerVerdict(here)).toMatchObject({ ok: true, entries: 1 });
});

test('while the database does not answer, that is known; when it does again, nothing was missed', async () => {
	const [here, there] = nodes;
	await refuseConnections(true);
	await cutConnections();
	await expect.poll(() => thrown(() => here.publications.current()), { timeout: 10_000 }).toBe(true);
	await expect(said(here, 'Lluvia')).rejects.toThrow();
	await refuseConnections(false);
	await expect.poll(() => thrown(() => here.publications.current()), { timeout: 10_000 }).toBe(false);
	await said(there, 'Niebla');
	await expect.poll(() => here.publications.current(), { timeout: 10_000 }).toBe(1);
	expect(heard.length).toBeGreaterThan(0);
});

test('who heeds misses nothing that another node published while the connection was cut, and hears of each once', async () => {
	const [here, there] = nodes;
	const numbers: number[] = [];
	here.publications.heed((number) => void numbers.push(number));
	await said(there, 'Lluvia');
	await expect.poll(() => numbers, { timeout: 20_000 }).toEqual([1]);
	await cutConnections();
	await expect.poll(() => works(() => said(there, 'Niebla')), { timeout: 20_000 }).toBe(true);
	await said(there, 'Nieve');
	await expect.poll(() => numbers, { timeout: 20_000 }).toEqual([1, 2, 3]);
});

async function said(stores: Stores, title: string) {
	const what = { title: { es: title }, body: { es: '…' }, status: 'investigating', impact: 'none' } as const;
	const when = { detectedAt: null, acceptedAt: now, startedAt: now };
	return openIncident(stores, { ...what, ...when, criticality: 'high', components: {}, cause: null }, by, now);
}

function thrown(work: () => unknown): boolean {
	try {
		work();
		return false;
	} catch {
		return true;
	}
}

function works(work: () => Promise<unknown>): Promise<boolean> {
	return work().then(
		() => true,
		() => false,
	);
}

const database = () => new URL(url).pathname.slice(1);

async function cutConnections(): Promise<void> {
	await asAdmin(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${database()}'`);
}

async function refuseConnections(refused: boolean): Promise<void> {
	await asAdmin(`ALTER DATABASE ${database()} ALLOW_CONNECTIONS ${!refused}`);
}

async function asAdmin(statement: string): Promise<void> {
	await query(statement, `${inject('postgres')}/postgres`);
}

async function query<T>(statement: string, address = url): Promise<T[]> {
	const client = new pg.Client(address);
	await client.connect();
	try {
		return (await client.query(statement)).rows as T[];
	} finally {
		await client.end();
	}
}

test('a node that stops in the middle of a transaction holds up the others for some seconds only', {
	timeout: 30_000,
}, async () => {
	const stuck = new pg.Client(url);
	stuck.on('error', () => {});
	await stuck.connect();
	await stuck.query('SET idle_in_transaction_session_timeout = 6000');
	await stuck.query('BEGIN');
	await stuck.query('SELECT pg_advisory_xact_lock(7133084226)');
	await expect(said(nodes[0], 'Lluvia')).resolves.toBeDefined();
	await stuck.end();
});

test('whoever waits too long for another one is told, and nothing was changed', { timeout: 30_000 }, async () => {
	const stuck = new pg.Client(url);
	await stuck.connect();
	await stuck.query('BEGIN');
	await stuck.query('SELECT pg_advisory_xact_lock(7133084226)');
	await expect(said(nodes[0], 'Lluvia')).rejects.toMatchObject({ cause: { code: '55P03' } });
	await stuck.query('ROLLBACK');
	await said(nodes[0], 'Niebla');
	expect(nodes[0].publications.current()).toBe(1);
	await stuck.end();
});

test('a database that is frozen refuses writes, and holds nothing up once it answers again', {
	timeout: 30_000,
}, async () => {
	const way = await frozenAtWill(new URL(url));
	const settings = { connectionString: way.url, query_timeout: 400, connectionTimeoutMillis: 400 };
	const reading = new pg.Pool({ ...settings, max: 2 });
	const writing = new pg.Pool({ ...settings, max: 1 });
	for (const pool of [reading, writing]) pool.on('error', () => {});
	const folder = fileURLToPath(new URL('../../../db/migrations/postgres', import.meta.url));
	const engine = new PostgresEngine(reading, writing, new PostgresEar(reading, settings), folder);
	const heartbeats = openStores(engine, { groups: [], components: [] }).heartbeats;
	await heartbeats.beat(1);
	way.freeze(true);
	await expect(heartbeats.beat(2)).rejects.toThrow();
	await expect(heartbeats.beat(3)).rejects.toThrow();
	way.freeze(false);
	await heartbeats.beat(4);
	expect(await heartbeats.last()).toBe(4);
	await engine.close();
	way.stop();
});

/** A way to the database on which nothing more comes through at will, as where its machine stands still. */
async function frozenAtWill({ hostname, port }: URL) {
	let frozen = false;
	const server = createServer((here) => {
		const there = connect(Number(port), hostname);
		for (const [from, to] of [
			[here, there],
			[there, here],
		] as const) {
			from.on('data', (bytes) => void (frozen || to.write(bytes)));
			from.on('close', () => to.destroy());
			from.on('error', () => {});
		}
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const way = new URL(url);
	way.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
	const freeze = (to: boolean) => {
		frozen = to;
	};
	return { url: way.href, freeze, stop: () => server.close() };
}
