import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { api } from '../../src/api/api.ts';
import { newId } from '../../src/commands/new-id.ts';
import { createToken } from '../../src/commands/tokens.ts';
import { readConfig } from '../../src/config.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { machine } from '../../src/domain/actor.ts';
import { DAY } from '../../src/domain/instant.ts';
import type { Scope } from '../../src/domain/token.ts';
import { type Health, HealthCheck } from '../../src/operating/health.ts';
import { openLog } from '../../src/operating/log.ts';
import { Metrics } from '../../src/operating/metrics.ts';
import { People } from '../../src/people/people.ts';
import type { TokenResource } from '../../src/queries/admin/token-resource.ts';
import { findJudged } from '../../src/queries/shared/promise-book.ts';
import type { Runtime } from '../../src/runtime.ts';
import { Asking } from '../../src/serving/asking.ts';
import { Turns } from '../../src/serving/cache/turns.ts';
import { openMetricsPort } from '../../src/serving/metrics-port.ts';
import type { TokenUses } from '../../src/serving/token-uses.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import type { SqliteEngine } from '../../src/stores/sqlite/sqlite-engine.ts';
import { newIncident } from './client.ts';

const contentDir = fileURLToPath(new URL('../../content', import.meta.url));
const content = loadContent(contentDir);
let folder: string;
let database: SqliteEngine;
let runtime: Runtime;
let now: number;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'vigente-operator-'));
	now = Date.UTC(2026, 2, 2, 12);
	database = openDatabase(`file:${folder}/vigente.db`);
	runtime = runtimeWith({ SITE_URL: 'https://status.example.com' });
});
afterEach(async () => {
	await database.close();
	rmSync(folder, { recursive: true });
});

/** What a server has, without its jobs, and with a clock that stands where `now` is. */
function runtimeWith(environment: Record<string, string>): Runtime {
	const stores = openStores(database, content.catalogue);
	const log = openLog('silent');
	const clock = () => now;
	return {
		desk: { stores, site: content.site, templates: [], find: findJudged(stores, content.site), failed: () => {} },
		...{ config: readConfig(environment), content, stores, log, clock, turns: new Turns(), revisions: [] },
		// What stands in the database is compared here.
		tokenUses: { note: () => {} } as unknown as TokenUses,
		signer: { origin: 'status.example.com/log', sign: async () => '' },
		// Nobody signs in here.
		people: new People(database, {
			...{
				siteUrl: 'https://status.example.com',
				siteName: '',
				secrets: [{ version: 1, value: 'k'.repeat(43) }],
				newId,
			},
			provider: null,
			note: (_, __, write) => database.write(write),
			remark: () => {},
		}),
		metrics: new Metrics(
			() => stores.publications.current(),
			() => 0,
		),
		health: new HealthCheck(stores, database, clock, { state: () => 'ok' }, log),
		...{ node: 'here', heedContent: () => {} },
		judged: async () => {},
		mailFailure: async () => null,
		limiter: (...limit) => database.limiter(...limit),
		asking: new Asking((...limit) => database.limiter(...limit)),
		close: async () => {},
	};
}

async function token(...scopes: Scope[]): Promise<string> {
	return (await createToken(runtime.stores, 'test', scopes, { by: machine }, now)).secret;
}

/** As a caller of the server has it, but that nothing is sent. */
async function call<T>(secret: string | null, method: string, path: string, body?: object) {
	const headers: Record<string, string> = { 'content-type': 'application/json' };
	if (secret !== null) headers.authorization = `Bearer ${secret}`;
	const request = { method, headers, ...(body && { body: JSON.stringify(body) }) };
	const answer = await api(runtime).request(path, request);
	return { status: answer.status, headers: answer.headers, body: (await answer.json()) as T };
}

const health = () => call<Health>(null, 'GET', '/healthz');
const post = (secret: string) => call(secret, 'POST', '/api/v1/incidents', newIncident());

describe('a token that ends by itself', () => {
	test('opens until then, and says so', async () => {
		const admin = await token('admin');
		const expires_at = new Date(now + DAY).toISOString();
		const wish = { name: 'for a day', scopes: ['status'], expires_at };
		const made = await call<TokenResource & { token: string }>(admin, 'POST', '/api/v1/tokens', wish);
		expect(made).toMatchObject({ status: 201, body: { expires_at } });
		const { body } = await call<{ tokens: TokenResource[] }>(admin, 'GET', '/api/v1/tokens');
		expect(body.tokens.map((one) => [one.name, one.expires_at])).toEqual([
			['for a day', expires_at],
			['test', null],
		]);
		now += DAY - 1;
		expect((await post(made.body.token)).status).toBe(201);
		now += 1;
		expect(await post(made.body.token)).toMatchObject({
			status: 401,
			body: { detail: 'The token is unknown, revoked or expired' },
		});
	});

	test.each([0, -DAY])('is not made when it would have ended (%i ms from now)', async (after) => {
		const admin = await token('admin');
		const wish = { name: 'x', scopes: ['status'], expires_at: new Date(now + after).toISOString() };
		expect(await call(admin, 'POST', '/api/v1/tokens', wish)).toMatchObject({
			status: 422,
			body: { errors: [{ pointer: '/expires_at', detail: 'Expected an instant that is to come' }] },
		});
		expect(await runtime.stores.tokens.list()).toHaveLength(1);
	});
});

