import { expect, test } from 'vitest';
import { importingFrom, incidentsIn, worksIn } from './importing.ts';

const seconds = (text: string) => Date.parse(text) / 1000;
const monitors = {
	monitors: [
		{ tag: 'web', name: 'Website', description: 'What people see', is_hidden: 'NO', status: 'ACTIVE' },
		{ tag: 'cellar', name: 'Cellar', description: null, is_hidden: 'YES', status: 'ACTIVE' },
	],
};
const started = seconds('2026-03-01T10:00:00Z');
const ended = seconds('2026-03-01T11:00:00Z');

function incident(given: object = {}) {
	return {
		...{ id: 4, title: 'The website was dark', start_date_time: started, end_date_time: ended, state: 'RESOLVED' },
		...{ monitors: [{ monitor_tag: 'web', impact: 'DOWN' }], created_at: '2026-03-01T10:05:00.000Z' },
		...{ url: 'https://status.lantern.example/incidents/4', ...given },
	};
}

function comment(id: number, state: string, timestamp: number, text: string) {
	return { ...{ id, incident_id: 4, comment: text, timestamp, state }, created_at: '2026-03-01T10:05:00.000Z' };
}

const dark = comment(57, 'INVESTIGATING', started, 'It is dark.');
const light = comment(58, 'RESOLVED', ended, 'It is light.');

test('a history comes with its comments and monitors, once', async () => {
	const { stores, load } = importingFrom('kener');
	const files = {
		...{ 'monitors.json': monitors, 'incidents.json': { incidents: [incident()] } },
		'comments-4.json': { comments: [light, dark] },
	};
	expect(await load(files)).toMatchObject({
		pages: ['status.lantern.example'],
		components: 1,
		incidents: 1,
		notes: [],
	});
	expect(await incidentsIn(stores)).toEqual([
		{
			...{ title: 'The website was dark', status: 'resolved', impact: 'critical' },
			...{ startedAt: '2026-03-01T10:00Z', resolvedAt: '2026-03-01T11:00Z' },
			updates: [
				['2026-03-01T10:00Z', 'investigating', 'It is dark.'],
				['2026-03-01T11:00Z', 'resolved', 'It is light.'],
			],
			changes: [['2026-03-01T10:00Z', 'website', 'major_outage']],
		},
	]);
	expect(await load(files)).toMatchObject({ components: 0, incidents: 0, updated: 0 });
});

test('version 3 has lists alone, in which what is closed was deleted', async () => {
	const { stores, load } = importingFrom('kener');
	const old = (given: object) => ({
		...incident(given),
		...{ url: undefined, monitors: [{ monitor_tag: 'web', monitor_impact: 'DEGRADED' }] },
	});
	const said = [dark, { ...light, status: 'INACTIVE' }].map(({ timestamp, ...one }) => ({
		...one,
		commented_at: timestamp,
	}));
	const files = {
		'incidents.json': [
			old({ status: 'OPEN', state: 'INVESTIGATING', end_date_time: null }),
			old({ id: 5, title: 'Gone', status: 'CLOSED' }),
			old({ id: 6, title: 'New lamps', status: 'OPEN', incident_type: 'MAINTENANCE' }),
		],
		...{ 'comments.json': said, 'monitors.json': monitors.monitors },
	};
	await expect(load(files)).rejects.toThrow('add --page');
	expect(await load(files, { url: 'https://status.lantern.example' })).toMatchObject({ incidents: 1, maintenances: 1 });
	expect(await incidentsIn(stores)).toMatchObject([
		{ status: 'investigating', resolvedAt: null, changes: [['2026-03-01T10:00Z', 'website', 'degraded_performance']] },
	]);
	expect(await worksIn(stores)).toMatchObject([
		{ title: 'New lamps', status: 'completed', from: '2026-03-01T10:00Z', until: '2026-03-01T11:00Z' },
	]);
});

test('events of maintenance come as they are planned, and a cancelled one is cancelled', async () => {
	const { stores, load } = importingFrom('kener');
	const event = (given: object = {}) => ({
		...{ maintenance_id: 1, event_id: 9, maintenance_title: 'New lamps', maintenance_description: 'All lamps.' },
		event_start_date_time: seconds('2026-03-20T02:00:00Z'),
		event_end_date_time: seconds('2026-03-20T04:00:00Z'),
		...{ event_status: 'SCHEDULED', monitors: [{ monitor_tag: 'web', impact: 'MAINTENANCE' }] },
		...{ url: 'https://status.lantern.example/maintenances/9', ...given },
	});
	await load({ 'm.json': monitors, 'e.json': { events: [event()], page: 1, limit: 20, total: 1 } });
	expect(await worksIn(stores)).toMatchObject([
		{ title: 'New lamps', status: 'scheduled', components: ['website'], from: '2026-03-20T02:00Z' },
	]);
	expect(await load({ 'e.json': { events: [event({ event_status: 'CANCELLED' })] } })).toMatchObject({ updated: 1 });
	expect(await worksIn(stores)).toMatchObject([{ status: 'cancelled' }]);
});
