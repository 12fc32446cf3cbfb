import { beforeEach, describe, expect, test } from 'vitest';
import { importStatuspage } from '../../src/commands/import-statuspage.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { writtenBy } from '../written-by.ts';
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
		const html = said('Mar 2', '10:30', 'Resolved', 'b', 'XYT') + said('Mar 2', '09:05', 'Investigating', 'a', 'XYT');
		const feed = rss(item({ html, pubDate: 'Mon, 02 Mar 2026 10:30:20 +0100' }));
		const { notes } = await load(feed);
		expect(notes).toEqual(["file-1: 2 times are in XYT, read as +01:00, the offset of the item's own date"]);
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

	test.each([
		['PDT', 'Fri, 02 Nov 2029 09:00:00 -0800', '2029-11-02T01:00'],
		['PST', 'Fri, 02 Nov 2029 09:00:00 -0700', '2029-11-02T02:00'],
		['BRT', 'Fri, 02 Nov 2029 09:00:00 -0200', '2029-11-01T21:00'],
		['-03', 'Fri, 02 Nov 2029 09:00:00 -0200', '2029-11-01T21:00'],
		['IST', 'Fri, 02 Nov 2029 09:00:00 +0530', '2029-11-01T12:30'],
		['IST', 'Fri, 02 Nov 2029 09:00:00 +0000', '2029-11-01T17:00'],
	])('says with %s what its clock showed, whatever the date of the item', async (zone, pubDate, expected) => {
		const { notes } = await load(rss(item({ pubDate, html: said('Nov 1', '18:00', 'Resolved', 'a', zone) })));
		expect([notes, await instantsHere()]).toEqual([[], [expected]]);
	});

	test('knows the two hours that the clock shows twice by their abbreviations', async () => {
		const page = { ...summary().page, time_zone: 'America/New_York' };
		const html = said('Nov 1', '01:30', 'Resolved', 'b', 'EST') + said('Nov 1', '01:30', 'Investigating', 'a', 'EDT');
		const feed = rss(item({ html, pubDate: 'Sun, 01 Nov 2026 06:30:20 +0000' }));
		await load(feed, JSON.stringify(summary({ page, incidents: [] })));
		expect(await instantsHere()).toEqual(['2026-11-01T05:30', '2026-11-01T06:30']);
	});

	test.each([
		[
			'since May 2026',
			(html: string) => html.replaceAll('<p>', '<p>\n ').replaceAll('<br>', '<br> ').replaceAll('</p>', ' </p> '),
		],
		[
			'with other spaces',
			(html: string) => html.replaceAll(/<(p|small|strong|br)>/g, '\n\t<$1>\n').replaceAll(' - ', ' – '),
		],
		[
			'within other tags',
			(html: string) => html.replaceAll('<p>', '<div><p class="x"><span>').replaceAll('</p>', '</span></p></div>'),
		],
	])('is read in the HTML that pages write %s', async (_, written) => {
		const html = both + said('Mar 2', '10:00', 'Update', 'Still.');
		for (const feed of [rss(item({ html: written(html) })), atom(written(html))]) {
			stores = openStores(openDatabase(':memory:'), { groups: [], components: [] });
			expect(await load(feed)).toMatchObject({ incidents: 1, notes: [] });
			expect((await updatesHere()).map(({ body }) => body.en)).toEqual(['Still.', 'We are looking.', 'Done.']);
		}
	});

	describe('whose updates of one minute are in disorder', () => {
		const at = (time: string, status: string) => said('Mar 2', time, status, 'News.');

		test.each([
			['Investigating above Resolved', at('10:30', 'Investigating') + at('10:30', 'Resolved') + at('10:00', 'Update')],
			[
				'Resolved between others',
				at('10:30', 'Update') + at('10:30', 'Identified') + at('10:30', 'Resolved') + at('10:30', 'Update'),
			],
			['and an update later', at('10:45', 'Update') + at('10:30', 'Monitoring') + at('10:30', 'Resolved')],
			['and a postmortem later', at('10:45', 'Postmortem') + at('10:30', 'Monitoring') + at('10:30', 'Resolved')],
		])('is over: %s', async (_, html) => {
			await load(rss(item({ html: html + at('09:50', 'Investigating') })));
			expect(await stores.incidents.find('dimlamps0001')).toMatchObject({
				resolvedAt: Date.parse('2026-03-02T10:30Z'),
			});
			expect((await stores.incidents.find('dimlamps0001'))?.status).toMatch(/resolved|postmortem/);
		});

		test('is open where it was opened anew', async () => {
			const html = at('10:31', 'Investigating') + at('10:30', 'Resolved') + at('10:00', 'Investigating');
			await load(rss(item({ html })));
			expect(await stores.incidents.find('dimlamps0001')).toMatchObject({ resolvedAt: null, status: 'investigating' });
		});

		test('is over since the last time', async () => {
			const html = at('10:40', 'Resolved') + at('10:35', 'Investigating') + at('10:30', 'Resolved');
			await load(rss(item({ html })));
			expect(await stores.incidents.find('dimlamps0001')).toMatchObject({
				resolvedAt: Date.parse('2026-03-02T10:40Z'),
			});
		});
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
		expect(notes).toEqual(['file-1: item 1 "Dim lamps": left out: it does not say when it was planned for']);
	});
});

async function load(...sources: string[]) {
	const files = sources.map((source, index) => ({ file: `file-${index + 1}`, source }));
	return importStatuspage(stores, files, writtenBy('cli'), Date.parse('2030-01-01T12:00:00Z'));
}

async function updatesHere() {
	return (await stores.incidents.find('dimlamps0001'))?.updates ?? [];
}

async function instantsHere(): Promise<string[]> {
	return (await updatesHere()).map(({ happenedAt }) => new Date(happenedAt).toISOString().slice(0, 16));
}
