import { beforeEach, describe, expect, test } from 'vitest';
import { importStatuspage } from '../../src/commands/import-statuspage.ts';
import { LeftOutError } from '../../src/files/content-error.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { writtenBy } from '../written-by.ts';
import { component, incident, maintenance, summary, update, work } from './statuspage-builders.ts';
import { item, rss, said } from './statuspage-feeds.ts';

let stores: Stores;

beforeEach(() => {
	stores = openStores(openDatabase(':memory:'), { groups: [], components: [] });
});

const gone = update({
	affected_components: [{ code: 'legacyftp001', name: 'Legacy FTP', new_status: 'major_outage' }],
});

const odd: [string, object, string][] = [
	[
		'a status of a component',
		{ components: [component('oil', 'Oil', 1, 'on_fire')] },
		'components[0] "Oil": left out: status: expected "operational" or',
	],
	[
		'an instant',
		{ incidents: [incident({ created_at: 'yesterday' })] },
		'incidents[0] "Dim lamps": left out: created_at: expected an instant',
	],
	[
		'an instant of another age',
		{ incidents: [incident({ created_at: '0001-01-01T00:00:00Z' })] },
		'incidents[0] "Dim lamps": left out: created_at: expected an instant from 2000 to 2099',
	],
	[
		'an instant without its zone',
		{ incidents: [incident({ incident_updates: [update({ display_at: '2026-03-02T10:00:00' })] })] },
		'incidents[0] "Dim lamps": left out: incident_updates[0].display_at: expected an instant',
	],
	[
		'a missing name',
		{ incidents: [incident({ name: undefined })] },
		'incidents[0] "dimlamps0001": left out: name: expected a string, found nothing',
	],
	[
		'a resolution without an instant',
		{ incidents: [incident({ status: 'resolved' })] },
		'incidents[0] "Dim lamps": left out: resolved_at: expected an instant when the incident is resolved, and null while it is not, found nothing and the status "resolved"',
	],
	[
		'an incident without a word',
		{ incidents: [incident({ incident_updates: [] })] },
		'incidents[0] "Dim lamps": left out: incident_updates: expected at least one',
	],
	[
		'a status that nobody knows',
		{ incidents: [incident({ status: 'thinking' })] },
		'incidents[0] "Dim lamps": left out: status: expected "investigating" or',
	],
	[
		'what has yet to happen',
		{ incidents: [incident({ incident_updates: [update({ created_at: '2042-01-01T00:00:00.000Z' })] })] },
		'Lantern Co.: "Dim lamps": left out: expected nothing that has yet to happen, found 2042-01-01T00:00:00.000Z',
	],
	[
		'an update of years before',
		{ incidents: [incident({ incident_updates: [update({ display_at: '2001-01-01T00:00:00.000Z' })] })] },
		'Lantern Co.: "Dim lamps": left out: expected updates of its own time',
	],
	[
		'an end before everything that is told',
		{ incidents: [incident({ status: 'resolved', resolved_at: '2026-01-02T10:00:00.000Z' })] },
		'Lantern Co.: "Dim lamps": left out: expected an end that does not come before everything else',
	],
	[
		'work that was over before its time',
		{ scheduled_maintenances: [maintenance({ status: 'completed', resolved_at: '2042-03-03T02:00:00.000Z' })] },
		'Lantern Co.: "Oil change": left out: expected nothing that has yet to happen, found 2042',
	],
	[
		'a window without a length',
		{ scheduled_maintenances: [maintenance({ scheduled_until: '2026-03-03T02:00:00.000Z' })] },
		'scheduled_maintenances[0] "Oil change": left out: scheduled_until: expected an instant after scheduled_for',
	],
	['no record at all', { incidents: ['?'] }, 'incidents[0]: left out: expected a map, found a text'],
	[
		'an id that no address could have',
		{ incidents: [incident({ id: '../..' })] },
		'incidents[0] "Dim lamps": left out: id: expected an id of at most 100 letters',
	],
];

