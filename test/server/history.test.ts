import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openIncident } from '../../src/commands/open-incident.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { watchedContent } from '../../src/demo/watched-content.ts';
import type { Component } from '../../src/domain/component.ts';
import type { ComponentResource } from '../../src/queries/admin/component-resource.ts';
import type { UptimeResource } from '../../src/queries/admin/uptime-resource.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import { Client } from '../api/client.ts';
import { startServer, type TestServer } from '../server.ts';
import { writtenBy } from '../written-by.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigente-past-'));
const pigeons = { es: 'Palomas mensajeras', 'pt-BR': 'Pombos-correio', en: 'Carrier pigeons' };
let server: TestServer;
let token: string;
let incident: string;
/** Of a system that has left, and of one that had another slug. */
let before: { pigeons: string; hooks: string };

beforeAll(async () => {
	const databaseUrl = `file:${folder}/vigente.db`;
	before = await recordBefore(databaseUrl);
	const content = watchedContent({ webhooks: { formerly: ['old-hooks'] } }, join(folder, 'content'));
	server = await startServer({ databaseUrl, content });
	token = await server.token('status', 'samples');
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
afterAll(async () => {
	await server.stop();
	rmSync(folder, { recursive: true });
});

/** As the start of January left it, with another components.yaml. */
async function recordBefore(databaseUrl: string): Promise<{ pigeons: string; hooks: string }> {
	const { catalogue } = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
	const [webhooks] = catalogue.components.filter(({ slug }) => slug === 'webhooks') as [Component];
	const others = catalogue.components.filter(({ slug }) => slug !== 'webhooks');
	const gone = { ...webhooks, slug: 'pigeons', name: pigeons };
	const database = openDatabase(databaseUrl);
	const components = [...others, { ...webhooks, slug: 'old-hooks' }, gone];
	const stores = openStores(database, { ...catalogue, components });
	const now = Date.parse('2026-01-20T12:00:00Z');
	await stores.components.note(now);
	const facts = { status: 'resolved', impact: 'major', criticality: 'normal', cause: null, detectedAt: null } as const;
	const times = { startedAt: now - 60_000, acceptedAt: now - 60_000, resolvedAt: now };
	const body = { es: 'Ya pasó.' };
	const tell = async (title: string, slug: string) => {
		const draft = { ...facts, ...times, title: { es: title }, body, components: { [slug]: 'major_outage' as const } };
		return (await openIncident(stores, draft, writtenBy('test'), now)).id;
	};
	const told = { pigeons: await tell('Sin palomas', 'pigeons'), hooks: await tell('Sin avisos', 'old-hooks') };
	await database.close();
	return told;
}

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
		// Within the quotes of an attribute it is a text like any other.
		expect(text.replace(/"[^"]*"/g, '""')).not.toContain('<script>');
	});

	test('shows the passage where the words stand, in the language of whoever reads, unless the title says them', async () => {
		const passage = /<p class="found"[^>]*>.*?<\/p>/;
		expect(passage.exec(await textOf('/history?q=INTERRUPCION'))?.[0]).toBe(
			'<p class="found" dir="auto">Sin <mark>interrupción</mark>.</p>',
		);
		expect(passage.exec(await textOf('/en/history?q=investigando'))?.[0]).toBe(
			'<p class="found" dir="auto" lang="es">Lo estamos <mark>investigando</mark>.</p>',
		);
		expect(passage.exec(await textOf('/en/history?q=migration'))).toBeNull();
		expect(passage.exec(await textOf('/en/history?q=migracion'))?.[0]).toContain('La <mark>migración</mark> se detuvo');
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
		expect(await textOf('/history')).toContain('Con análisis posterior');
		expect(await textOf('/history.atom')).toContain(`/incidents/${incident}/postmortem`);
		expect(await textOf('/history?q=certificado')).toContain('La migración se detuvo');
	});
});

