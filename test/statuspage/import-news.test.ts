import { beforeEach, describe, expect, test } from 'vitest';
import { amendIncident } from '../../src/commands/amend-incident.ts';
import { importStatuspage } from '../../src/commands/import-statuspage.ts';
import { postIncidentUpdate } from '../../src/commands/post-incident-update.ts';
import type { Incident } from '../../src/domain/incidents/incident.ts';
import { timelineOf } from '../../src/domain/status/status.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { writtenBy } from '../written-by.ts';
import { affected, incident, maintenance, summary, update, work } from './statuspage-builders.ts';
import { item, rss, said } from './statuspage-feeds.ts';

const now = Date.parse('2026-03-02T12:00:00Z');
const [latest, first] = incident().incident_updates;
const resolution = update({
	id: 'update000003',
	status: 'resolved',
	body: 'Bright again.',
	created_at: '2026-03-02T11:00:00.500Z',
	display_at: '2026-03-02T11:00:00.500Z',
});
const resolved = incident({
	status: 'resolved',
	resolved_at: '2026-03-02T11:00:00.500Z',
	incident_updates: [resolution, latest, first],
});
let stores: Stores;

beforeEach(() => {
	stores = openStores(openDatabase(':memory:'), { groups: [], components: [] });
});

describe('a later import', () => {
	test('brings the updates that came since, and the resolution', async () => {
		await load(summary());
		expect(await load(summary({ incidents: [resolved] }))).toMatchObject({ incidents: 0, updated: 1 });
		const found = await stores.incidents.find('dimlamps0001');
		expect(found).toMatchObject({ status: 'resolved', resolvedAt: Date.parse('2026-03-02T11:00:00.500Z') });
		expect(found?.updates.map(({ id }) => id)).toEqual(['update000001', 'update000002', 'update000003']);
	});

	test('puts what an earlier one lacked where it belongs, once', async () => {
		await load(summary({ incidents: [incident({ incident_updates: [latest] })] }));
		await load(summary());
		expect(await load(summary())).toMatchObject({ updated: 0 });
		const found = await stores.incidents.find('dimlamps0001');
		expect(found?.updates.map(({ id }) => id)).toEqual(['update000001', 'update000002']);
		expect(found?.changes.map(({ updateId }) => updateId)).toEqual(['update000001', 'update000002', null]);
	});

	test('leaves known texts, and what staff changed here', async () => {
		await load(summary());
		await amendIncident(
			stores,
			'dimlamps0001',
			{ title: { en: 'Ours' }, impact: 'minor', reason: { en: 'In our words.' } },
			writtenBy('ann'),
			now,
			() => {},
		);
		const words = { status: 'resolved' as const, body: { en: 'We say so.' }, components: {}, happenedAt: now };
		await postIncidentUpdate(stores, 'dimlamps0001', words, writtenBy('ann'), now, () => {});
		const reworded = update({ id: 'update000001', body: 'Other words.' });
		await load(summary({ incidents: [incident({ incident_updates: [latest, reworded] })] }));
		const found = await stores.incidents.find('dimlamps0001');
		expect(found).toMatchObject({ title: { en: 'Ours' }, impact: 'minor', status: 'resolved', resolvedAt: now });
		expect(found?.updates[0]?.body.en).toContain('The lamps are **dim**');
		expect(found?.updates).toHaveLength(4);
	});

	test('brings the postmortem', async () => {
		await load(summary({ incidents: [resolved] }));
		const why = { ...resolution, id: 'update000004', status: 'postmortem', created_at: '2026-03-02T23:00:00.000Z' };
		const told = incident({ ...resolved, status: 'postmortem', incident_updates: [why, resolution, latest, first] });
		await load(summary({ incidents: [told] }));
		expect((await stores.incidents.find('dimlamps0001'))?.status).toBe('postmortem');
	});

	describe('of an incident that was reopened there', () => {
		const [when, until] = ['2026-03-02T11:20:00.000Z', '2026-03-02T11:40:00.000Z'];
		const again = update({
			id: 'update000004',
			status: 'investigating',
			body: 'Dim again.',
			created_at: when,
			display_at: when,
		});
		const dim = { ...again, affected_components: [affected('lamps', 'partial_outage')] };
		const end = update({
			id: 'update000005',
			status: 'resolved',
			body: 'Bright.',
			created_at: until,
			display_at: until,
		});
		const reopened = incident({ status: 'investigating', incident_updates: [dim, resolution, latest, first] });
		const ended = incident({
			...resolved,
			resolved_at: until,
			incident_updates: [end, dim, resolution, latest, first],
		});
		const found = () => stores.incidents.find('dimlamps0001');
		const spans = async () => {
			const incidents = [(await found()) as Incident];
			const facts = { incidents, maintenances: [], overrides: [], observations: [], unknowns: [] };
			const range = { start: Date.parse('2026-03-02T10:30Z'), end: Date.parse('2026-03-02T11:50Z') };
			const minute = (at: number) => new Date(at).toISOString().slice(11, 16);
			return timelineOf('lamps', range, facts).map(({ start, status }) => `${minute(start)} ${status}`);
		};
		const between = ['10:30 major_outage', '11:00 operational', '11:20 partial_outage'];

		test('reopens it here: it was well in between, and the resolution stays readable', async () => {
			await load(summary({ incidents: [resolved] }));
			expect(await load(summary({ incidents: [reopened] }))).toMatchObject({ incidents: 0, updated: 1 });
			expect(await found()).toMatchObject({ status: 'investigating', resolvedAt: null });
			expect((await found())?.updates.map(({ status }) => status)).toEqual([
				'investigating',
				'identified',
				'resolved',
				'investigating',
			]);
			expect(await spans()).toEqual(between);
			expect(await load(summary({ incidents: [reopened] }))).toMatchObject({ updated: 0 });
		});

		test.each([
			['at once', [ended]],
			['one after the other', [reopened, ended]],
		])('and resolved again is over from then on, heard %s', async (_, later) => {
			for (const one of [resolved, ...later]) await load(summary({ incidents: [one] }));
			expect(await found()).toMatchObject({ status: 'resolved', resolvedAt: Date.parse(until) });
			expect(await spans()).toEqual([...between, '11:40 operational']);
			expect(await load(summary({ incidents: [ended] }))).toMatchObject({ updated: 0 });
		});

		test('is the same as if it was heard of then only', async () => {
			for (const one of [resolved, ended]) await load(summary({ incidents: [one] }));
			const [late, lateSpans] = [await found(), await spans()];
			stores = openStores(openDatabase(':memory:'), { groups: [], components: [] });
			await load(summary({ incidents: [ended] }));
			expect(late).toMatchObject({ ...(await found()), changes: expect.anything() });
			expect(lateSpans).toEqual(await spans());
		});

		test('leaves it over where staff here ended it later', async () => {
			await load(summary());
			const words = { status: 'resolved' as const, body: { en: 'Over.' }, components: {}, happenedAt: now };
			await postIncidentUpdate(stores, 'dimlamps0001', words, writtenBy('ann'), now, () => {});
			await load(summary({ incidents: [reopened] }));
			expect(await found()).toMatchObject({ status: 'resolved', resolvedAt: now });
		});

		test('and one that staff reopened here is not ended by a resolution that is known', async () => {
			await load(summary({ incidents: [resolved] }));
			const words = { status: 'investigating' as const, body: { en: 'Dim again.' }, components: {}, happenedAt: now };
			await postIncidentUpdate(stores, 'dimlamps0001', words, writtenBy('ann'), now, () => {});
			expect(await load(summary({ incidents: [resolved] }))).toMatchObject({ updated: 0 });
			expect(await found()).toMatchObject({ status: 'investigating', resolvedAt: null });
		});
	});

	test('of the same changes nothing, not even the number of the publication', async () => {
		const all = [summary({ scheduled_maintenances: [maintenance()] }), rss(item())];
		await load(...all);
		const before = stores.publications.current();
		expect(await load(...all)).toMatchObject({ components: 0, incidents: 0, maintenances: 0, updated: 0 });
		expect(stores.publications.current()).toBe(before);
	});
});

