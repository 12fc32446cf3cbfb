import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { watchedContent } from '../../src/demo/watched-content.ts';
import { Client, newIncident } from '../api/client.ts';
import { startServer, type TestServer } from '../server.ts';

let server: TestServer;
let staff: Client;
const folder = mkdtempSync(join(tmpdir(), 'vigente-badges-'));
/** One system is measured elsewhere, and had another slug. */
const changed = {
	api: { formerly: ['old-api'] },
	'operator-desk': { monitors: [{ name: 'external', external: true }] },
};

beforeAll(async () => {
	server = await startServer({ content: watchedContent(changed, join(folder, 'content')) });
	staff = new Client(server, await server.token('status', 'samples'));
});
afterAll(async () => {
	await server.stop();
	rmSync(folder, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers });
const json = async (path: string) => (await get(path)).json();

test('a badge speaks the language of its address, and is not green where nobody measures', async () => {
	const said = { schemaVersion: 1, label: 'Blip Go!', color: 'lightgrey' };
	expect(await json('/badge.json')).toEqual({ ...said, message: 'faltan datos' });
	expect(await json('/pt-br/badge.json')).toEqual({ ...said, message: 'faltam dados' });
	expect(await json('/en/badge.json')).toEqual({ ...said, message: 'data missing' });
	const svg = await (await get('/en/badge.svg')).text();
	expect(svg).toContain('role="img"');
	expect(svg).toContain('aria-label="Blip Go!: data missing"');
	expect(svg).toContain('<title>Blip Go!: data missing</title>');
	expect(svg).not.toMatch(/<style|style=|<script|#4b0/);
	expect(await json('/en/components/api/badge.json')).toMatchObject({ message: 'no known faults', color: 'lightgrey' });
});

test.each(['/badge.svg', '/badge.json', '/en/components/api/badge.svg', '/components/api/badge.json'])(
	'%s is kept as pages are, for pages anywhere',
	async (path) => {
		const answer = await get(path);
		const type = path.endsWith('svg') ? 'image/svg+xml; charset=utf-8' : 'application/json; charset=utf-8';
		expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
		expect(answer.headers.get('access-control-allow-origin')).toBe('*');
		const etag = answer.headers.get('etag') as string;
		expect((await get(path, { 'if-none-match': etag })).status).toBe(304);
		const head = await fetch(server.url + path, { method: 'HEAD' });
		expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, '']);
	},
);

test('it says at the next request what is wrong', async () => {
	const { body } = await staff.post<{ id: string }>(
		'/incidents',
		newIncident({ components: { api: 'major_outage' }, title: { es: '"]]></svg>' } }),
	);
	expect(await json('/badge.json')).toMatchObject({ message: 'falla parcial', color: 'orange' });
	expect(await json('/en/components/api/badge.json')).toMatchObject({ message: 'down', color: 'red' });
	await staff.post(`/incidents/${body.id}/updates`, { status: 'resolved', body: 'Listo.' });
	expect(await json('/badge.json')).toMatchObject({ color: 'lightgrey' });
});

test('of an unknown component there is none', async () => {
	for (const path of ['/components/nowhere/badge.svg', '/en/components/constructor/badge.json'])
		expect((await get(path)).status, path).toBe(404);
});

test('only what is measured is green, and no longer when its measurement fails', async () => {
	expect(await json('/en/components/operator-desk/badge.json')).toMatchObject({
		message: 'not measured yet',
		color: 'lightgrey',
	});
	const measure = (ok: boolean) =>
		staff.post('/components/operator-desk/samples', { samples: [{ at: new Date().toISOString(), ok }] });
	await measure(true);
	expect(await json('/en/components/operator-desk/badge.json')).toMatchObject({
		message: 'working',
		color: 'brightgreen',
	});
	// Of the others nobody knows.
	expect(await json('/en/badge.json')).toMatchObject({ message: 'no known faults', color: 'lightgrey' });
});

test('that of an earlier slug is where the component is now', async () => {
	for (const prefix of ['', '/en'])
		for (const format of ['svg', 'json']) {
			const from = `${prefix}/components/old-api/badge.${format}`;
			const answer = await fetch(server.url + from, { redirect: 'manual' });
			expect([answer.status, answer.headers.get('location')]).toEqual([
				301,
				`${prefix}/components/api/badge.${format}`,
			]);
			expect((await get(from)).status).toBe(200);
		}
});
