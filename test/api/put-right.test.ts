import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IncidentResource } from '../../src/queries/admin/incident-resource.ts';
import type { MaintenanceResource } from '../../src/queries/admin/maintenance-resource.ts';
import { startServer, type TestServer } from '../server.ts';
import { Client, lastPublication, newIncident, newMaintenance } from './client.ts';

let server: TestServer;
let staff: Client;

beforeAll(async () => {
	server = await startServer();
	staff = new Client(server, await server.token('status', 'admin'));
});
afterAll(() => server.stop());

const page = async (path: string) => (await fetch(server.url + path)).text();
const last = ({ updates }: IncidentResource | MaintenanceResource) => updates[0]?.id ?? '';

async function resolved(changes: object = {}): Promise<IncidentResource> {
	const { id } = await staff.opened(changes);
	const end = { status: 'resolved', body: 'Ya está.' };
	return (await staff.post<IncidentResource>(`/incidents/${id}/updates`, end)).body;
}

describe('an update', () => {
	test('is said in other words, and what it said stays readable', async () => {
		const opened = await staff.opened({ title: 'Editado', body: 'Todo está roto.' });
		const path = `/incidents/${opened.id}/updates/${last(opened)}`;
		const edited = await staff.patch<IncidentResource>(path, { body: 'Fallan los envíos.' });
		expect(edited.status).toBe(200);
		expect(edited.body.updates).toMatchObject([
			{
				body: { es: 'Fallan los envíos.' },
				published_at: opened.updates[0]?.published_at,
				components: { 'message-delivery': 'partial_outage' },
				edits: [{ body: { es: 'Todo está roto.' }, status: 'investigating', reason: null }],
			},
		]);
		const html = await page(`/incidents/${opened.id}`);
		expect(html).toMatch(/<details[^>]*>\s*<summary>Editado el .*Todo está roto/s);
		expect(await page('/history.atom')).toContain('Fallan los envíos');
		expect(await page('/history.atom')).not.toContain('Todo está roto');
		const { entries } = (await staff.get<{ entries: { action: string }[] }>('/ledger?limit=1')).body;
		expect(entries[0]?.action).toBe('incident.edited');
		const words = { words: 'Todo está roto', reason: 'Exagerado.' };
		const redacted = await staff.post<IncidentResource>(`/incidents/${opened.id}/redaction`, words);
		expect(redacted.body.updates[0]?.edits[0]?.body).toEqual({ es: '█████.' });
		expect(await page(`/incidents/${opened.id}`)).not.toContain('Todo está roto');
		expect((await staff.get('/ledger?limit=20')).text).not.toContain('Todo está roto');
	});

	test('sets other statuses, and the incident follows', async () => {
		const { id } = await staff.opened();
		const wrong = { status: 'identified', body: 'x', components: { api: 'major_outage' } };
		const { body } = await staff.post<IncidentResource>(`/incidents/${id}/updates`, wrong);
		const right = { status: 'monitoring', components: { routing: 'degraded_performance' } };
		const silent = await staff.patch(`/incidents/${id}/updates/${last(body)}`, right);
		expect([silent.status, silent.body.errors?.[0]?.pointer]).toEqual([422, '/reason']);
		const said = { ...right, reason: 'Era otro componente.' };
		const edited = await staff.patch<IncidentResource>(`/incidents/${id}/updates/${last(body)}`, said);
		expect(edited.body).toMatchObject({ status: 'monitoring', updates: [{ components: right.components }, {}] });
		expect(edited.body.components.map(({ slug }) => slug)).toEqual(['message-delivery', 'routing']);
	});

	test('is not edited by who has seen another one, nor into what cannot be, and nothing is written', async () => {
		const ended = await resolved();
		const path = `/incidents/${ended.id}/updates/${last(ended)}`;
		const before = await lastPublication(server);
		const stale = await staff.patch(path, { body: 'x' }, { 'if-match': '"other"' });
		expect(stale.status).toBe(412);
		for (const [change, pointer] of [
			[{ status: 'monitoring' }, '/status'],
			[{ happened_at: '2020-01-01T00:00:00Z' }, '/happened_at'],
			[{ components: { api: 'major_outage' } }, '/components'],
			[{ components: { fax: 'major_outage' } }, '/components/fax'],
			[{ happened_at: '2099-01-01T00:00:00Z' }, '/happened_at'],
		] as const) {
			const { status, body } = await staff.patch(path, change);
			expect([status, body.errors?.[0]?.pointer]).toEqual([422, pointer]);
		}
		expect((await staff.patch(path, {})).status).toBe(422);
		expect((await staff.patch(`/incidents/${ended.id}/updates/nosuchupdate`, { body: 'x' })).status).toBe(404);
		expect(await lastPublication(server)).toBe(before);
	});
});

