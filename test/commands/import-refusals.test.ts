import { beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../db/open.ts';
import { importStatuspage } from '../../src/commands/import-statuspage.ts';
import { ContentError } from '../../src/content/content-error.ts';
import { openStores, type Stores } from '../../src/stores/stores.ts';
import { component, incident, summary, update } from './statuspage-builders.ts';

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
		['another answer', { components: undefined, incidents: undefined }, 'expected "components" or "incidents"'],
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

	test('with ten lines at most', async () => {
		const components = Array.from({ length: 50 }, () => ({ id: 7 }));
		const error = await refusalOf(JSON.stringify(summary({ components })));
		expect(error.lines).toHaveLength(11);
		expect(error.lines.at(-1)).toMatch(/and \d+ more/);
	});
});

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
