import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { importStatuspage } from '../../src/commands/import-statuspage.ts';
import { openIncident } from '../../src/commands/open-incident.ts';
import { loadContent } from '../../src/content/load-content.ts';
import type { Catalogue, Component } from '../../src/domain/component.ts';
import { statuspageAnswer } from '../../src/queries/statuspage/answers.ts';
import { readStatuspage, type Statuspage } from '../../src/statuspage/statuspage.ts';
import { toImportedPage } from '../../src/statuspage/statuspage-page.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { component, incident, summary, update } from '../statuspage/statuspage-builders.ts';
import { writtenBy } from '../written-by.ts';

const { site } = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
const now = Date.parse('2026-03-02T12:00:00Z');
const nothing: Catalogue = { groups: [], components: [] };
let stores: Stores;

beforeEach(() => {
	stores = openStores(openDatabase(':memory:'), nothing);
});

const work = {
	id: 'newlamps0001',
	name: 'New lamps',
	status: 'scheduled',
	created_at: '2026-03-01T10:00:00.000Z',
	updated_at: '2026-03-01T10:00:00.000Z',
	monitoring_at: null,
	resolved_at: null,
	impact: 'maintenance',
	shortlink: 'https://stspg.example/y',
	started_at: '2026-03-01T10:00:00.000Z',
	page_id: 'lanternpage1',
	incident_updates: [
		update({
			id: 'update00000w',
			status: 'scheduled',
			incident_id: 'newlamps0001',
			created_at: '2026-03-01T10:00:00.000Z',
			display_at: '2026-03-01T10:00:00.000Z',
		}),
	],
	components: [component('oil', 'Oil delivery', 2)],
	scheduled_for: '2026-03-05T02:00:00.000Z',
	scheduled_until: '2026-03-05T04:00:00.000Z',
};

describe('a page that was imported', () => {
	test('is answered as it was, but for addresses', async () => {
		const recorded = summary({ scheduled_maintenances: [work] });
		await imported(recorded);
		expect(told(await answer('summary.json'))).toEqual(told(recorded));
	});

	test('has the names, the order and the words of a client’s language', async () => {
		await imported(summary({ scheduled_maintenances: [work] }));
		const { components, incidents, scheduled_maintenances: works, status } = await answer('summary.json');
		const [heading, lamps] = components as [Row, Row];
		expect(Object.keys(lamps)).toEqual(Object.keys(component('lamps', 'Lamps', 1)));
		expect(heading).toMatchObject({ group: true, group_id: null, components: ['lamps0000001', 'oil000000001'] });
		expect(Object.keys(heading)).toEqual([...Object.keys(lamps), 'components']);
		expect(components.filter(({ group }) => !group).every(({ group_id }) => group_id === heading.id)).toBe(true);
		expect(Object.keys(incidents[0] as object)).toEqual(Object.keys(incident()));
		const [told] = (incidents[0] as Row).incident_updates as Row[];
		expect(Object.keys(told as Row)).toEqual(Object.keys(update()));
		expect((told as Row).affected_components).toEqual([
			{
				code: 'lamps0000001',
				name: expect.stringMatching(/ - Lamps$/),
				old_status: 'degraded_performance',
				new_status: 'major_outage',
			},
		]);
		expect(Object.keys(works[0] as object).slice(-3)).toEqual([
			'reminder_intervals',
			'scheduled_for',
			'scheduled_until',
		]);
		expect(status).toEqual({ indicator: 'minor', description: 'Minor Service Outage' });
	});

	test('of which nothing is the matter is not said to be operational: nobody measures it', async () => {
		await imported(summary({ components: [component('lamps', 'Lamps', 1)], incidents: [] }));
		expect((await answer('status.json')).status).toEqual({ indicator: 'none', description: 'No Known Incidents' });
	});
});