describe('an incident that should never have been', () => {
	test('is out of lists, figures and search, and still at its address with the reason', async () => {
		const { id } = await staff.opened({ title: 'Ensayo general', components: { 'message-history': 'major_outage' } });
		const status = async () =>
			(await page('/api/v1/components/message-history/uptime')).includes('major_outage","because"');
		const before = await status();
		const key = { 'idempotency-key': 'retract-1' };
		const reason = { reason: 'Era un ensayo.' };
		const retracted = await staff.post<IncidentResource>(`/incidents/${id}/retraction`, reason, key);
		expect(retracted.status).toBe(201);
		expect(retracted.body).toMatchObject({ retraction: { reason: { es: 'Era un ensayo.' } }, promises: [] });
		expect((await staff.post(`/incidents/${id}/retraction`, reason, key)).status).toBe(201);
		expect([before, await status()]).toEqual([true, false]);
		for (const path of ['/', '/history', '/history?q=ensayo', '/components/message-history', '/promises']) {
			expect(await page(path)).not.toContain('Ensayo general');
		}
		const answer = await fetch(`${server.url}/incidents/${id}`);
		const html = await answer.text();
		expect(answer.status).toBe(200);
		expect(html).toContain('Era un ensayo.');
		expect(html).toContain('noindex');
		const feed = await page('/history.atom');
		expect(feed).toContain('Retirado: Ensayo general');
		expect(feed).toContain('Era un ensayo.');
		for (const [method, path, body] of [
			['post', 'retraction', reason],
			['post', 'updates', { status: 'monitoring', body: 'x' }],
			['post', 'reopening', { reason: 'x' }],
		] as const) {
			expect((await staff[method](`/incidents/${id}/${path}`, body)).status).toBe(409);
		}
		expect((await staff.patch(`/incidents/${id}`, { title: 'x' })).status).toBe(409);
		expect((await staff.post(`/incidents/${id}/retraction`, {})).body.errors?.[0]?.pointer).toBe('/reason');
	});
});

describe('what alters a promise that has ended', () => {
	test('a resolution that was met is taken back with a public reason, and said to have been met', async () => {
		const ended = await resolved({ title: 'Cerrado antes de tiempo' });
		expect(ended.promises[0]?.outcome).toBe('met');
		const path = `/incidents/${ended.id}/reopening`;
		expect((await staff.post(path, {})).body.errors?.[0]?.pointer).toBe('/body');
		const reopened = await staff.post<IncidentResource>(path, {
			reason: 'Volvió.',
			components: { api: 'partial_outage' },
		});
		expect(reopened.status).toBe(201);
		expect(reopened.body).toMatchObject({
			status: 'investigating',
			resolved_at: null,
			updates: [{ body: { es: 'Volvió.' } }, {}, {}],
			promises: [{ outcome: 'running' }],
			earlier_outcomes: [{ document: 'blip-go', outcome: 'met', reason: { es: 'Volvió.' } }],
		});
		expect(await page('/promises')).toContain('Cerrado antes de tiempo');
		expect((await staff.post(path, { reason: 'Otra vez.' })).status).toBe(409);
	});

	test('a wrong component is corrected once it is over, with a public reason', async () => {
		const { id } = await resolved();
		const components = { reports: 'partial_outage' };
		const refused = await staff.patch(`/incidents/${id}`, { components });
		expect([refused.status, refused.body.errors?.[0]?.pointer]).toEqual([422, '/reason']);
		const { body } = await staff.patch<IncidentResource>(`/incidents/${id}`, { components, reason: 'Era Reportes.' });
		expect(body.components.map(({ slug }) => slug)).toEqual(['reports']);
		expect(body.updates[0]?.amended).toEqual([
			{ field: 'components', from: 'message-delivery: partial_outage', to: 'reports: partial_outage' },
		]);
		expect(await page(`/incidents/${id}`)).toMatch(/decía Envío y recepción de mensajes.*dice Reportes/);
	});
});

