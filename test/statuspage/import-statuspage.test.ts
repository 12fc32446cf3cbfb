import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { refuseTakenSlugs } from '../../src/commands/content-mistakes.ts';
import { importStatuspage } from '../../src/commands/import-statuspage.ts';
import { type Content, loadContent } from '../../src/content/load-content.ts';
import type { Catalogue, Component } from '../../src/domain/component.ts';
import { statusOf } from '../../src/domain/status/status.ts';
import { factsDuring } from '../../src/queries/shared/facts.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { writtenBy } from '../written-by.ts';
import { affected, component, ids, incident, summary, update } from './statuspage-builders.ts';

const ours: Catalogue = {
	groups: [{ slug: 'ours', name: { en: 'Ours' } }],
	components: [
		{
			slug: 'lamps',
			kind: 'system',
			name: { en: 'Lamps' },
			description: {},
			group: 'ours',
			formerly: [],
			dependsOn: [],
			url: null,
			monitors: [],
			watch: null,
		},
	],
};
const { site } = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
const now = Date.parse('2026-03-02T12:00:00Z');
let stores: Stores;

beforeEach(() => {
	stores = openStores(openDatabase(':memory:'), ours);
});

describe('an import', () => {
	test('keeps identifiers, instants and texts as they were', async () => {
		expect(await load(summary())).toEqual({
			pages: ['Lantern Co.'],
			components: 2,
			incidents: 1,
			maintenances: 0,
			updated: 0,
			notes: [],
		});
		expect(await stores.incidents.find('dimlamps0001')).toMatchObject({
			title: { en: 'Dim lamps' },
			status: 'identified',
			impact: 'major',
			startedAt: Date.parse('2026-03-02T10:01:00Z'),
			publishedAt: Date.parse('2026-03-02T10:05:00.123Z'),
			resolvedAt: null,
		});
	});

	test('makes no promise: nobody there accepted or classified on our scale', async () => {
		await load(summary());
		const found = await stores.incidents.find('dimlamps0001');
		expect(found).toMatchObject({ criticality: null, acceptedAt: null, detectedAt: null, cause: null });
	});

	test('tells when it happened from when it was said, oldest first', async () => {
		await load(summary());
		const { updates = [] } = (await stores.incidents.find('dimlamps0001')) ?? {};
		expect(updates.map(({ id }) => id)).toEqual(['update000001', 'update000002']);
		expect(updates[0]?.body).toEqual({ en: 'The lamps are **dim**.\r\nWe are looking.' });
		expect(updates[1]).toMatchObject({
			happenedAt: Date.parse('2026-03-02T10:30:00Z'),
			publishedAt: Date.parse('2026-03-02T10:40:00Z'),
		});
	});

	test('gives each component an address that is free', async () => {
		const theirs = [component('lamps', 'Lamps', 1), component('oil', 'Óleo & Gás!', 2), component('fog', '霧', 3)];
		await load(summary({ components: theirs, incidents: [] }));
		expect(await slugs()).toEqual(['lamps', 'lantern-co-lamps', 'oleo-gas', ids.fog]);
	});

	test('gives none an address under which another had a history', async () => {
		const database = openDatabase(':memory:');
		const [lamps] = ours.components as [Component];
		const note = (...components: Component[]) => {
			stores = openStores(database, { ...ours, components });
			return stores.components.note(now);
		};
		await note(lamps, { ...lamps, slug: 'oil' });
		await note({ ...lamps, slug: 'lights', formerly: ['lamps'] });
		await load(summary({ components: [component('lamps', 'Lamps', 1), component('oil', 'Oil', 2)], incidents: [] }));
		expect(await slugs()).toEqual(['lights', 'lantern-co-lamps', 'lantern-co-oil']);
	});

	test('takes no address that components.yaml claims for one of its own, nor one that it had', async () => {
		await load(summary({ components: [component('oil', 'Oil', 1)], incidents: [] }));
		const [lamps] = ours.components as [Component];
		const refused = (own: Component) =>
			refuseTakenSlugs({ catalogue: { ...ours, components: [own] } } as Content, stores).catch(
				({ message }) => message,
			);
		const line = 'components.yaml: expected another slug than "oil": an imported component has it';
		expect(await refused({ ...lamps, slug: 'oil' })).toBe(line);
		expect(await refused({ ...lamps, formerly: ['oil'] })).toBe(line);
		expect(await refused(lamps)).toBeUndefined();
	});

	test('tells two components of one name apart', async () => {
		const theirs = [component('oil', 'Oil', 1), component('fog', 'Oil', 2), component('lamps', 'Oil', 3)];
		await load(summary({ components: theirs, incidents: [] }));
		expect(await slugs()).toEqual(['lamps', 'oil', 'lantern-co-oil', 'oil-2']);
	});

	test('takes the members of a group, where the group stands, and not the group', async () => {
		const inner = { ...component('lamps', 'Inner', 1), group_id: ids.fog };
		const group = { ...component('fog', 'Group', 1), group: true };
		await load(summary({ components: [component('oil', 'Second', 2), inner, group], incidents: [] }));
		expect(await slugs()).toEqual(['lamps', 'inner', 'second']);
	});

	test('does without what a page may leave out', async () => {
		const sparse = ({ id, name, status, updated_at }: ReturnType<typeof component>) => ({
			id,
			name,
			status,
			updated_at,
		});
		const page = { id: ids.page, name: 'Lantern Co.' };
		const { started_at: _, components: __, ...short } = incident();
		await load({ page, components: [sparse(component('lamps', 'Lamps', 1))], incidents: [short] });
		const publishedAt = Date.parse('2026-03-02T10:05:00.123Z');
		expect(await stores.incidents.find('dimlamps0001')).toMatchObject({ startedAt: publishedAt, publishedAt });
	});

	test('leaves out what an update says of a component that is gone', async () => {
		const gone = incident({
			components: [],
			incident_updates: [update({ affected_components: [affected('fog', 'major_outage')] })],
		});
		await load(summary({ components: [component('oil', 'Oil', 1)], incidents: [gone] }));
		expect((await stores.incidents.find('dimlamps0001'))?.changes).toEqual([]);
	});
});