describe('an odd record is left out by name, and the others come', () => {
	const good = incident({ id: 'fogbank00001', name: 'Fog', incident_updates: [update({ id: 'fogupdate001' })] });

	test.each(odd)('%s', async (_, given, expected) => {
		const page = summary(given);
		const { notes, incidents } = await load(JSON.stringify({ ...page, incidents: [...page.incidents, good] }));
		expect(notes).toEqual([expect.stringContaining(expected)]);
		expect(incidents).toBe(page.incidents.length + 1 - Number('incidents' in given));
		expect(await stores.incidents.find('fogbank00001')).toMatchObject({ title: { en: 'Fog' } });
	});

	test.each(odd)('%s: with strict, nothing comes', async (_, given, expected) => {
		const error = await load(JSON.stringify(summary(given)), { strict: true }).catch((reason) => reason);
		expect(error).toBeInstanceOf(LeftOutError);
		expect(error.lines).toEqual([expect.stringContaining(expected), 'nothing was imported (--strict)']);
		expect(stores.publications.current()).toBe(0);
	});

	test('a component that the page no longer has, and the incident comes', async () => {
		const said = 'Lantern Co.: "Dim lamps": left out that it affected what the page no longer has: Legacy FTP';
		const source = JSON.stringify(summary({ incidents: [incident({ incident_updates: [gone] })] }));
		await expect(load(source, { strict: true })).rejects.toBeInstanceOf(LeftOutError);
		expect(await load(source)).toMatchObject({ incidents: 1, notes: [said] });
	});

	test('an id that is there twice', async () => {
		const { notes, incidents } = await load(JSON.stringify(summary({ incidents: [incident(), incident()] })));
		expect([notes, incidents]).toEqual([
			['file-1: incidents[1] "Dim lamps": left out: expected each id once: "dimlamps0001" is repeated'],
			1,
		]);
	});

	test('an update that two incidents have', async () => {
		const other = incident({ id: 'dimlamps0002' });
		const { notes } = await load(JSON.stringify(summary({ incidents: [incident(), other] })));
		expect(notes).toEqual([expect.stringContaining('expected each id once: "update update000002" is repeated')]);
	});

	test('an item of a feed', async () => {
		const story = said('Mar 2', '10:30', 'Gelöst', 'x');
		const { notes, incidents } = await load(rss(item(), item({ id: 'fogbank00001', title: 'Fog', html: story })));
		expect([notes, incidents]).toEqual([[expect.stringContaining('file-1: item 2 "Fog": left out: expected "Inv')], 1]);
	});

	test('a moment of a feed', async () => {
		const story = said('Mon 2', '10:30', 'Resolved', 'x');
		const { notes } = await load(rss(item(), item({ id: 'fogbank00001', title: 'Fog', html: story })));
		expect(notes).toEqual([
			'file-1: item 2 "Fog": left out: expected a date such as "Dec 24, 06:20 UTC", found "Mon 2, 10:30 UTC"',
		]);
	});
});

describe('older answers are read', () => {
	test.each([
		['of 2016, in which nothing was affected', [{ name: 'No components were affected by this update.' }]],
		['with nothing', null],
		['with nothing in a list', [null]],
		['with an empty list', []],
	])('%s', async (_, affected_components) => {
		const told = incident({ incident_updates: [update({ affected_components })] });
		const works = maintenance({ incident_updates: [update({ affected_components, status: 'completed' })] });
		const report = await load(JSON.stringify(summary({ incidents: [told], scheduled_maintenances: [works] })));
		expect(report).toMatchObject({ incidents: 1, maintenances: 1, notes: [] });
	});
});

describe('ids of any form', () => {
	test.each([
		['a ULID', '01JMZ8Q6ZC3V0R5XH2T7KD9WAB'],
		['a UUID', '3f0c1a52-7d0e-4a6c-9a38-0c8f4b1c2d3e'],
		['a number', '4711'],
		['a word', 'inc_x7'],
	])('%s is kept beside one of ours, which is the same every time', async (_, id) => {
		const told = incident({ id, incident_updates: [update({ id: `${id}-1` })] });
		const page = JSON.stringify(summary({ incidents: [told] }));
		await load(page);
		expect(await load(page)).toMatchObject({ incidents: 0, updated: 0 });
		const [found, ...others] = await stores.incidents.list(null, 9);
		expect([found?.externalId, others]).toEqual([id, []]);
		expect(found?.id).toMatch(/^[a-z0-9]{12}$/);
		expect(found?.updates[0]?.id).toMatch(/^[a-z0-9]{12}$/);
	});

	test('of 12 characters stay what they are', async () => {
		await load(JSON.stringify(summary()));
		expect(await stores.incidents.find('dimlamps0001')).toMatchObject({ externalId: 'dimlamps0001' });
	});

	test('that are numbers are those of their page', async () => {
		const told = summary({ incidents: [incident({ id: 7 })] });
		const other = { ...told.page, id: 'otherpage001', url: 'https://status.other.example' };
		const second = incident({ id: 7, incident_updates: [update({ id: 'update000009' })] });
		await load(JSON.stringify(told));
		await load(JSON.stringify({ page: other, incidents: [second] }));
		expect(await stores.incidents.list(null, 9)).toHaveLength(2);
	});

	test('are the same in the feed of a page', async () => {
		const id = '01JMZ8Q6ZC3V0R5XH2T7KD9WAB';
		await load(JSON.stringify(summary({ incidents: [incident({ id })] })));
		expect(await load(rss(item({ id })))).toMatchObject({ incidents: 0 });
	});
});

