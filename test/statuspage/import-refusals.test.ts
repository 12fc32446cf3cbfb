import { beforeEach, describe, expect, test } from 'vitest';
import { importStatuspage } from '../../src/commands/import-statuspage.ts';
import { ContentError } from '../../src/files/content-error.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { writtenBy } from '../written-by.ts';
import { incident, summary } from './statuspage-builders.ts';
import { item, rss, said } from './statuspage-feeds.ts';

let stores: Stores;

beforeEach(() => {
	stores = openStores(openDatabase(':memory:'), { groups: [], components: [] });
});

describe('a file that is wrong imports nothing, and is named with what was expected', () => {
	test.each([
		['another shape', { components: {} }, 'components: expected a list, found a map'],
		[
			'another answer',
			{ components: undefined, incidents: undefined, scheduled_maintenances: undefined, status: undefined },
			'expected "components", "incidents" or "scheduled_maintenances"',
		],
		['a page without a name', { page: { id: 'lanternpage1' } }, 'page.name: expected a string, found nothing'],
		[
			"a webhook's message",
			{ meta: {}, incident: incident() },
			"expected what a page answers (/api/v2/summary.json, /api/v2/incidents.json, /history.atom, …), found a webhook's",
		],
	])('%s', async (_, given, expected) => {
		await expectRefusal(JSON.stringify(summary(given)), expected);
	});

	test.each([
		['not JSON', 'status: fine', 'expected JSON: '],
		['empty', '', 'expected JSON: '],
		['a web page', '<!doctype html><title>Status</title>', 'expected JSON, found a web page'],
		['cut off', JSON.stringify(summary()).slice(0, 900), 'expected JSON: '],
		['another kind of JSON', '[]', 'expected a map, found a list'],
		['nothing at all', 'null', 'expected a map'],
	])('%s', async (_, source, expected) => {
		await expectRefusal(source, expected);
	});

	test.each([
		['a feed cut off', rss(item()).slice(0, 200), 'expected the whole history of a status page'],
		[
			'a feed of something else',
			rss(item({ link: 'https://blog.example/1' })),
			'item 1: link: expected the address of',
		],
		['a feed without dates', rss(item({ pubDate: 'yesterday' })), 'item 1: date: expected a date with its offset'],
		[
			'a feed whose zone is a word',
			rss(item({ pubDate: 'Mon, 02 Mar 2026 10:30:00 EST' })),
			'item 1: date: expected a',
		],
		['a feed of prose', rss(item({ html: '<p>Sorry</p>' })), 'item 1: expected its updates, such as "Dec 24'],
		[
			'a feed in other words',
			rss(item({ html: said('Mar 2', '10:30', 'Gelöst', 'x') })),
			'item 1: expected "Investigating", "Identified", "Monitoring", "Resolved"',
		],
		['a feed that grows', bomb(), 'expected a feed, found one that declares entities of its own'],
		[
			'a feed without an end',
			`<rss><channel>${'<item>'.repeat(500_000)}`,
			'expected the whole history of a status page',
		],
		['a story without an end', rss(item({ html: 'x'.repeat(300_000) })), 'item 1: expected at most 262144 characters'],
		['too much of anything', ' '.repeat(21 * 1024 * 1024), 'expected at most 20 MB'],
	])('%s', async (_, source, expected) => {
		await expectRefusal(source, expected);
	});

	test('with ten lines at most', async () => {
		const items = Array.from({ length: 50 }, () => item({ pubDate: 'yesterday' }));
		const error = await refusalOf(rss(...items));
		expect(error.lines).toHaveLength(11);
		expect(error.lines.at(-1)).toMatch(/and \d+ more/);
	});
});

/** Ten entities of ten entities of ten: what a parser makes of it that believes what it reads. */
function bomb(): string {
	const entities = Array.from({ length: 12 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`);
	return `<!DOCTYPE rss [${entities.join('')}]>${rss(item({ title: '&e12;' }))}`;
}

async function expectRefusal(source: string, expected: string): Promise<void> {
	const { lines } = await refusalOf(source);
	expect(lines[0]).toContain(`status.json: ${expected}`);
	expect(stores.publications.current()).toBe(0);
	expect((await stores.components.catalogue()).components).toEqual([]);
}

async function refusalOf(source: string): Promise<ContentError> {
	const attempt = importStatuspage(stores, [{ file: 'status.json', source }], writtenBy('cli'), 0);
	const error: unknown = await attempt.then(
		() => null,
		(reason) => reason,
	);
	expect(error).toBeInstanceOf(ContentError);
	return error as ContentError;
}
