import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MaintenanceResource } from '../../src/queries/admin/maintenance-resource.ts';
import type { MaintenanceSeriesResource } from '../../src/queries/admin/maintenance-series-resource.ts';
import { inPaces } from '../pace.ts';
import { startServer, type TestServer } from '../server.ts';
import { Client, lastPublication, newMaintenance } from './client.ts';

let server: TestServer;
let staff: Client;

beforeAll(async () => {
	server = await startServer();
	staff = new Client(server, await server.token('status'));
});
afterAll(() => server.stop());

/** 5 March 2030 is a Tuesday. */
const weekly = { rrule: 'FREQ=WEEKLY;BYDAY=TU' };

async function numberOfMaintenances(): Promise<number> {
	const { body } = await staff.get<{ maintenances: MaintenanceResource[] }>('/maintenances?limit=1');
	return body.maintenances[0]?.number ?? 0;
}

async function seriesOf(changes: object = {}): Promise<NonNullable<MaintenanceResource['series']>> {
	const { series } = await staff.scheduled({ ...weekly, ...changes });
	if (!series) throw new Error('There is no series');
	return series;
}

describe('a rule', () => {
	test('schedules the next twelve, as one publication; the first one is answered', async () => {
		const before = await lastPublication(server);
		const made = await staff.post<MaintenanceResource>(
			'/maintenances',
			newMaintenance({ ...weekly, exceptions: ['2030-03-12'] }),
		);
		expect(made.status).toBe(201);
		expect(made.headers.get('location')).toBe(`/api/v1/maintenances/${made.body.id}`);
		expect(await lastPublication(server)).toBe(before + 1);
		const { series } = made.body;
		expect(series).toMatchObject({ rrule: weekly.rrule, exceptions: ['2030-03-12'] });
		expect(series?.occurrences).toHaveLength(12);
		expect(series?.occurrences.slice(0, 2)).toEqual([
			{ id: made.body.id, planned_start: '2030-03-06T02:00:00.000Z', planned_end: '2030-03-06T07:00:00.000Z' },
			{ id: expect.any(String), planned_start: '2030-03-20T02:00:00.000Z', planned_end: '2030-03-20T07:00:00.000Z' },
		]);
		const second = await staff.get<MaintenanceResource>(`/maintenances/${series?.occurrences[1]?.id}`);
		expect(second.body).toMatchObject({ status: 'scheduled', series, number: made.body.number + 1 });
		expect((await staff.get(`/maintenance-series/${series?.id}`)).status).toBe(200);
	});

	test('that does not give the planned start begins with the first one after it', async () => {
		const [first] = (await seriesOf({ rrule: 'FREQ=WEEKLY;BYDAY=SU' })).occurrences;
		expect(first?.planned_start).toBe('2030-03-11T02:00:00.000Z');
	});

	test.each([
		['FREQ=HOURLY'],
		['FREQ=MINUTELY;INTERVAL=5'],
		['FREQ=SECONDLY'],
		['DTSTART:20300305T230000\nRRULE:FREQ=WEEKLY'],
		['every tuesday'],
		['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31'],
		['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'],
		['FREQ=DAILY;UNTIL=20200101T000000Z'],
		['FREQ=DAILY;BYHOUR=1,2,3'],
	])('%j is refused at once, and nothing is written', async (rrule) => {
		const before = [await lastPublication(server), await numberOfMaintenances()];
		const started = performance.now();
		const answer = await staff.post('/maintenances', newMaintenance({ rrule }));
		expect(inPaces(performance.now() - started)).toBeLessThan(250);
		expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/rrule' }] } });
		expect([await lastPublication(server), await numberOfMaintenances()]).toEqual(before);
	});

	test('whose occurrences would overlap is refused', async () => {
		const planned = { planned_end: '2030-03-07T00:00:00-03:00' };
		const answer = await staff.post('/maintenances', newMaintenance({ ...planned, rrule: 'FREQ=DAILY' }));
		expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/rrule' }] } });
		expect(answer.body.detail).toContain('would still last');
	});

	test.each([
		[{ ...weekly, planned_end: '2030-03-05T22:00:00-03:00' }, '/planned_end'],
		[{ ...weekly, exceptions: ['12/03/2030'] }, '/exceptions/0'],
		[{ ...weekly, components: ['fax'] }, '/components/0'],
	])('with %j is refused', async (changes, pointer) => {
		const answer = await staff.post('/maintenances', newMaintenance(changes));
		expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
	});

	test('posted twice with one key makes one series', async () => {
		const headers = { 'idempotency-key': 'series' };
		const first = await staff.post<MaintenanceResource>('/maintenances', newMaintenance(weekly), headers);
		const number = await numberOfMaintenances();
		const again = await staff.post<MaintenanceResource>('/maintenances', newMaintenance(weekly), headers);
		expect(again.headers.get('idempotency-replayed')).toBe('true');
		expect(again.text).toBe(first.text);
		// As if the server had died between writing and answering.
		const database = new Sqlite(server.databaseUrl.replace('file:', ''));
		database.prepare('UPDATE receipts SET answer = NULL').run();
		database.close();
		const recalled = await staff.post<MaintenanceResource>('/maintenances', newMaintenance(weekly), headers);
		expect(recalled.text).toBe(first.text);
		expect(recalled.headers.get('location')).toBe(first.headers.get('location'));
		expect(await numberOfMaintenances()).toBe(number);
	});
});