describe('a text', () => {
	test('loses characters that feeds cannot say, and that is said', async () => {
		const body = 'log: \u0000 \u000b\ud800 end';
		const told = incident({ name: 'Queue\u000bst\u001buck', incident_updates: [update({ body })] });
		const { notes } = await load(JSON.stringify(summary({ incidents: [told] })));
		expect(notes).toEqual([
			'file-1: incidents[0] "Queue stuck": name: 2 control characters left out',
			'file-1: incidents[0] "Queue stuck": incident_updates[0].body: 3 control characters left out',
		]);
		const found = await stores.incidents.find('dimlamps0001');
		expect([found?.title.en, found?.updates[0]?.body.en]).toEqual(['Queue stuck', 'log:    end']);
	});

	test('of which somebody has lost characters before says so', async () => {
		const told = incident({ incident_updates: [update({ body: 'Fall\uFFFD la conexi\uFFFDn' })] });
		const { notes } = await load(JSON.stringify(summary({ incidents: [told] })));
		expect(notes).toEqual([expect.stringContaining('incident_updates[0].body: 2 lost characters (U+FFFD) kept')]);
	});

	test('that is too long is cut, and that is said', async () => {
		const told = incident({ name: 'x'.repeat(300), incident_updates: [update({ body: 'y'.repeat(30_000) })] });
		const { notes } = await load(JSON.stringify(summary({ incidents: [told] })));
		expect(notes).toEqual([
			expect.stringContaining('name: cut after 200 of 300 characters'),
			expect.stringContaining('body: cut after 20000 of 30000 characters'),
		]);
	});

	test('in HTML is read as that in a feed', async () => {
		const body = 'All <b>good</b> now.<br>See <a href="https://x.example/?a=1&amp;b=2">the report</a>';
		const told = incident({ name: 'A &amp;amp; B', incident_updates: [update({ body })] });
		await load(JSON.stringify(summary({ incidents: [told] })));
		const found = await stores.incidents.find('dimlamps0001');
		expect(found?.title.en).toBe('A & B');
		expect(found?.updates[0]?.body.en).toBe('All good now.\nSee [the report](https://x.example/?a=1&b=2)');
	});

	test('in HTML keeps tables, headings and images, and says what it loses', async () => {
		const rows = '<tr><th>Region</th><th>State</th></tr><tr><td>EU | UK</td><td><b>down</b></td></tr>';
		const body = `See:<h3>Now</h3><table><thead>${rows}</table><img src="https://x.example/g.png" alt="Graph"><iframe src="/x"></iframe>`;
		const { notes } = await load(
			JSON.stringify(summary({ incidents: [incident({ incident_updates: [update({ body })] })] })),
		);
		expect(notes).toEqual([expect.stringContaining('incident_updates[0].body: 1 <iframe> left out')]);
		expect((await stores.incidents.find('dimlamps0001'))?.updates[0]?.body.en).toBe(
			'See:\n\n### Now\n\n| Region | State |\n| --- | --- |\n| EU \\| UK | down |\n\n[Graph](https://x.example/g.png)',
		);
	});

	test('whose Markdown would not be shown as it was meant stays, and that is said', async () => {
		const body = 'As said[^1].\n\n[^1]: By the partner.';
		const { notes } = await load(
			JSON.stringify(summary({ incidents: [incident({ incident_updates: [update({ body })] })] })),
		);
		expect(notes[0]).toContain('incident_updates[0].body: line 1: found "[^1]": there are no footnotes');
		expect((await stores.incidents.find('dimlamps0001'))?.updates[0]?.body.en).toBe(body);
	});

	test('of a postmortem may be longer', async () => {
		const updates = [update({ id: 'p2', status: 'postmortem', body: 'y'.repeat(120_000) }), update({})];
		const told = incident({
			status: 'postmortem',
			resolved_at: '2026-03-02T10:40:00.000Z',
			incident_updates: updates,
		});
		const { notes } = await load(JSON.stringify(summary({ incidents: [told] })));
		expect(notes).toEqual([expect.stringContaining('body: cut after 100000 of 120000 characters')]);
	});

	test.each(['Latency is <5ms & a < b', 'Use <id> in `a && b`', '**dim**\r\n\r\n- one', 'AT&T is down'])(
		'that is none stays as it is: %s',
		async (body) => {
			await load(JSON.stringify(summary({ incidents: [incident({ incident_updates: [update({ body })] })] })));
			expect((await stores.incidents.find('dimlamps0001'))?.updates[0]?.body.en).toBe(body);
		},
	);
});

describe('work under way without a planned end', () => {
	test.each([
		[
			'in a feed',
			rss(item({ html: said('Mar 2', '10:30', 'In progress', 'b') + said('Mar 2', '10:00', 'Scheduled', 'a') })),
		],
		[
			'in JSON',
			JSON.stringify(
				summary({
					scheduled_maintenances: [
						maintenance({
							id: 'dimlamps0001',
							status: 'in_progress',
							resolved_at: null,
							scheduled_for: '2026-03-02T10:30:00.000Z',
							scheduled_until: null,
							incident_updates: [work('in_progress', 'work00000002', '2026-03-02T10:30:00.000Z')],
						}),
					],
					incidents: [],
				}),
			),
		],
	])('is taken over %s', async (_, source) => {
		expect(await load(source)).toMatchObject({ maintenances: 1, notes: [] });
		const found = await stores.maintenances.find('dimlamps0001');
		const start = Date.parse('2026-03-02T10:30Z');
		expect(found).toMatchObject({ status: 'in_progress', startedAt: start, endedAt: null, planned: { start } });
	});
});

async function load(source: string, wishes = {}) {
	return importStatuspage(
		stores,
		[{ file: 'file-1', source }],
		writtenBy('cli'),
		Date.parse('2026-03-02T12:00Z'),
		wishes,
	);
}