test('the next update is promised, kept on the update that promised it, and gone with the next word', async () => {
	const soon = '2098-01-01T16:04:00.000Z';
	const opened = await staff.opened({ next_update_at: soon });
	expect(opened).toMatchObject({ next_update_at: soon, updates: [{ next_update_at: soon }] });
	expect(await page(`/incidents/${opened.id}`)).toContain(`datetime="${soon}"`);
	const path = `/incidents/${opened.id}`;
	const told = await staff.post<IncidentResource>(`${path}/updates`, { status: 'identified', body: 'x' });
	expect(told.body).toMatchObject({
		next_update_at: null,
		updates: [{ next_update_at: null }, { next_update_at: soon }],
	});
	const promised = await staff.patch<IncidentResource>(path, { next_update_at: soon });
	expect(promised.body).toMatchObject({ next_update_at: soon, updates: [{}, {}] });
	for (const later of [null, '2099-01-01T16:04:00.000Z']) {
		const silent = await staff.patch(path, { next_update_at: later });
		expect([silent.status, silent.body.errors?.[0]?.pointer]).toEqual([422, '/reason']);
	}
	const moved = { next_update_at: '2098-01-01T17:04:00Z', reason: 'Necesitamos una hora más.' };
	expect((await staff.patch<IncidentResource>(path, moved)).body.updates[0]?.amended).toEqual([
		{ field: 'next_update_at', from: soon, to: '2098-01-01T17:04:00.000Z' },
	]);
	expect(await page(path)).toMatch(/pasó del 1 ene 2098, 13:04 GMT.3 al 1 ene 2098, 14:04 GMT.3/);
	const withdrawn = { next_update_at: null, reason: 'Ya no esperamos novedades.' };
	expect((await staff.patch<IncidentResource>(path, withdrawn)).body).toMatchObject({
		next_update_at: null,
		updates: [{ body: { es: 'Ya no esperamos novedades.' } }, {}, {}, {}],
	});
	expect(await page(path)).toContain('ya no hay ninguna anunciada');
	for (const answer of [
		await staff.post(`${path}/updates`, { status: 'identified', body: 'x', next_update_at: '2020-01-01T00:00:00Z' }),
		await staff.patch(path, { next_update_at: '2020-01-01T00:00:00Z' }),
		await staff.post('/incidents', newIncident({ next_update_at: '2020-01-01T00:00:00Z' })),
	]) {
		expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, '/next_update_at']);
	}
});

test('of a resolved incident no next update is promised', async () => {
	const { id } = await staff.opened();
	const path = `/incidents/${id}`;
	const next = { next_update_at: '2098-01-01T16:04:00Z' };
	const resolution = { status: 'resolved', body: 'Listo.' };
	const promising = await staff.post(`${path}/updates`, { ...resolution, ...next });
	await staff.post(`${path}/updates`, resolution);
	const answers = [
		promising,
		await staff.patch(path, next),
		await staff.post(`${path}/updates`, { status: 'postmortem', body: 'Era la memoria.', ...next }),
		await staff.patch(`${path}/updates/${(await staff.get<IncidentResource>(path)).body.updates[0]?.id}`, next),
		await staff.post('/incidents', newIncident({ status: 'resolved', ...next })),
	];
	for (const { status, body } of answers) {
		expect([status, body.errors?.[0]?.pointer]).toEqual([422, '/next_update_at']);
	}
});