describe('a series', () => {
	test('is filled up soon after an occurrence was cancelled', async () => {
		const { id, occurrences } = await seriesOf();
		const cancelled = occurrences[2]?.id;
		await staff.post(`/maintenances/${cancelled}/updates`, { status: 'cancelled', body: 'Feriado.' });
		const read = async () => (await staff.get<MaintenanceSeriesResource>(`/maintenance-series/${id}`)).body.occurrences;
		await expect.poll(async () => (await read()).length, { timeout: 3000 }).toBe(12);
		expect((await read()).map((one) => one.id)).not.toContain(cancelled);
		expect((await read()).at(-1)?.planned_start).toBe('2030-05-29T02:00:00.000Z');
	});

	test('is ended: what is scheduled is cancelled in one publication, and says why', async () => {
		const { id, occurrences } = await seriesOf();
		const before = await lastPublication(server);
		const ended = await staff.delete<MaintenanceSeriesResource>(`/maintenance-series/${id}`);
		expect(ended).toMatchObject({ status: 200, body: { id, occurrences: [] } });
		expect(ended.body.ended_at).not.toBeNull();
		expect(await lastPublication(server)).toBe(before + 1);
		const { body } = await staff.get<MaintenanceResource>(`/maintenances/${occurrences[5]?.id}`);
		expect(body).toMatchObject({ status: 'cancelled', planned_start: occurrences[5]?.planned_start });
		expect(body.updates[0]?.body.es).toBe('Cancelado: este mantenimiento ya no se repetirá.');
		expect((await staff.delete(`/maintenance-series/${id}`)).status).toBe(409);
		await new Promise((resolve) => setTimeout(resolve, 1200));
		expect(await lastPublication(server)).toBe(before + 1);
	});

	test('is ended only as it was seen', async () => {
		const { id, occurrences } = await seriesOf();
		const seen = await staff.get(`/maintenance-series/${id}`);
		const match = { 'if-match': seen.headers.get('etag') ?? '' };
		const moved = { planned_end: '2030-03-06T05:00:00-03:00', reason: 'Más larga.' };
		await staff.patch(`/maintenances/${occurrences[0]?.id}`, moved);
		expect((await staff.delete(`/maintenance-series/${id}`, match)).status).toBe(412);
		const { headers } = await staff.get(`/maintenance-series/${id}`);
		expect((await staff.delete(`/maintenance-series/${id}`, { 'if-match': headers.get('etag') ?? '' })).status).toBe(
			200,
		);
	});

	test('is listed, newest first, a page at a time', async () => {
		const { id } = await seriesOf();
		const page = await staff.get<{ maintenance_series: MaintenanceSeriesResource[] }>('/maintenance-series?limit=1');
		expect(page.body.maintenance_series.map((one) => one.id)).toEqual([id]);
		const next = /<\/api\/v1(.+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1] ?? '';
		const rest = await staff.get<{ maintenance_series: MaintenanceSeriesResource[] }>(next);
		expect(rest.body.maintenance_series).toHaveLength(1);
		expect(rest.body.maintenance_series[0]?.id).not.toBe(id);
	});
});
