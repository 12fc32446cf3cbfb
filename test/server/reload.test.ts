import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { watchedContent } from '../../src/demo/watched-content.ts';
import { openExistingEngine } from '../../src/stores/open-engine.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { Client, type Problem } from '../api/client.ts';
import { Visitor } from '../console-site.ts';
import { compiledOnce, startServer, type TestServer } from '../server.ts';

let folder: string;
let server: TestServer;
let client: Client;
let asked: string[];
let watched: Server;
let address: string;

beforeAll(async () => {
	asked = [];
	watched = createServer((request, response) => {
		asked.push(request.url ?? '');
		response.end('well');
	}).listen(0, '127.0.0.1');
	await new Promise((resolve) => watched.once('listening', resolve));
	address = `http://127.0.0.1:${(watched.address() as AddressInfo).port}`;
	folder = mkdtempSync(join(tmpdir(), 'vigente-reload-'));
	server = await startServer({ content: watchedContent({}, join(folder, 'content')) });
	client = new Client(server, await server.token('admin'));
});
afterAll(async () => {
	await server.stop();
	watched.close();
	rmSync(folder, { recursive: true });
});
/** The content as it was at the start. */
beforeEach(() => {
	watchedContent({}, join(folder, 'content'));
});

function rewrite(file: string, from: string | RegExp, to: string): void {
	const path = join(folder, 'content', file);
	const before = readFileSync(path, 'utf8');
	const after = before.replace(from, to);
	if (after === before) throw new Error(`${file} says no ${from}`);
	writeFileSync(path, after);
}

const rename = (name: string) => rewrite('site.yaml', 'name: Blip Go!', `name: ${name}`);
const reload = () => client.post<{ publication: number; errors?: Problem['errors'] }>('/content/reload', undefined);
const page = async (path = '/', node = server) => (await fetch(node.url + path)).text();

async function withStores<T>(work: (stores: Stores) => Promise<T>): Promise<T> {
	const engine = await openExistingEngine(server.databaseUrl, 'reading');
	return work(openStores(engine, { groups: [], components: [] })).finally(() => engine.close());
}

test('what has changed is shown without a restart, on pages that were kept and in the API, and stands in the ledger', async () => {
	expect(await page()).toContain('Blip Go!');
	rename('Nimbo');
	expect(await page()).not.toContain('Nimbo');
	const { status, body } = await reload();
	expect(status).toBe(202);
	await expect.poll(() => page()).toContain('Nimbo');
	expect(await page('/api/v1/openapi.json')).toContain('Nimbo: status page');
	const entry = await withStores(({ publications }) => publications.find(body.publication));
	expect(entry).toMatchObject({
		action: 'content.reloaded',
		subject: 'content/site',
		actor: expect.stringMatching(/^token/),
	});
});

interface Outcome {
	state: string;
	servers: {
		name: string;
		state: string;
		changes: { what: string; name: string; turn: string }[];
		remarks: string[];
	}[];
}
async function outcomeOf(publication: number): Promise<Outcome> {
	const read = async () => (await client.get<Outcome>(`/content/reloads/${publication}`)).body;
	await expect.poll(async () => (await read()).state, { timeout: 10_000 }).not.toBe('pending');
	return read();
}

test('who asked learns which server took it, what came, left and changed, and which published text says otherwise', async () => {
	await outcomeOf((await reload()).body.publication);
	rename('Nimbo');
	watchedContent(
		{ api: { monitors: [{ name: 'own', http: { url: `${address}/new` }, interval: '1h' }] } },
		join(folder, 'content'),
	);
	rename('Nimbo');
	const text = join(folder, 'content/sla/blip-go/1.es.md');
	writeFileSync(text, `${readFileSync(text, 'utf8')}Y algo más.`);
	const { status, body, headers } = await reload();
	expect([status, headers.get('location')]).toEqual([202, `/api/v1/content/reloads/${body.publication}`]);
	expect(await outcomeOf(body.publication)).toMatchObject({
		state: 'in_force',
		servers: [
			{
				name: expect.stringMatching(new RegExp(` ${server.pid} `)),
				state: 'in_force',
				changes: [
					{ what: 'setting', name: 'name', turn: 'changed' },
					{ what: 'monitor', name: 'api/own', turn: 'came' },
					{ what: 'text', name: 'sla/blip-go/1.es.md', turn: 'changed' },
				],
				remarks: [expect.stringMatching(/1\.es\.md: changed since it was published/)],
			},
		],
	});
	expect((await client.get('/content/reloads/1')).status).toBe(404);
});