describe('a maintenance', () => {
	const scheduled = maintenance({
		status: 'scheduled',
		resolved_at: null,
		incident_updates: [work('scheduled', 'work00000001', '2026-03-01T09:00:00.000Z')],
	});

	test('keeps what was planned and what was done apart', async () => {
		expect(await load(summary({ scheduled_maintenances: [maintenance()] }))).toMatchObject({ maintenances: 1 });
		expect(await stores.maintenances.find('oilchange001')).toMatchObject({
			title: { en: 'Oil change' },
			status: 'completed',
			components: ['oil-delivery'],
			planned: { start: Date.parse('2026-03-03T02:00:00Z'), end: Date.parse('2026-03-03T03:00:00Z') },
			startedAt: Date.parse('2026-03-03T02:04:00Z'),
			endedAt: Date.parse('2026-03-03T02:50:00.500Z'),
			publishedAt: Date.parse('2026-03-01T09:00:00Z'),
		});
	});

	test('goes on with the next import', async () => {
		await load(summary({ scheduled_maintenances: [scheduled] }));
		expect(await stores.maintenances.find('oilchange001')).toMatchObject({ status: 'scheduled', startedAt: null });
		expect(await load(summary({ scheduled_maintenances: [maintenance()] }))).toMatchObject({ updated: 1 });
		const found = await stores.maintenances.find('oilchange001');
		expect(found).toMatchObject({ status: 'completed', startedAt: Date.parse('2026-03-03T02:04:00Z') });
		expect(found?.updates.map(({ status }) => status)).toEqual(['scheduled', 'in_progress', 'completed']);
	});

	test('follows a window that was moved there', async () => {
		await load(summary({ scheduled_maintenances: [scheduled] }));
		await load(summary({ scheduled_maintenances: [{ ...scheduled, scheduled_until: '2026-03-03T04:00:00.000Z' }] }));
		expect((await stores.maintenances.find('oilchange001'))?.planned.end).toBe(Date.parse('2026-03-03T04:00:00Z'));
	});

	test('under way explains the status of its components', async () => {
		const underWay = maintenance({
			status: 'in_progress',
			resolved_at: null,
			incident_updates: maintenance().incident_updates.slice(1),
		});
		const page = summary({ incidents: [], scheduled_maintenances: [underWay] });
		const components = page.components.map((one) => ({ ...one, status: 'under_maintenance' })).slice(1);
		await load({ ...page, components });
		expect(await stores.overrides.during({ start: 0, end: now })).toEqual([]);
	});
});

