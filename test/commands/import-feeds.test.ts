import { beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../db/open.ts';
import { importStatuspage } from '../../src/commands/import-statuspage.ts';
import { openStores, type Stores } from '../../src/stores/stores.ts';
import { summary } from './statuspage-builders.ts';
import { atom, banner, item, rss, said } from './statuspage-feeds.ts';

let stores: Stores;

beforeEach(() => {
	stores = openStores(openDatabase(':memory:'), { groups: [], components: [] });
});

describe('a history feed', () => {
	const both = said('Mar 2', '10:30', 'Resolved', 'Done.') + said('Mar 2', '10:05', 'Investigating', 'We are looking.');

	test.each([
		['RSS', rss(item({ html: both }))],
		['Atom', atom(both)],
	])('in %s tells each incident with its updates, to the minute', async (_, feed) => {
		expect(await load(feed)).toMatchObject({ pages: ['Lantern Status'], incidents: 1, notes: [] });
		const found = await stores.incidents.find('dimlamps0001');
		expect(found).toMatchObject({
			title: { en: 'Dim lamps' },
			status: 'resolved',
			impact: 'none',
			criticality: null,
			startedAt: Date.parse('2026-03-02T10:05Z'),
			resolvedAt: Date.parse('2026-03-02T10:30Z'),
		});
		expect(found?.updates.map(({ status, body }) => [status, body.en])).toEqual([
			['investigating', 'We are looking.'],
			['resolved', 'Done.'],
		]);
	});

	test('calls an update what the status was before it', async () => {
		await load(
			rss(
				item({
					html: said('Mar 2', '10:30', 'Update', 'Still.') + said('Mar 2', '10:05', 'Monitoring', 'A fix is out.'),
				}),
			),
		);
		expect((await updatesHere()).map(({ status }) => status)).toEqual(['monitoring', 'monitoring']);
	});

	test('goes back over the new year from the date of its item', async () => {
		const html =
			said('Jan 1', '00:10', 'Resolved', 'c') +
			said('Dec 31', '23:50', 'Identified', 'b') +
			said('Feb 29', '08:00', 'Investigating', 'a');
		await load(rss(item({ pubDate: 'Mon, 01 Jan 2029 00:10:30 +0000', html })));
		expect(await instantsHere()).toEqual(['2028-02-29T08:00', '2028-12-31T23:50', '2029-01-01T00:10']);
	});

	test('keeps lines, paragraphs and addresses, and nothing that runs', async () => {
		const html = said(
			'Mar 2',
			'10:30',
			'Resolved',
			'Tom &amp; &lt;Ann&gt;<br /><br />See <a target="_blank" href="https://a.example/">the notes</a> or <a href="https://b.example">https://b.example</a><script>alert(1)</script><img src=x onerror=alert(1)>',
		);
		await load(rss(item({ html })));
		expect((await updatesHere())[0]?.body).toEqual({
			en: 'Tom & <Ann>\n\nSee [the notes](https://a.example/) or https://b.example',
		});
	});

	test('in a zone that nobody explains is read with the offset of its items, and says so', async () => {
		const html = said('Mar 2', '10:30', 'Resolved', 'b', 'CET') + said('Mar 2', '09:05', 'Investigating', 'a', 'CET');
		const feed = rss(item({ html, pubDate: 'Mon, 02 Mar 2026 10:30:20 +0100' }));
		const { notes } = await load(feed);
		expect(notes).toEqual(["file-1: 2 times are in CET, read as +01:00, the offset of the item's own date"]);
		expect(await instantsHere()).toEqual(['2026-03-02T08:05', '2026-03-02T09:30']);
	});

	test('is read in the zone of its page, where that comes with it', async () => {
		const page = { ...summary().page, time_zone: 'Europe/Madrid' };
		const html =
			said('Mar 29', '12:00', 'Resolved', 'b', 'CEST') + said('Mar 28', '12:00', 'Investigating', 'a', 'CET');
		const feed = rss(item({ html, pubDate: 'Sun, 29 Mar 2026 12:00:20 +0200' }));
		const { notes, pages } = await load(feed, JSON.stringify(summary({ page, incidents: [] })));
		expect([notes, pages]).toEqual([[], ['Lantern Co.']]);
		expect(await instantsHere()).toEqual(['2026-03-28T11:00', '2026-03-29T10:00']);
	});

	test('without entries, and the status alone, are nothing to import', async () => {
		const { page, status } = summary();
		const { notes, pages } = await load(rss(), JSON.stringify({ page, status }));
		expect(pages).toEqual([]);
		expect(notes).toEqual([
			'file-1: the history is empty',
			expect.stringContaining('file-2: only says how the page is'),
		]);
	});
});

describe('a maintenance in a feed', () => {
	const html =
		banner(
			"Mar <var data-var='date'> 3</var>, <var data-var='time'>22:00</var> - <var data-var='time'>01:30</var> UTC",
		) + said('Mar 2', '10:30', 'Scheduled', 'New oil.');

	test('is known by its window', async () => {
		await load(rss(item({ html })));
		expect(await stores.maintenances.find('dimlamps0001')).toMatchObject({
			status: 'scheduled',
			planned: { start: Date.parse('2026-03-03T22:00Z'), end: Date.parse('2026-03-04T01:30Z') },
			startedAt: null,
		});
		expect(await stores.incidents.find('dimlamps0001')).toBeUndefined();
	});

	test('may have a window of two days', async () => {
		const window = banner('Mar 3, 22:00 UTC - Mar 5, 02:00 UTC');
		await load(rss(item({ html: window + said('Mar 2', '10:30', 'Scheduled', 'New oil.') })));
		const found = await stores.maintenances.find('dimlamps0001');
		expect(found?.planned).toEqual({ start: Date.parse('2026-03-03T22:00Z'), end: Date.parse('2026-03-05T02:00Z') });
	});

	test('is known by its end, and planned and actual windows are kept apart', async () => {
		const story =
			said('Mar 3', '23:40', 'Completed', 'c') +
			said('Mar 3', '22:02', 'In progress', 'b') +
			said('Mar 2', '10:30', 'Scheduled', 'a');
		const ends = 'Wed, 04 Mar 2026 01:30:00 +0000';
		await load(rss(item({ html: story, ends, pubDate: 'Tue, 03 Mar 2026 22:00:00 +0000' })));
		expect(await stores.maintenances.find('dimlamps0001')).toMatchObject({
			status: 'completed',
			planned: { start: Date.parse('2026-03-03T22:00Z'), end: Date.parse('2026-03-04T01:30Z') },
			startedAt: Date.parse('2026-03-03T22:02Z'),
			endedAt: Date.parse('2026-03-03T23:40Z'),
		});
	});

	test('is left out, and named, where nothing says when it was planned for', async () => {
		const { maintenances, notes } = await load(rss(item({ html: said('Mar 2', '10:30', 'Scheduled', 'Soon.') })));
		expect(maintenances).toBe(0);
		expect(notes).toEqual(['file-1: item 1: left out: it does not say when it was planned for']);
	});
});

async function load(...sources: string[]) {
	const files = sources.map((source, index) => ({ file: `file-${index + 1}`, source }));
	return importStatuspage(stores, files, { name: 'cli' }, Date.parse('2026-03-02T12:00:00Z'));
}

async function updatesHere() {
	return (await stores.incidents.find('dimlamps0001'))?.updates ?? [];
}

async function instantsHere(): Promise<string[]> {
	return (await updatesHere()).map(({ happenedAt }) => new Date(happenedAt).toISOString().slice(0, 16));
}