describe('a component that has left', () => {
	test.each([
		['', pigeons.es, 'Ya no forma parte de este sitio.'],
		['/pt-br', pigeons['pt-BR'], 'Não faz mais parte deste site.'],
		['/en', pigeons.en, 'No longer part of this site.'],
	])('has its page under "%s", with its name and its history', async (prefix, name, words) => {
		const { status, text } = await get(`${prefix}/components/pigeons`);
		expect(status).toBe(200);
		for (const expected of [`<h1>${name}</h1>`, words, 'Sin palomas', `${prefix}/history?component=pigeons`])
			expect(text).toContain(expected);
		const told = await textOf(`${prefix}/incidents/${before.pigeons}`);
		expect(told).toContain(`href="${prefix}/components/pigeons">${name}</a>`);
	});

	test('is no longer on the page, and can be looked for', async () => {
		for (const path of ['/', '/uptime']) expect(await textOf(path)).not.toContain(pigeons.es);
		const { text, headers } = await get('/history?component=pigeons');
		expect(text).toContain('Sin palomas');
		expect(text).toContain(`<strong>${pigeons.es}</strong>`);
		expect(text).not.toContain('noindex');
		expect(headers.get('cdn-cache-control')).not.toContain('max-age=0');
	});

	test('is no component of the API, which says why', async () => {
		const staff = new Client(server, token);
		const { body } = await staff.get<{ components: ComponentResource[] }>('/components');
		expect(body.components.filter(({ slug }) => ['pigeons', 'old-hooks'].includes(slug))).toEqual([]);
		for (const path of ['/components/pigeons/status', '/components/pigeons/uptime'])
			expect(await staff.get(path)).toMatchObject({
				status: 404,
				body: { detail: '"pigeons" is no longer part of this site' },
			});
		expect((await staff.get(`/incidents/${before.pigeons}`)).text).toContain(`"name":"${pigeons.es}"`);
	});
});

describe('a slug of before', () => {
	test.each(['', '/pt-br', '/en'])('leads to that of today under "%s"', async (prefix) => {
		const answer = await fetch(`${server.url}${prefix}/components/old-hooks?utm=1`, { redirect: 'manual' });
		expect([answer.status, answer.headers.get('location')]).toEqual([301, `${prefix}/components/webhooks`]);
		expect(await textOf(`${prefix}/components/webhooks`)).toContain('Webhooks');
	});

	test.each(['', '/pt-br', '/en'])(
		'has its days with that of today under "%s"; what is no day is nowhere',
		async (prefix) => {
			const leadsTo = async (path: string) => {
				const { status, headers } = await fetch(`${server.url}${prefix}${path}`, { redirect: 'manual' });
				return [status, headers.get('location')];
			};
			expect(await leadsTo('/components/old-hooks/2026-01-05?utm=1')).toEqual([
				301,
				`${prefix}/components/webhooks/2026-01-05`,
			]);
			expect(await leadsTo('/components/pigeons/2026-01-05')).toEqual([302, `${prefix}/components/pigeons`]);
			for (const nothing of ['webhooks/2026-02-30', 'webhooks/2999-01-01', 'webhooks/today', 'nowhere/2026-01-05'])
				expect(await leadsTo(`/components/${nothing}`)).toEqual([404, null]);
		},
	);

	test('finds the same history', async () => {
		expect(await textOf('/history?component=old-hooks')).toContain('Sin avisos');
		const text = await textOf('/history?component=webhooks');
		expect(text).toContain('Sin avisos');
		expect(text).not.toContain('old-hooks');
		const told = await textOf(`/incidents/${before.hooks}`);
		expect(told).toContain('href="/components/webhooks">Webhooks</a>');
		expect(told).not.toContain('old-hooks');
	});

	test('is an address of the API still, and no word of it', async () => {
		const staff = new Client(server, token);
		const { body } = await staff.get<UptimeResource>(
			'/components/old-hooks/uptime?from=2026-01-20T11:00:00Z&to=2026-01-20T12:00:00Z',
		);
		expect(body.component).toBe('webhooks');
		expect(body.intervals.map(({ because }) => because?.id)).toContain(before.hooks);
		const path = '/components/old-hooks/status';
		const set = await staff.put<ComponentResource>(path, { status: 'partial_outage' });
		expect(set.body).toMatchObject({ slug: 'webhooks', status: 'partial_outage' });
		const stale = await staff.delete(path, { 'if-match': '"another"' });
		expect(stale.status).toBe(412);
		const back = await staff.delete<ComponentResource>(path, { 'if-match': set.headers.get('etag') ?? '' });
		expect(back.body).toMatchObject({ slug: 'webhooks', set_by_hand: null });
		const sample = { at: new Date().toISOString(), ok: true };
		expect(await staff.post('/components/old-hooks/samples', { samples: [sample] })).toMatchObject({
			status: 422,
			body: { errors: [{ detail: expect.stringContaining('components.yaml declares for "webhooks"') }] },
		});
		const words = { title: 'x', body: 'x', criticality: 'high' };
		expect(await staff.post('/incidents', { ...words, components: { 'old-hooks': 'partial_outage' } })).toMatchObject({
			status: 422,
			body: { errors: [{ pointer: '/components/old-hooks', detail: '"old-hooks" is called "webhooks" now' }] },
		});
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