describe('a mistake', () => {
	test('keeps what was, says file, line and reason, and tells nobody', async () => {
		rename('Otro');
		rewrite('components.yaml', 'slug: campaigns', 'slug: Campaigns!');
		const asked = () => withStores(async ({ contentReadings }) => (await contentReadings.asked())?.number);
		const before = await asked();
		const { status, body } = await reload();
		expect([status, await asked()]).toEqual([422, before]);
		expect(body.errors?.[0]?.detail).toMatch(/components\.yaml:\d+: .*expected a slug/);
		expect(await page()).not.toContain('>Otro<');
	});

	test('of a text that would come into force keeps all of it, too', async () => {
		rewrite('site.yaml', 'publish_files_at_start: false', 'publish_files_at_start: true');
		const path = join(folder, 'content/sla/blip-go/2.es.md');
		writeFileSync(path, 'Sin encabezado.');
		const { status, body } = await reload();
		rmSync(path);
		expect([status, body.errors?.[0]?.detail]).toEqual([422, expect.stringMatching(/2\.es\.md/)]);
	});

	test('that only one server finds, since its folder is another one, is noted with its name', async () => {
		rename('Nimbo');
		await withStores(async () => {});
		const engine = await openExistingEngine(server.databaseUrl, 'writing');
		rewrite('components.yaml', 'slug: campaigns', 'slug: Campaigns!');
		const { contentReadings } = openStores(engine, { groups: [], components: [] });
		const publication = await contentReadings.ask({ by: { kind: 'command_line' } }, Date.now());
		const noted = async () => (await contentReadings.list()).find((one) => one.publication >= publication)?.mistakes;
		await expect.poll(noted, { timeout: 10_000 }).toEqual([expect.stringMatching(/components\.yaml:\d+: /)]);
		await engine.close();
		expect(await page('/healthz')).toContain('"ok"');
	});
});

test('a monitor that appears begins to measure, and one that is gone ends', async () => {
	const monitors = [{ name: 'own', http: { url: `${address}/measured` }, interval: '5s', timeout: '2s' }];
	watchedContent({ api: { monitors } }, join(folder, 'content'));
	expect((await reload()).status).toBe(202);
	await expect.poll(() => asked.length, { timeout: 10_000 }).toBeGreaterThan(0);
	watchedContent({}, join(folder, 'content'));
	const { body } = await reload();
	const done = () => withStores(async ({ contentReadings }) => (await contentReadings.list())[0]?.publication);
	await expect.poll(done, { timeout: 10_000 }).toBe(body.publication);
	const before = asked.length;
	// Longer than its interval.
	await new Promise((resolve) => setTimeout(resolve, 6000));
	expect(asked.length).toBe(before);
});

test('reloads at the same time end with what lies there', async () => {
	const names = ['Uno', 'Dos', 'Tres', 'Cuatro'];
	const answers = await Promise.all(
		names.map((name) => {
			watchedContent({}, join(folder, 'content'));
			rename(name);
			return reload();
		}),
	);
	expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
	await expect.poll(() => page(), { timeout: 10_000 }).toContain('Cuatro');
	// What comes after them is not taken by one of them.
	const asked = Math.max(...answers.map(({ body }) => body.publication));
	const done = () => withStores(async ({ contentReadings }) => (await contentReadings.list())[0]?.publication);
	await expect.poll(done, { timeout: 10_000 }).toBe(asked);
});

test('the command line reaches the running server, and is told what came of it', async () => {
	const environment = {
		...process.env,
		...compiledOnce,
		DATABASE_URL: server.databaseUrl,
		CONTENT_DIR: join(folder, 'content'),
	};
	const vigente = () =>
		promisify(execFile)(process.execPath, ['src/cli.ts', 'reload'], { env: environment }).then(
			({ stderr }) => [0, stderr],
			({ code, stderr }) => [code, stderr],
		);
	rename('Desde la orden');
	expect(await vigente()).toEqual([
		0,
		expect.stringMatching(/Server \S+ \d+ \w+ goes by it now\.\n {2}changed: setting name\n/),
	]);
	expect(await page()).toContain('Desde la orden');
	rewrite('components.yaml', 'slug: campaigns', 'slug: Campaigns!');
	expect(await vigente()).toEqual([1, expect.stringMatching(/components\.yaml:\d+: /)]);
});

test.runIf(inject('postgres') !== undefined)('every server of several hears of it', async () => {
	const { databaseUrl } = server;
	const other = await startServer({ databaseUrl, content: join(folder, 'content') });
	expect(await page('/', other)).not.toContain('Para todos');
	rename('Para todos');
	expect((await reload()).status).toBe(202);
	for (const node of [server, other])
		await expect.poll(() => page('/', node), { timeout: 10_000 }).toContain('Para todos');
	process.kill(other.pid, 'SIGSTOP');
	const { publication } = (await reload()).body;
	const states = async () => {
		const { body } = await client.get<Outcome>(`/content/reloads/${publication}`);
		return [
			body.state,
			...body.servers.map(({ name, state }) => (name.includes(` ${other.pid} `) ? `other ${state}` : state)).sort(),
		];
	};
	await expect.poll(states, { timeout: 10_000 }).toEqual(['pending', 'in_force', 'other pending']);
	process.kill(other.pid, 'SIGCONT');
	await expect.poll(states, { timeout: 10_000 }).toEqual(['in_force', 'in_force', 'other in_force']);
	await other.stop();
	// What it answered while it was there stays.
	expect(await states()).toEqual(['in_force', 'in_force', 'other in_force']);
});

test('without the right to it nobody is told', async () => {
	const legal = new Client(server, await server.token('status', 'sla'));
	expect((await legal.post('/content/reload', undefined)).status).toBe(403);
	expect((await new Visitor(server).post('/admin/health', { step: 'reload' })).status).toBe(403);
});
