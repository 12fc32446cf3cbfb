import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scheduleMaintenance } from '../../src/commands/schedule-maintenance.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { HOUR, type Interval, MINUTE, SECOND } from '../../src/domain/instant.ts';
import type { MaintenanceResource } from '../../src/queries/admin/maintenance-resource.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import { Client } from '../api/client.ts';
import { startServer, type TestServer } from '../server.ts';
import { writtenBy } from '../written-by.ts';

const { catalogue } = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));

function plan({ start, end }: Interval, changes: object = {}): object {
	const planned = { planned_start: new Date(start).toISOString(), planned_end: new Date(end).toISOString() };
	return { ...planned, components: ['reports'], ...changes };
}

async function page(server: TestServer, path: string): Promise<string> {
	return (await fetch(server.url + path)).text();
}

describe('a running server', () => {
	let server: TestServer;
	let staff: Client;

	beforeAll(async () => {
		server = await startServer();
		staff = new Client(server, await server.token('status'));
	});
	afterAll(() => server.stop());

	test('starts and ends a maintenance within a second of its instants, and every page says so', async () => {
		const start = Date.now() + 1.5 * SECOND;
		const end = start + 4 * SECOND;
		const { id } = await staff.scheduled(plan({ start, end }));
		const path = `/maintenance/${id}`;
		const before = await page(server, path);
		expect(before).toContain('Automáticos, a las horas previstas');
		expect(before).toMatch(/<\/h1>\s*<p class="lead">\s*<time/);
		const read = async () => (await staff.get<MaintenanceResource>(`/maintenances/${id}`)).body;
		await expect.poll(async () => (await read()).status, { timeout: 60_000, interval: 100 }).toBe('in_progress');
		const home = await page(server, '/');
		expect(home).toMatch(/<h1>.*: en mantenimiento<\/span><\/h1>/);
		expect(home).toMatch(/<time[^>]*>Hasta (las \d\d:\d\d|el )/);
		await expect.poll(async () => (await read()).status, { timeout: 60_000, interval: 100 }).toBe('completed');
		const { updates, started_at, ended_at } = await read();
		expect([started_at, ended_at].map((at) => Date.parse(at ?? ''))).toEqual([start, end]);
		const [ended, started] = updates.map(({ published_at }) => Date.parse(published_at));
		// Within a second, where the machine has nothing else to do.
		expect((started ?? 0) - start).toBeLessThan(4 * SECOND);
		expect((ended ?? 0) - end).toBeLessThan(4 * SECOND);
		expect(await page(server, path)).toContain('El mantenimiento terminó según lo previsto.');
	});

	test('shows both windows of what was moved, and which one is which', async () => {
		const start = Date.parse('2031-01-10T02:00:00Z');
		const { id } = await staff.scheduled(plan({ start, end: start + HOUR }));
		await staff.patch(
			`/maintenances/${id}`,
			plan({ start: start + HOUR, end: start + 3 * HOUR }, { reason: 'Feriado.' }),
		);
		for (const path of ['/maintenance', `/maintenance/${id}`, '/']) {
			const html = await page(server, path);
			// What is said of the plan stands beside the window that holds.
			expect(html).toMatch(
				/Ahora: ?<\/span>\s*<time datetime="2031-01-10T03:00[^§]*?<s class="former">\s*<span class="unseen">Antes: ?<\/span>\s*<time datetime="2031-01-10T02:00/,
			);
		}
		expect(await page(server, `/en/maintenance/${id}`)).toContain('Before:');
	});

	test('shows what was cancelled with the window that it had', async () => {
		const start = Date.parse('2031-02-10T02:00:00Z');
		const { id } = await staff.scheduled(plan({ start, end: start + HOUR }));
		await staff.post(`/maintenances/${id}/updates`, { status: 'cancelled', body: 'No hace falta.' });
		const html = await page(server, `/maintenance/${id}`);
		expect(html).toMatch(/Estaba previsto<\/dt>\s*<dd>\s*<time datetime="2031-02-10T02:00/);
		const card = /<article class="card">(?:(?!<article).)*Estaba previsto: /s;
		expect(await page(server, '/maintenance')).toMatch(card);
	});

	test('folds a series under its next occurrence, and lists its dates where it is asked for', async () => {
		const title = 'Limpieza semanal';
		const start = Date.parse('2030-06-02T02:00:00Z');
		const { id, series } = await staff.scheduled(plan({ start, end: start + HOUR }, { title, rrule: 'FREQ=WEEKLY' }));
		const count = (html: string) => html.split(`>${title}<`).length - 1;
		expect(count(await page(server, '/'))).toBe(1);
		const list = await page(server, '/maintenance');
		expect(count(list)).toBe(1);
		expect(list).toContain('Se repite: las próximas 12 fechas');
		const own = await page(server, `/maintenance/${id}`);
		for (const occurrence of series?.occurrences.slice(1) ?? []) {
			expect(list).toContain(`/maintenance/${occurrence.id}"`);
			expect(own).toContain(`/maintenance/${occurrence.id}"`);
		}
		await staff.delete(`/maintenance-series/${series?.id}`);
		const after = await page(server, '/maintenance');
		expect(count(after)).toBe(1);
		expect(after).toContain('Las 12 fechas canceladas');
		expect(await page(server, `/maintenance/${id}`)).toContain('No quedan más fechas.');
	});

	test('offers the calendar, in every language, kept like any page', async () => {
		const start = Date.parse('2031-03-10T02:00:00Z');
		const title = { es: 'Cambio de discos', en: 'New disks' };
		const { id } = await staff.scheduled(plan({ start, end: start + HOUR }, { title }));
		expect(await page(server, '/maintenance')).toContain('<link rel="alternate" type="text/calendar"');
		const answer = await fetch(`${server.url}/en/maintenance.ics`);
		expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
		const lines = (await answer.text()).replaceAll('\r\n ', '').split('\r\n');
		const event = lines.slice(lines.indexOf(`UID:maintenance-${id}@vigente`));
		expect(event.slice(0, event.indexOf('END:VEVENT'))).toEqual(
			expect.arrayContaining([
				'SEQUENCE:0',
				'SUMMARY:New disks',
				'DTSTART:20310310T020000Z',
				'STATUS:CONFIRMED',
				`URL;VALUE=URI:https://status.example.com/en/maintenance/${id}`,
			]),
		);
		const etag = answer.headers.get('etag') ?? '';
		const again = await fetch(`${server.url}/en/maintenance.ics`, { headers: { 'if-none-match': etag } });
		expect(again.status).toBe(304);
		await staff.post(`/maintenances/${id}/updates`, { status: 'cancelled', body: 'No hace falta.' });
		const cancelled = await page(server, '/maintenance.ics');
		const text = cancelled.slice(cancelled.indexOf(`UID:maintenance-${id}@vigente`));
		expect(text).toMatch(/SEQUENCE:1\r\n[\s\S]*?STATUS:CANCELLED\r\n/);
	});
});

test('a server that was stopped when a maintenance was to start says so when it is back, before it answers', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'vigente-missed-'));
	const databaseUrl = `file:${folder}/vigente.db`;
	const first = await startServer({ databaseUrl });
	await first.stop();
	// Announced two hours ago, as it were: nobody wants to wait so long.
	const now = Date.now();
	const planned = { start: now - 10 * MINUTE, end: now + 4 * SECOND };
	const database = openDatabase(databaseUrl);
	const stores = openStores(database, catalogue);
	const texts = { title: { es: 'Cambio' }, body: { es: 'Cambiamos.' } };
	const draft = { ...texts, components: ['reports'], automatic: true, planned };
	const { id } = await scheduleMaintenance(stores, draft, writtenBy('operations'), now - 2 * HOUR);
	await database.close();

	const second = await startServer({ databaseUrl });
	try {
		const html = await page(second, `/maintenance/${id}`);
		expect(html).toContain('En curso');
		expect(html).toContain('Esta página estaba detenida en ese momento; lo registramos al volver.');
		const staff = new Client(second, await second.token('status'));
		const read = async () => (await staff.get<MaintenanceResource>(`/maintenances/${id}`)).body;
		expect((await read()).started_at).toBe(new Date(planned.start).toISOString());
		await expect.poll(async () => (await read()).status, { timeout: 8000, interval: 100 }).toBe('completed');
		expect((await read()).ended_at).toBe(new Date(planned.end).toISOString());
	} finally {
		await second.stop();
		rmSync(folder, { recursive: true });
	}
});