test('instants have three decimals, in the zone of the page', async () => {
	await imported(summary());
	const { page, incidents } = await answer('incidents.json');
	expect(page).toMatchObject({ name: site.name, url: 'https://status.example.com', time_zone: 'America/Sao_Paulo' });
	expect(incidents[0]).toMatchObject({ created_at: '2026-03-02T07:05:00.123-03:00', resolved_at: null });
});

test('what nobody knows is never called operational', async () => {
	const monitors = [{ name: 'external', external: true } as unknown as Component['monitors'][number]];
	stores = openStores(openDatabase(':memory:'), {
		groups: [{ slug: 'ours', name: { en: 'Ours' } }],
		components: [own('api', { monitors })],
	});
	const { components, status } = await answer('summary.json');
	expect(components.map((one) => one.status)).toEqual(['degraded_performance', 'degraded_performance']);
	expect(status).toEqual({ indicator: 'minor', description: 'Status Not Known' });
});

test('an id stays when a component gets another slug', async () => {
	const idIn = async (one: Component) => {
		stores = openStores(openDatabase(':memory:'), {
			groups: [{ slug: 'ours', name: { en: 'Ours' } }],
			components: [one],
		});
		return (await answer('components.json')).components[1]?.id;
	};
	const id = await idIn(own('hooks', {}));
	expect(id).toMatch(/^[a-z0-9]{12}$/);
	expect(await idIn(own('webhooks', { formerly: ['hooks'] }))).toBe(id);
});

test('an open incident without a component leaves nobody believing that all is well', async () => {
	stores = openStores(openDatabase(':memory:'), {
		groups: [{ slug: 'ours', name: { en: 'Ours' } }],
		components: [own('api', {})],
	});
	const facts = {
		impact: 'major',
		criticality: 'urgent',
		cause: null,
		detectedAt: null,
		acceptedAt: now,
		startedAt: now,
	} as const;
	const draft = {
		...facts,
		title: { en: 'Fog' },
		body: { en: '**Thick** fog' },
		status: 'investigating' as const,
		components: {},
	};
	await openIncident(stores, draft, writtenBy('ann'), now);
	const { status, incidents } = await answer('summary.json');
	expect(status).toEqual({ indicator: 'minor', description: 'Partially Degraded Service' });
	expect(((incidents[0] as Row).incident_updates as Row[])[0]).toMatchObject({
		body: '**Thick** fog',
		affected_components: null,
	});
});

test('there are these answers and no others', async () => {
	for (const address of [
		'',
		'summary',
		'summary.json/',
		'constructor',
		'toString',
		'../summary.json',
		'incidents/x.json',
	])
		expect(await statuspageAnswer(reading(), address), address).toBeNull();
	expect(await answer('scheduled-maintenances/active.json')).toMatchObject({ scheduled_maintenances: [] });
	expect(await answer('incidents/unresolved.json')).toMatchObject({ incidents: [] });
});

type Row = Record<string, unknown>;
interface Summary {
	page: Row;
	components: Row[];
	incidents: Row[];
	scheduled_maintenances: Row[];
	status: Row;
}

/** What an importer of it would keep, without where it came from. */
function told(page: object) {
	const read = readStatuspage('summary.json', JSON.stringify(page)) as Statuspage;
	expect(read.leftOut).toEqual([]);
	const { components, incidents, maintenances } = toImportedPage(read, ({ name }) => name);
	return { components, incidents, maintenances };
}

async function imported(page: object): Promise<void> {
	await importStatuspage(stores, [{ file: 'summary.json', source: JSON.stringify(page) }], writtenBy('ann'), now);
}

function reading() {
	return { stores, site, language: 'en' as const, siteUrl: 'https://status.example.com', now };
}

async function answer(address: string): Promise<Summary> {
	return (await statuspageAnswer(reading(), address))?.body as unknown as Summary;
}

function own(slug: string, given: Partial<Component>): Component {
	const about = { name: { en: slug }, description: {}, group: 'ours', url: null, watch: null };
	return { ...about, slug, kind: 'system', formerly: [], dependsOn: [], monitors: [], ...given };
}
