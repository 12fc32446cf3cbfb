import { fileURLToPath } from 'node:url';
import { beforeEach, expect, test } from 'vitest';
import { importFigures } from '../../src/commands/import-figures.ts';
import { recordSamples } from '../../src/commands/record-samples.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/instant.ts';
import type { GivenFigure } from '../../src/inputs/imported-figure.ts';
import { componentPage } from '../../src/queries/pages/component-page.ts';
import type { Engine } from '../../src/stores/engine.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { freshEngine } from '../databases.ts';
import { at } from '../domain/builders.ts';
import { writtenBy } from '../written-by.ts';

const { site, catalogue } = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
const now = at('2026-11-22 12:00');
const ever = { start: 0, end: Number.MAX_SAFE_INTEGER };
const kuma = { source: 'Uptime Kuma' };
const writing = writtenBy('ann', 'samples');
let engine: Engine;
let stores: Stores;

beforeEach(async () => {
	engine = await freshEngine();
	stores = openStores(engine, catalogue);
});

function figure(day: string, given: Partial<GivenFigure> = {}): GivenFigure {
	return { component: 'api', start: { day }, measurements: 1440, failed: 2, ...given };
}

async function failed(component: string): Promise<number | undefined> {
	return (await stores.importedFigures.sums(component, ever))[0]?.failed;
}

const give = (figures: GivenFigure[], wishes = {}) => {
	return importFigures(stores, site, figures, { ...kuma, ...wishes }, writing, now);
};

test('figures are kept once, under the name of their tool, and the ledger says which', async () => {
	const figures = [
		figure('2025-01-02', { response_ms: 84, p95_ms: 200 }),
		figure('2025-01-01'),
		figure('', { component: 'chatbots', start: { hour: at('2026-01-05 10:00') } }),
	];
	expect(await give(figures)).toEqual({ imported: 3, replaced: 0, unchanged: 0 });
	const [entry] = await stores.publications.newest(null, 1);
	expect(entry).toMatchObject({ action: 'figures.imported', subject: 'component/api component/chatbots' });
	expect(JSON.parse(entry?.data ?? '')).toMatchObject({
		source: 'Uptime Kuma',
		components: [
			{
				...{ component: 'api', from: at('2025-01-01 00:00'), until: at('2025-01-03 00:00'), figures: 2, replaced: 0 },
				sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
			},
			{ component: 'chatbots', figures: 1 },
		],
	});
	expect(await stores.importedFigures.sources('api')).toEqual([
		{ source: 'Uptime Kuma', start: at('2025-01-01 00:00'), end: at('2025-01-03 00:00') },
	]);
	const sum = { source: 'Uptime Kuma', count: 2880, failed: 4, shortest: 84, longest: 84 };
	expect(await stores.importedFigures.sums('api', ever)).toEqual([sum]);
	const first = { start: at('2025-01-01 00:00'), end: at('2025-01-02 00:00') };
	expect(await stores.importedFigures.sums('api', first)).toMatchObject([{ count: 1440, shortest: null }]);
	const before = await stores.publications.last();
	expect(await give(figures)).toEqual({ imported: 0, replaced: 0, unchanged: 3 });
	expect(await stores.publications.last()).toBe(before);
});

test('a figure takes the place of another one only where that is asked for, and the ledger counts it', async () => {
	await give([figure('2025-01-01'), figure('2025-01-02')]);
	const given = [figure('2025-01-01', { failed: 3 }), figure('2025-01-03')];
	await expect(give(given)).rejects.toMatchObject({ flaws: [{ pointer: '/figures/0/start' }] });
	expect(await failed('api')).toBe(4);
	expect(await give(given, { replaces: true })).toEqual({ imported: 1, replaced: 1, unchanged: 0 });
	expect(await failed('api')).toBe(7);
	const [entry] = await stores.publications.newest(null, 1);
	expect(JSON.parse(entry?.data ?? '').components).toMatchObject([{ figures: 2, replaced: 1 }]);
});

test('what we measured ourselves stands: nothing is imported over it, under whatever slug', async () => {
	const monitor = { name: 'web', intervalMillis: MINUTE, attempts: 2, sets: true, status: 'major_outage' as const };
	const measured = { at: at('2026-11-20 23:59'), ok: true, responseMillis: 90, detail: null };
	const batch = { component: 'old-api', monitor: { ...monitor, hours: 'always' as const }, samples: [measured] };
	await recordSamples(stores, site, [batch], writing, measured.at);
	const components = catalogue.components.map((one) => (one.slug === 'api' ? { ...one, formerly: ['old-api'] } : one));
	stores = openStores(engine, { ...catalogue, components });
	const days = ['2026-11-19', '2026-11-20', '2026-11-21'].map((day) => figure(day, { component: 'old-api' }));
	await expect(give(days)).rejects.toMatchObject({
		flaws: [{ pointer: '/figures/1/start', detail: expect.stringContaining('that we did not measure ourselves') }],
	});
	expect(await give(days.filter((_, i) => i !== 1))).toMatchObject({ imported: 2 });
	expect(await failed('api')).toBe(4);
});

test.each([
	['a day that is not over', figure('2026-11-22'), '/figures/0/start'],
	['a component that nobody knows', figure('2025-01-01', { component: 'nothing' }), '/figures/0/component'],
])('%s is refused', async (_, given, pointer) => {
	await expect(give([given])).rejects.toMatchObject({ code: 'invalid', flaws: [{ pointer }] });
	expect(await stores.publications.last()).toBe(0);
});

test('who may not hand over measurements may not import any', async () => {
	const reader = writtenBy('bob', 'status');
	await expect(importFigures(stores, site, [figure('2025-01-01')], kuma, reader, now)).rejects.toMatchObject({
		code: 'forbidden',
	});
});

test('the page has them apart, and no figure of ours is another for them', async () => {
	const reading = { stores, site, now, language: 'es' as const };
	const before = await componentPage(reading, 'api');
	await give(Array.from({ length: 40 }, (_, i) => figure('', { start: { hour: now - 2 * HOUR - i * DAY } })));
	const page = await componentPage(reading, 'api');
	expect(page?.imported).toMatchObject([
		{ source: 'Uptime Kuma', months: [{ month: '2026-11' }, { month: '2026-10' }] },
	]);
	expect(page?.recent).toEqual(before?.recent);
	expect(page?.isMeasured).toBe(false);
	expect(page?.responses).toEqual(before?.responses);
	expect((await componentPage(reading, 'chatbots'))?.imported).toEqual([]);
});
