import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MaintenanceResource } from '../../src/queries/admin/maintenance-resource.ts';
import { startServer, type TestServer } from '../server.ts';
import { Client, lastPublication, newMaintenance } from './client.ts';

let server: TestServer;
let staff: Client;

beforeAll(async () => {
	server = await startServer();
	staff = new Client(server, await server.token('status'));
});
afterAll(() => server.stop());

test('a maintenance is scheduled, moved, started, verified and completed', async () => {
	const scheduled = await staff.post<MaintenanceResource>('/maintenances', newMaintenance());
	expect(scheduled.status).toBe(201);
	const { id } = scheduled.body;
	const path = `/maintenances/${id}`;
	expect(scheduled.headers.get('location')).toBe(`/api/v1${path}`);
	expect(scheduled.body).toMatchObject({
		number: 1,
		title: { es: 'Migración de reportes' },
		status: 'scheduled',
		components: [{ slug: 'reports', name: 'Reportes', status: 'operational' }],
		planned_start: '2030-03-06T02:00:00.000Z',
		planned_end: '2030-03-06T07:00:00.000Z',
		started_at: null,
		ended_at: null,
		inside_window: 'inside',
		automatic: true,
		series: null,
		overlaps: [],
		reminders: [
			{ before_seconds: 604_800, due_at: '2030-02-27T02:00:00.000Z', recorded_at: null },
			{ before_seconds: 86_400, due_at: '2030-03-05T02:00:00.000Z', recorded_at: null },
			{ before_seconds: 3600, due_at: '2030-03-06T01:00:00.000Z', recorded_at: null },
		],
		url: `https://status.example.com/maintenance/${id}`,
	});

	const moved = await staff.patch<MaintenanceResource>(path, {
		planned_end: '2030-03-06T06:00:00-03:00',
		reason: 'Es más larga de lo previsto.',
	});
	expect(moved.body.inside_window).toBe('partly_outside');
	expect(moved.body.updates[0]?.amended).toEqual([
		{ field: 'planned_end', from: '2030-03-06T07:00:00.000Z', to: '2030-03-06T09:00:00.000Z' },
	]);

	const statuses = ['in_progress', 'verifying', 'completed'];
	for (const status of statuses) {
		const answer = await staff.post<MaintenanceResource>(`${path}/updates`, { status, body: `Ahora: ${status}` });
		expect(answer.status).toBe(201);
		const underWay = status === 'completed' ? 'operational' : 'under_maintenance';
		expect(answer.body.components[0]?.status).toBe(underWay);
	}
	const { body } = await staff.get<MaintenanceResource>(path);
	expect(body.updates.map(({ status }) => status)).toEqual([...statuses.toReversed(), 'scheduled', 'scheduled']);
	expect(body.started_at).toBe(body.updates[2]?.happened_at);
	expect(body.ended_at).toBe(body.updates[0]?.happened_at);
});

test('a maintenance by day lies outside of the window', async () => {
	const planned = { planned_start: '2030-03-05T12:00:00-03:00', planned_end: '2030-03-05T13:00:00-03:00' };
	expect((await staff.scheduled(planned)).inside_window).toBe('outside');
});

test('a maintenance can be cancelled, and then stays as it is', async () => {
	const { id } = await staff.scheduled();
	await staff.post(`/maintenances/${id}/updates`, { status: 'cancelled', body: 'Ya no hace falta.' });
	const started = await staff.post(`/maintenances/${id}/updates`, { status: 'in_progress', body: 'x' });
	expect(started.status).toBe(409);
	expect((await staff.patch(`/maintenances/${id}`, { title: 'x' })).status).toBe(409);
});

test.each<[string, object, string]>([
	['ends before it starts', { planned_end: '2030-03-05T22:00:00-03:00' }, '/planned_end'],
	['touches nothing', { components: [] }, '/components'],
	['names a component twice', { components: ['reports', 'reports'] }, '/components'],
	['names an unknown component', { components: ['reports', 'fax'] }, '/components/1'],
	['has an unknown field', { impact: 'none' }, '/impact'],
	['has an unknown way to run', { automatic: 'yes' }, '/automatic'],
	['names exceptions to no rule', { exceptions: ['2030-03-05'] }, '/exceptions'],
	[
		'would run itself when it is over',
		{ planned_start: '2020-03-05T10:00:00Z', planned_end: '2020-03-05T11:00:00Z', automatic: true },
		'/planned_end',
	],
	['has no offset', { planned_start: '2030-03-05T23:00:00' }, '/planned_start'],
])('a maintenance that %s is refused, and nothing is written', async (_, changes, pointer) => {
	const before = await lastPublication(server);
	const answer = await staff.post('/maintenances', newMaintenance(changes));
	expect(answer.status).toBe(422);
	expect(answer.body.errors?.map((flaw) => flaw.pointer)).toEqual([pointer]);
	expect(await lastPublication(server)).toBe(before);
});

test('a window is not moved without a reason', async () => {
	const { id } = await staff.scheduled();
	const answer = await staff.patch(`/maintenances/${id}`, { planned_end: '2030-03-06T04:30:00-03:00' });
	expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/reason' }] } });
});

test('work that is over is recorded by hand', async () => {
	const over = { planned_start: '2020-03-05T10:00:00Z', planned_end: '2020-03-05T11:00:00Z' };
	const { id, automatic, reminders } = await staff.scheduled(over);
	expect({ automatic, reminders }).toEqual({ automatic: false, reminders: [] });
	const itself = await staff.patch(`/maintenances/${id}`, { automatic: true });
	expect(itself).toMatchObject({ status: 422, body: { errors: [{ pointer: '/automatic' }] } });
	const updates = `/maintenances/${id}/updates`;
	await staff.post(updates, { status: 'in_progress', body: 'x', happened_at: '2020-03-05T10:00:00Z' });
	const done = await staff.post<MaintenanceResource>(updates, {
		...{ status: 'completed', body: 'x', happened_at: '2020-03-05T11:00:00Z' },
	});
	expect(done.body).toMatchObject({ started_at: '2020-03-05T10:00:00.000Z', ended_at: '2020-03-05T11:00:00.000Z' });
	expect((await staff.post(updates, { status: 'completed', body: 'x' })).status).toBe(409);
});

test('whether it runs itself can be changed', async () => {
	const { id } = await staff.scheduled();
	const changed = await staff.patch<MaintenanceResource>(`/maintenances/${id}`, { automatic: false });
	expect(changed).toMatchObject({ status: 200, body: { automatic: false } });
	expect(changed.body.updates).toHaveLength(1);
});

test('two that overlap on a component are allowed, and told of each other', async () => {
	const window = (from: number, to: number) => ({
		components: ['contacts', 'api'],
		planned_start: `2031-05-05T0${from}:00:00Z`,
		planned_end: `2031-05-05T0${to}:00:00Z`,
	});
	const first = await staff.scheduled(window(1, 3));
	const second = await staff.scheduled(window(2, 4));
	expect(second.overlaps).toEqual([first.id]);
	expect((await staff.scheduled(window(4, 5))).overlaps).toEqual([]);
	expect((await staff.scheduled({ ...window(1, 3), components: ['chatbots'] })).overlaps).toEqual([]);
	const read = () => staff.get<MaintenanceResource>(`/maintenances/${first.id}`);
	expect((await read()).body.overlaps).toEqual([second.id]);
	await staff.post(`/maintenances/${second.id}/updates`, { status: 'cancelled', body: 'x' });
	expect((await read()).body.overlaps).toEqual([]);
});