describe('a page and its feed', () => {
	const feed = rss(
		item({
			html:
				said('Mar 2', '11:00', 'Resolved', 'Bright again.') +
				said('Mar 2', '10:30', 'Identified', 'Found it.') +
				said('Mar 2', '10:05', 'Investigating', 'We are looking.'),
		}),
	);
	const json = summary({ incidents: [resolved] });

	test.each([
		['the page first', [json, feed]],
		['the feed first', [feed, json]],
	])('tell the same updates once, %s', async (_, files) => {
		for (const file of files) await load(file);
		expect(await load(feed, json)).toMatchObject({ updated: 0 });
		const found = await stores.incidents.find('dimlamps0001');
		expect(found?.updates.map(({ status }) => status)).toEqual(['investigating', 'identified', 'resolved']);
	});

	test('which tells more than the feed, is heard after it too', async () => {
		await load(feed);
		await load(json);
		const found = await stores.incidents.find('dimlamps0001');
		expect(found).toMatchObject({ impact: 'major', startedAt: Date.parse('2026-03-02T10:01:00Z') });
		expect(found?.changes.map(({ status }) => status)).toEqual(['degraded_performance', 'major_outage']);
		expect(found?.changes.map(({ updateId }) => updateId)).toEqual(found?.updates.slice(0, 2).map(({ id }) => id));
		expect(found?.updates[0]?.body.en).toBe('We are looking.');
	});

	test('is known to the feed by what it lacks', async () => {
		await load(summary());
		await load(feed);
		const found = await stores.incidents.find('dimlamps0001');
		expect(found).toMatchObject({ status: 'resolved', resolvedAt: Date.parse('2026-03-02T11:00Z'), impact: 'major' });
		expect(found?.updates).toHaveLength(3);
	});

	test('tell two updates of one minute as two', async () => {
		const twice = said('Mar 2', '10:05', 'Update', 'b') + said('Mar 2', '10:05', 'Investigating', 'a');
		await load(rss(item({ html: twice })));
		await load(rss(item({ html: twice })));
		expect((await stores.incidents.find('dimlamps0001'))?.updates).toHaveLength(2);
	});

	test('that name a component which comes later are taken as they are', async () => {
		const gone = update({ affected_components: [affected('fog', 'major_outage')] });
		await load(summary({ incidents: [incident({ components: [], incident_updates: [gone] })] }));
		expect((await stores.incidents.find('dimlamps0001'))?.changes).toEqual([]);
	});
});

async function load(...files: (object | string)[]) {
	const sources = files.map((file, index) => {
		return { file: `file-${index + 1}`, source: typeof file === 'string' ? file : JSON.stringify(file) };
	});
	return importStatuspage(stores, sources, writtenBy('cli'), now);
}
