import { beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../db/open.ts';
import { importStatuspage } from '../../src/commands/import-statuspage.ts';
import { ContentError } from '../../src/content/content-error.ts';
import { openStores, type Stores } from '../../src/stores/stores.ts';
import { component, incident, maintenance, summary, update } from './statuspage-builders.ts';
import { item, rss, said } from './statuspage-feeds.ts';

let stores: Stores;

beforeEach(() => {
	stores = openStores(openDatabase(':memory:'), { groups: [], components: [] });
});

describe('a file that is wrong imports nothing, and is named with what was expected', () => {
	const flawed: [string, object, string][] = [
		[
			'an id',
			{ components: [{ ...component('oil', 'Oil', 1), id: 'OIL-1' }] },
			'components[0].id: expected an id of 12',
		],
		[
			'a status',
			{ components: [component('oil', 'Oil', 1, 'on_fire')] },
			'components[0].status: expected "operational" or',
		],
		[
			'an instant',
			{ incidents: [incident({ created_at: 'yesterday' })] },
			'incidents[0].created_at: expected an instant',
		],
		[
			'an instant without its zone',
			{ incidents: [incident({ incident_updates: [update({ display_at: '2026-03-02T10:00:00' })] })] },
			'incidents[0].incident_updates[0].display_at: expected an instant',
		],
		[
			'what is missing',
			{ incidents: [incident({ name: undefined })] },
			'incidents[0].name: expected a string, found nothing',
		],
		[
			'a resolution without an instant',
			{ incidents: [incident({ status: 'resolved' })] },
			'incidents[0].resolved_at: expected',
		],
		[
			'an incident without a word',
			{ incidents: [incident({ incident_updates: [] })] },
			'incidents[0].incident_updates: expected at least one',
		],
		['an id that is there twice', { incidents: [incident(), incident()] }, 'incidents[1].id: expected each id once'],
		['another shape', { components: {} }, 'components: expected a list'],
		[
			'another answer',
			{ components: undefined, incidents: undefined, scheduled_maintenances: undefined, status: undefined },
			'expected "components", "incidents" or "scheduled_maintenances"',
		],
		[
			'a window that ends before it starts',
			{ scheduled_maintenances: [maintenance({ scheduled_until: '2026-03-03T01:00:00.000Z' })] },
			'scheduled_maintenances[0].scheduled_until: expected an instant after scheduled_for',
		],
		[
			"a webhook's message",
			{ meta: {}, incident: incident() },
			"expected what a page answers (/api/v2/summary.json, /api/v2/incidents.json, /history.atom, …), found a webhook's",
		],
	];

	test.each(flawed)('%s', async (_, given, expected) => {
		await expectRefusal(JSON.stringify(summary(given)), expected);
	});

	test.each([
		['not JSON', 'status: fine', 'expected JSON: '],
		['empty', '', 'expected JSON: '],
		['a web page', '<!doctype html><title>Status</title>', 'expected JSON, found a web page'],
		['cut off', JSON.stringify(summary()).slice(0, 900), 'expected JSON: '],
		['another kind of JSON', '[]', 'expected a map'],
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
		const components = Array.from({ length: 50 }, () => ({ id: 7 }));
		const error = await refusalOf(JSON.stringify(summary({ components })));
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
	const attempt = importStatuspage(stores, [{ file: 'status.json', source }], { name: 'cli' }, 0);
	const error: unknown = await attempt.then(
		() => null,
		(reason) => reason,
	);
	expect(error).toBeInstanceOf(ContentError);
	return error as ContentError;
}