describe('planned work', () => {
	const over = { planned_start: '2020-03-05T10:00:00Z', planned_end: '2020-03-05T14:00:00Z' };

	async function done(): Promise<MaintenanceResource> {
		const { id } = await staff.scheduled(over);
		const path = `/maintenances/${id}/updates`;
		await staff.post(path, { status: 'in_progress', body: 'x', happened_at: '2020-03-05T10:00:00Z' });
		const end = { status: 'completed', body: 'Listo.', happened_at: '2020-03-05T12:00:00Z' };
		return (await staff.post<MaintenanceResource>(path, end)).body;
	}

	test('that was done can be corrected: its words, its instants, its components', async () => {
		const { id, updates } = await done();
		const path = `/maintenances/${id}`;
		const change = { body: 'Terminado.', happened_at: '2020-03-05T13:00:00Z', reason: 'Terminó una hora después.' };
		const edited = await staff.patch<MaintenanceResource>(`${path}/updates/${updates[0]?.id}`, change);
		expect(edited.body).toMatchObject({
			ended_at: '2020-03-05T13:00:00.000Z',
			updates: [{ edits: [{ body: { es: 'Listo.' }, happened_at: '2020-03-05T12:00:00.000Z' }] }, {}, {}],
		});
		expect(await page(`/maintenance/${id}`)).toMatch(/<summary>Editado el .*Listo\./s);
		const components = ['contacts'];
		expect((await staff.patch(path, { components })).body.errors?.[0]?.pointer).toBe('/reason');
		const { body } = await staff.patch<MaintenanceResource>(path, { components, reason: 'Eran los contactos.' });
		expect(body).toMatchObject({ status: 'completed', components: [{ slug: 'contacts' }] });
		const early = { happened_at: '2020-03-05T09:00:00Z', reason: 'x' };
		const refused = await staff.patch(`${path}/updates/${updates[0]?.id}`, early);
		expect([refused.status, refused.body.errors?.[0]?.pointer]).toEqual([422, '/happened_at']);
	});

	test('that was done goes on, and between the two nothing was done', async () => {
		const { id } = await done();
		const body = { reason: 'Faltaba una tabla.', happened_at: '2020-03-05T13:00:00Z' };
		const reopened = await staff.post<MaintenanceResource>(`/maintenances/${id}/reopening`, body);
		expect(reopened).toMatchObject({ status: 201, body: { status: 'in_progress', ended_at: null } });
		const uptime = '/api/v1/components/reports/uptime?from=2020-03-05T10:00:00Z&to=2020-03-05T14:00:00Z';
		// It was told of afterwards: announced it was not, and no maintenance in the figures.
		expect(JSON.parse(await page(uptime))).toMatchObject({ maintenance_seconds: 0 });
		expect((await staff.post(`/maintenances/${id}/reopening`, body)).status).toBe(409);
	});

	test('that should never have been announced is in no list, and still at its address', async () => {
		const { id } = await staff.scheduled({ title: 'Prueba de anuncio' });
		const { body } = await staff.post<MaintenanceResource>(`/maintenances/${id}/retraction`, { reason: 'Un error.' });
		expect(body.retraction).toMatchObject({ reason: { es: 'Un error.' } });
		for (const path of ['/', '/maintenance', '/history?q=anuncio']) {
			expect(await page(path)).not.toContain('Prueba de anuncio');
		}
		const calendar = await page('/maintenance.ics');
		const event = calendar.slice(calendar.indexOf(`UID:maintenance-${id}@vigente`)).split('END:VEVENT')[0] ?? '';
		for (const line of [
			'STATUS:CANCELLED',
			'SEQUENCE:1',
			'SUMMARY:Retirado: Prueba de anuncio',
			'DESCRIPTION:Un error.',
		])
			expect(event.split('\r\n')).toContain(line);
		const html = await page(`/maintenance/${id}`);
		expect(html).toContain('Un error.');
		expect(html).toContain('noindex');
		expect((await staff.post(`/maintenances/${id}/updates`, { status: 'in_progress', body: 'x' })).status).toBe(409);
		const path = `/maintenances/${(await staff.scheduled(newMaintenance())).id}`;
		await staff.post(`${path}/updates`, { status: 'cancelled', body: 'x' });
		const again = await staff.post<MaintenanceResource>(`${path}/reopening`, { body: 'Sí se hace.' });
		expect(again.body.status).toBe('scheduled');
	});
});