describe('the status that the page shows', () => {
	test('is the change of a live incident that names the component, where its last update said otherwise', async () => {
		await load(summary());
		const { changes = [] } = (await stores.incidents.find('dimlamps0001')) ?? {};
		expect(changes.map(({ status, updateId }) => [status, updateId])).toEqual([
			['degraded_performance', 'update000001'],
			['major_outage', 'update000002'],
			['partial_outage', null],
		]);
		expect(changes.at(-1)?.at).toBe(Date.parse('2026-03-02T10:45:00.500Z'));
		expect(await statusHere('lantern-co-lamps')).toBe('partial_outage');
	});

	test('wins although the component was touched before the last update', async () => {
		const lamps = { ...component('lamps', 'Lamps', 1), updated_at: '2026-03-02T10:10:00.000Z' };
		await load(summary({ components: [lamps] }));
		expect(await statusHere('lantern-co-lamps')).toBe('operational');
	});

	test('is nothing to add to where the last update said so', async () => {
		await load(summary({ components: [component('lamps', 'Lamps', 1, 'major_outage')] }));
		expect((await stores.incidents.find('dimlamps0001'))?.changes).toHaveLength(2);
	});

	test('was set by hand where no live incident names the component', async () => {
		await load(summary({ components: [component('oil', 'Oil', 1, 'under_maintenance')], incidents: [] }));
		const { overrides } = await factsDuring({ stores, site }, { start: 0, end: now });
		const from = Date.parse('2026-03-02T10:45:00.500Z');
		expect(overrides).toEqual([{ component: 'oil', status: 'under_maintenance', from, until: null, reason: null }]);
	});

	test('is operational after an incident that is over', async () => {
		const over = incident({ status: 'resolved', resolved_at: '2026-03-02T10:50:00.000Z' });
		await load(summary({ components: [component('lamps', 'Lamps', 1)], incidents: [over] }));
		expect(await statusHere('lantern-co-lamps')).toBe('operational');
		expect((await factsDuring({ stores, site }, { start: 0, end: now })).overrides).toEqual([]);
	});
});

describe('importing twice', () => {
	test('changes nothing', async () => {
		await load(summary());
		const before = await everything();
		expect(await load(summary())).toMatchObject({ components: 0, incidents: 0, updated: 0 });
		expect(await everything()).toEqual(before);
		expect(stores.publications.current()).toBe(1);
	});

	test('brings what is new, and lets it meet what is there', async () => {
		await load(summary({ incidents: [] }));
		const later = incident({ id: 'dimlamps0002', incident_updates: [update({ id: 'update000003' })] });
		expect(await load(summary({ incidents: [later] }))).toMatchObject({ components: 0, incidents: 1 });
		expect((await stores.incidents.find('dimlamps0002'))?.changes.at(-1)?.component).toBe('lantern-co-lamps');
	});
});

describe('several files', () => {
	test('of one page are one page: what is, and what was', async () => {
		const { page } = summary();
		const past = incident({ id: 'dimlamps0000', status: 'resolved', resolved_at: '2026-03-02T11:30:00.000Z' });
		const history = { page: { ...page, updated_at: '2026-03-01T00:00:00.000Z' }, incidents: [past] };
		const report = await load(
			history,
			summary({ incidents: [incident({ incident_updates: [update({ id: 'update000009' })] })] }),
		);
		expect(report).toMatchObject({ pages: ['Lantern Co.'], components: 2, incidents: 2 });
	});

	test('come in together or not at all', async () => {
		const broken = summary({ page: { id: 'too short', name: 'Other' } });
		await expect(load(summary(), broken)).rejects.toThrow('file-2.json: page.id: expected an id of at most 100');
		expect(await slugs()).toEqual(['lamps']);
		expect(stores.publications.current()).toBe(0);
	});
});

async function load(...files: object[]) {
	const sources = files.map((file, index) => ({ file: `file-${index + 1}.json`, source: JSON.stringify(file) }));
	return importStatuspage(stores, sources, writtenBy('cli'), now);
}

async function slugs(): Promise<string[]> {
	return (await stores.components.catalogue()).components.map(({ slug }) => slug);
}

async function statusHere(slug: string): Promise<string> {
	return statusOf(slug, now, await factsDuring({ stores, site }, { start: 0, end: now + 1 })).status;
}

async function everything() {
	return [
		await stores.components.catalogue(),
		await factsDuring({ stores, site }, { start: 0, end: now }),
		await stores.publications.entries(0, 100),
	];
}
