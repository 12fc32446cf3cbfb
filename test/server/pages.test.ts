import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type TestServer } from '../server.ts';

let server: TestServer;
let token: string;

beforeAll(async () => {
	server = await startServer();
	token = await server.token('status', 'sla');
});
afterAll(() => server.stop());

describe('what is posted', () => {
	test('is on every page at the next request', async () => {
		await get('/');
		await get('/components/chatbots');
		const { id } = await post('/incidents', {
			title: { es: 'Los chatbots no responden', en: 'Chatbots do not answer' },
			body: 'Lo estamos **investigando**.',
			criticality: 'urgent',
			components: { chatbots: 'major_outage' },
		});
		expect((await get('/')).text).toContain('Los chatbots no responden');
		expect((await get('/')).text).toContain('<strong>investigando</strong>');
		expect((await get('/en')).text).toContain('Chatbots do not answer');
		expect((await get('/components/chatbots')).text).toContain('Sin servicio');
		expect((await get(`/incidents/${id}`)).text).toContain('cláusula 2.2.1');
		expect((await get('/history')).text).toContain('Los chatbots no responden');
		expect((await get('/history.atom')).text).toContain('Los chatbots no responden');
		await post(`/incidents/${id}/updates`, { status: 'resolved', body: 'Ya responden.' });
		expect((await get('/')).text).toContain('Sin fallas conocidas, según nuestro equipo');
		expect((await get(`/incidents/${id}`)).text).toContain('Ya responden.');
	});

	test('never becomes markup that runs', async () => {
		const body = '`<script>alert(1)</script>` <javascript:alert(1)> <host>';
		const { id } = await post('/incidents', { title: '<b>"Título"</b>', body, criticality: 'normal', components: {} });
		const { text } = await get(`/incidents/${id}`);
		expect(text).toContain('&lt;b&gt;');
		expect(text).not.toMatch(/<script>|<img src=x|href="javascript/);
		expect(text).toContain('&lt;script&gt;');
		expect(text).toContain('&lt;host&gt;');
		await post(`/incidents/${id}/updates`, { status: 'resolved', body: 'Listo.' });
	});
});

describe('a page', () => {
	test('is the same bytes until something is published, and then others', async () => {
		const first = await get('/history');
		expect((await get('/history')).headers.etag).toBe(first.headers.etag);
		const unchanged = await get('/history', { 'if-none-match': first.headers.etag ?? '' });
		expect(unchanged.status).toBe(304);
		expect(unchanged.text).toBe('');
		await post('/incidents', {
			title: 'Otro',
			body: 'Algo.',
			criticality: 'normal',
			components: {},
			status: 'resolved',
		});
		expect((await get('/history', { 'if-none-match': first.headers.etag ?? '' })).status).toBe(200);
	});

	test('does not depend on query strings that it does not know', async () => {
		const plain = await get('/');
		const tracked = await get('/?utm_source=mail&x=1');
		expect(tracked.headers.etag).toBe(plain.headers.etag);
	});

	test('comes compressed as asked, each form with an ETag of its own', async () => {
		const plain = await get('/');
		const brotli = await get('/', { 'accept-encoding': 'gzip, br' });
		const gzip = await get('/', { 'accept-encoding': 'gzip, br;q=0' });
		expect(brotliDecompressSync(brotli.bytes).toString()).toBe(plain.text);
		expect(gunzipSync(gzip.bytes).toString()).toBe(plain.text);
		expect(new Set([plain, brotli, gzip].map(({ headers }) => headers.etag)).size).toBe(3);
	});

	test('answers HEAD without a body', async () => {
		const { status, bytes, headers } = await get('/', {}, 'HEAD');
		expect([status, bytes.length]).toEqual([200, 0]);
		expect(Number(headers['content-length'])).toBeGreaterThan(1000);
	});

	test('carries the headers that protect its reader', async () => {
		for (const path of ['/', '/nowhere', '/api/v1/openapi.json']) {
			const { headers } = await get(path);
			expect(headers['content-security-policy']).toContain("default-src 'none'");
			expect(headers['content-security-policy']).not.toContain('unsafe-inline');
			expect(headers['x-content-type-options']).toBe('nosniff');
			expect(headers['x-request-id']).toMatch(/^[0-9a-f]{8}-\w+$/);
		}
	});

	test('has no inline style or script, which the policy would refuse', async () => {
		for (const path of ['/', '/sla/blip-go', '/requirements', '/components/api']) {
			expect((await get(path)).text).not.toMatch(/<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=/);
		}
	});

	test('tells what does not exist, in the language of its address', async () => {
		const spanish = await get('/incidents/nothing');
		const english = await get('/en/sla/unknown');
		expect([spanish.status, english.status]).toEqual([404, 404]);
		expect(spanish.text).toContain('Esta página no existe');
		expect(english.text).toContain('This page does not exist');
		expect((await get('/history/2026-13')).status).toBe(404);
		expect((await get('/history/2999-01')).status).toBe(404);
		expect((await get('/es')).status).toBe(404);
	});
});

describe('operators', () => {
	test('can ask whether it is healthy, and for its figures', async () => {
		expect((await get('/healthz')).status).toBe(200);
		expect((await get('/metrics')).status).toBe(401);
		const { text } = await get('/metrics', { authorization: `Bearer ${await server.token('status')}` });
		expect(text).toMatch(/vigente_publication_number \d+/);
		expect(text).toMatch(/vigente_pages_total\{result="hit"\} \d+/);
	});

	test('see a failure, and visitors still get the last bytes, which say how old they are', async () => {
		const broken = await startServer();
		await get('/', {}, 'GET', broken.url);
		const secret = await broken.token('status');
		const database = new Sqlite(broken.databaseUrl.slice('file:'.length));
		database.exec(
			'ALTER TABLE incidents RENAME TO lost; INSERT INTO ledger SELECT number + 1000, at, actor, action, subject, data, previous_hash, hash, reach FROM ledger',
		);
		database.close();
		const stale = await get('/', {}, 'GET', broken.url);
		expect(stale.status).toBe(200);
		expect(stale.text).toContain('No podemos actualizar esta página');
		expect(stale.text).toContain('Sin fallas conocidas, según nuestro equipo');
		const fresh = await get('/history', {}, 'GET', broken.url);
		expect(fresh.status).toBe(500);
		expect(fresh.text).not.toMatch(/no such table|SQLITE/i);
		const body = JSON.stringify({ title: 'A', body: 'B', criticality: 'high', components: {} });
		const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
		const write = await fetch(`${broken.url}/api/v1/incidents`, { method: 'POST', headers, body });
		expect(write.status).toBe(503);
		expect(broken.output()).toContain('no such table');
		await broken.stop();
	});
});

interface Got {
	status: number;
	headers: Record<string, string | undefined>;
	bytes: Buffer;
	text: string;
}

/** fetch() would decompress, and so hide what was on the wire. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET', base = server.url): Promise<Got> {
	return new Promise((resolve, reject) => {
		const sent = request(base + path, { method, headers }, async (response) => {
			const chunks: Buffer[] = [];
			for await (const chunk of response) chunks.push(chunk as Buffer);
			const bytes = Buffer.concat(chunks);
			const kept = response.headers as Record<string, string | undefined>;
			resolve({ status: response.statusCode ?? 0, headers: kept, bytes, text: bytes.toString() });
		});
		sent.on('error', reject);
		sent.end();
	});
}

async function post(path: string, body: object): Promise<{ id: string }> {
	const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
	const answer = await fetch(`${server.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
	expect(answer.status).toBe(201);
	return (await answer.json()) as { id: string };
}