describe('the metrics', () => {
	async function metrics(secret?: string) {
		const headers: Record<string, string> = secret === undefined ? {} : { authorization: `Bearer ${secret}` };
		const answer = await api(runtime).request('/metrics', { headers });
		return { status: answer.status, asks: answer.headers.get('www-authenticate'), text: await answer.text() };
	}

	test('of a public site are for whoever has a token, of any scope', async () => {
		const asks = 'Bearer realm="vigente"';
		expect(await metrics()).toMatchObject({ status: 401, asks, text: expect.stringContaining('METRICS_PORT') });
		expect(await metrics('vgt_wrong')).toMatchObject({ status: 401, asks });
		expect(await metrics(await token('samples'))).toMatchObject({
			status: 200,
			text: expect.stringContaining('vigente_publication_number 0'),
		});
	});

	test.each(['http://localhost:4321', 'http://127.0.0.1:80', 'http://[::1]:4321'])('of %s are open', async (site) => {
		runtime = runtimeWith({ SITE_URL: site });
		expect((await metrics()).status).toBe(200);
	});

	test('with a port of their own are there, and nowhere else', async () => {
		runtime = runtimeWith({ SITE_URL: 'https://status.example.com', METRICS_PORT: '0' });
		const server = await openMetricsPort(runtime);
		try {
			expect((await metrics(await token('admin'))).status).toBe(404);
			const { port, address } = (server as Server).address() as AddressInfo;
			expect(address).toBe('127.0.0.1');
			const answer = await fetch(`http://127.0.0.1:${port}/metrics?name=x`);
			expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/plain')]);
			expect(await answer.text()).toContain('vigente_publication_number 0');
			expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);

			const taken = runtimeWith({ METRICS_PORT: String(port) });
			const refusal = `environment: METRICS_PORT: port ${port} cannot be used (EADDRINUSE)`;
			await expect(openMetricsPort(taken)).rejects.toThrow(refusal);
		} finally {
			server?.close();
		}
	});

	test('have no port unless one is wished for', async () => {
		expect(await openMetricsPort(runtime)).toBeNull();
	});
});

describe('a server that is not well says which part', () => {
	test('of one that is, each part is', async () => {
		const well = { status: 'ok', database: 'ok', write: 'ok', render: 'not tried', publication: 0, clock: 'ok' };
		expect(await health()).toEqual({ status: 200, headers: expect.anything(), body: well });
		runtime = runtimeWith({});
		runtime.health.render = async () => {};
		expect((await health()).body).toEqual({ ...well, render: 'ok' });
	});

	test('pages', async () => {
		runtime.health.render = () => Promise.reject(new Error('no such module'));
		expect(await health()).toMatchObject({ status: 503, body: { render: 'failed', database: 'ok', write: 'ok' } });
	});

	test('a database that was moved away: writes are refused, and what is there can be read', async () => {
		const staff = await token('status');
		expect((await post(staff)).status).toBe(201);
		renameSync(join(folder, 'vigente.db'), join(folder, 'moved.db'));
		for (const method of ['POST', 'PATCH', 'DELETE', 'PUT']) {
			const refused = await call<{ detail: string }>(staff, method, '/api/v1/incidents', newIncident());
			expect([method, refused.status, refused.headers.get('retry-after')]).toEqual([method, 503, '5']);
			expect(refused.body.detail).toBe('The database was removed or moved: nothing was changed');
		}
		const list = await call<{ incidents: object[] }>(staff, 'GET', '/api/v1/incidents');
		expect([list.status, list.body.incidents.length]).toEqual([200, 1]);
		expect(await health()).toMatchObject({
			status: 503,
			body: { status: 'unavailable', database: 'was removed or moved', write: 'failed' },
		});
	});

	test('a disk that is full: nothing is half written, and all is well once there is room', async () => {
		const staff = await token('status');
		const admin = await token('admin');
		expect((await health()).body.write).toBe('ok');
		fill();
		const before = rows();
		// One that needs room: a short one may fit into what is allotted already.
		const long = newIncident({ body: 'Seguimos. '.repeat(1900) });
		expect(await call(staff, 'POST', '/api/v1/incidents', long)).toMatchObject({
			status: 503,
			body: { title: 'The database is not available', detail: 'Nothing was changed; try again soon' },
		});
		expect(rows()).toBe(before);
		const read = await call(admin, 'GET', '/api/v1/ledger');
		expect(read.status).toBe(200);
		runtime = runtimeWith({});
		expect(await health()).toMatchObject({ status: 503, body: { write: 'failed', database: 'ok' } });

		makeRoom();
		runtime = runtimeWith({});
		expect((await health()).status).toBe(200);
		expect((await call(staff, 'POST', '/api/v1/incidents', long)).status).toBe(201);
	});
});

test('a disk on which no post has room is said before anybody posts, although what is written again and again fits', async () => {
	const engine = { isMigrated: async () => true, hasRoom: async () => false };
	const { stores, clock, log } = runtime;
	expect(await new HealthCheck(stores, engine, clock, { state: () => 'ok' }, log).check()).toMatchObject({
		...{ status: 'unavailable', database: 'ok', write: 'the disk is full' },
	});
	expect(await database.hasRoom()).toBe(true);
});

/** The file can become no larger; and what is so small that it fits all the same is refused as a full disk refuses it. */
function fill(): void {
	const { $client: client } = database;
	client.pragma(`max_page_count = ${client.pragma('page_count', { simple: true })}`);
	client.exec(`CREATE TEMP TRIGGER full BEFORE INSERT ON heartbeat
		BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`);
}

function makeRoom(): void {
	database.$client.pragma('max_page_count = 1000000');
	database.$client.exec('DROP TRIGGER full');
}

function rows(): string {
	const { $client: client } = database;
	const tables = client.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all() as string[];
	return JSON.stringify(tables.map((name) => [name, client.prepare(`SELECT * FROM "${name}"`).all()]));
}
