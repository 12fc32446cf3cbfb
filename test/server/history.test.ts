import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type TestServer } from '../server.ts';

let server: TestServer;
let token: string;
let incident: string;

beforeAll(async () => {
	server = await startServer();
	token = await server.token('status');
	incident = await post('/incidents', {
		title: { es: 'La migración se detuvo', en: 'The migration stopped' },
		body: 'Lo estamos investigando.',
		criticality: 'urgent',
		components: { chatbots: 'major_outage' },
	});
	await post(`/incidents/${incident}/updates`, { status: 'resolved', body: 'Ya funciona.' });
	await post('/maintenances', {
		title: 'Cambio de discos',
		body: 'Sin interrupción.',
		components: ['api'],
		planned_start: '2026-01-10T02:00:00Z',
		planned_end: '2026-01-10T03:00:00Z',
	});
});
afterAll(() => server.stop());

describe('a search of the history', () => {
	test('finds incidents and maintenance, with their dates', async () => {
		const { text } = await get('/history?q=migracion');
		expect(text).toContain('1 resultado');
		expect(text).toContain('La migración se detuvo');
		expect(await textOf('/en/history?q=discos')).toMatch(/10 January 2026|9 January 2026/);
	});

	test('is not kept, nor for search engines', async () => {
		const { headers, text } = await get('/history?q=migracion');
		expect(headers.get('cdn-cache-control')).toContain('max-age=0');
		expect(text).toContain('<meta name="robots" content="noindex"');
		expect(await textOf('/history')).not.toContain('noindex');
	});

	test.each(['"', 'NEAR(', '*', '🔥', '%00', '<script>', 'a'.repeat(2000), '%FF'])('bears %s', async (words) => {
		const { status, text } = await get(`/history?q=${words.startsWith('%') ? words : encodeURIComponent(words)}`);
		expect([status, text.includes('No encontramos nada.')]).toEqual([200, true]);
		expect(text).not.toMatch(/[^"]<script>/);
	});

	test('keeps its filters in its links and its form', async () => {
		const text = await textOf('/history?q=discos&kind=maintenance&component=api');
		expect(text).toContain('href="/history?q=discos&amp;kind=incident&amp;component=api"');
		expect(text).toContain('<input type="hidden" name="kind" value="maintenance"');
		expect(text).toContain('Cambio de discos');
		expect(await textOf('/history?q=discos&kind=incident')).toContain('No hay nada con estos filtros.');
	});
});

describe('the months', () => {
	test('are filtered by kind and by component', async () => {
		expect(await textOf('/history?component=chatbots')).toContain('La migración se detuvo');
		expect(await textOf('/history?component=api')).not.toContain('La migración se detuvo');
		const text = await textOf('/history?kind=maintenance');
		expect(text).not.toContain('La migración se detuvo');
		expect(text).toContain('aria-current="true">Mantenimientos');
		// Without a month, all that there ever was.
		expect(text).toContain('Cambio de discos');
		expect(await textOf('/history/2026-02?kind=maintenance')).toContain('0 mantenimientos');
	});

	test('go back to the first that was planned, and keep the filters on the way', async () => {
		expect(await textOf('/history/2026-01')).toContain('Cambio de discos');
		expect((await get('/history/2025-12')).status).toBe(404);
		const text = await textOf('/history/2026-01?kind=maintenance');
		// What lies between is empty.
		expect(text).not.toContain('/history/2026-02');
		expect(text).toMatch(/rel="next" href="\/history\/\d{4}-\d\d\?kind=maintenance"/);
		expect(text).toContain('href="/history/2026-01?kind=incident"');
	});

	test('do not call quiet what is only left out', async () => {
		expect(await textOf('/history/2026-02?component=api')).not.toContain('in novedades');
		expect(await textOf('/history/2026-02?component=api')).toContain('No hay nada con estos filtros.');
	});

	test('ignore a kind that there isn’t, and have nothing of a component that there isn’t', async () => {
		expect(await textOf('/history?kind=party')).toContain('La migración se detuvo');
		const { status, text, headers } = await get('/history?component=nobody%22%3E');
		expect([status, text.includes('No hay nada con estos filtros.')]).toEqual([200, true]);
		expect(headers.get('cdn-cache-control')).toContain('max-age=0');
	});

	test('are kept with their filters, and with nothing else', async () => {
		const etag = async (path: string) => (await get(path)).headers.get('etag');
		expect(await etag('/history?kind=incident&utm=1')).toBe(await etag('/history?kind=incident'));
		expect(await etag('/history?kind=incident')).not.toBe(await etag('/history'));
		const month = /aria-label="Meses">.*?<\/nav>/s.exec(await textOf('/history'))?.[0] ?? '';
		expect(month).not.toContain('?');
	});
});

describe('a postmortem', () => {
	test('is nowhere before there is one', async () => {
		expect((await get(`/incidents/${incident}/postmortem`)).status).toBe(404);
		expect((await get('/incidents/nothing/postmortem')).status).toBe(404);
	});

	test('has a section, an address of its own and a way there from everywhere', async () => {
		const body = { es: '**Qué pasó.** Venció un certificado.', en: '**What happened.** A certificate expired.' };
		await post(`/incidents/${incident}/updates`, { status: 'postmortem', body });
		const page = await textOf(`/incidents/${incident}`);
		expect(page.match(/Venció un certificado/g)).toHaveLength(1);
		expect(page).toContain(`href="/incidents/${incident}/postmortem"`);
		expect(page).toContain('Leer el análisis posterior');
		const alone = await textOf(`/incidents/${incident}/postmortem`);
		expect(alone).toContain('<strong>Qué pasó.</strong> Venció un certificado.');
		expect(alone).toContain(`href="/incidents/${incident}"`);
		expect(await textOf(`/en/incidents/${incident}/postmortem`)).toContain('A certificate expired.');
		expect(await textOf(`/pt-br/incidents/${incident}/postmortem`)).toMatch(/lang="es"[^>]*><p><strong>Qué pasó/);
		expect(await textOf('/history')).toContain('con análisis posterior');
		expect(await textOf('/history.atom')).toContain(`/incidents/${incident}/postmortem`);
		expect(await textOf('/history?q=certificado')).toContain('La migración se detuvo');
	});
});

async function get(path: string): Promise<{ status: number; headers: Headers; text: string }> {
	const answer = await fetch(server.url + path);
	return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

async function textOf(path: string): Promise<string> {
	return (await get(path)).text;
}

async function post(path: string, body: object): Promise<string> {
	const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
	const answer = await fetch(`${server.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
	expect(answer.status, await answer.clone().text()).toBe(201);
	return ((await answer.json()) as { id: string }).id;
}
