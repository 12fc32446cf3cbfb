import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { amendIncident } from '../../../src/commands/amend-incident.ts';
import { importStatuspage } from '../../../src/commands/import-statuspage.ts';
import { openIncident } from '../../../src/commands/open-incident.ts';
import { postIncidentUpdate } from '../../../src/commands/post-incident-update.ts';
import { recordSamples } from '../../../src/commands/record-samples.ts';
import { redactIncident } from '../../../src/commands/redact-incident.ts';
import { retractIncident } from '../../../src/commands/retract-incident.ts';
import { loadContent } from '../../../src/content/load-content.ts';
import { HOUR, MINUTE } from '../../../src/domain/instant.ts';
import type { Monitor } from '../../../src/domain/watch/monitor.ts';
import { homeAt } from '../../../src/queries/pages/home-at.ts';
import { homePage } from '../../../src/queries/pages/home-page.ts';
import { openStores } from '../../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../../src/stores/sqlite/open.ts';
import type { Stores } from '../../../src/stores/stores.ts';
import { at } from '../../domain/builders.ts';
import { incident, summary } from '../../statuspage/statuspage-builders.ts';
import { writtenBy } from '../../written-by.ts';

const { site, catalogue } = loadContent(fileURLToPath(new URL('../../../content', import.meta.url)));
const start = at('2026-07-03 12:00');
const by = writtenBy('test');
let stores: Stores;

beforeEach(() => {
	stores = openStores(openDatabase(':memory:'), catalogue);
});

const reading = (now: number) => ({ stores, site, language: 'es' as const, now });

async function pageAt(when: number, now: number) {
	const found = await homeAt(reading(now), new Date(when).toISOString());
	if (found.kind !== 'found') throw new Error(found.kind);
	return found.page;
}

async function opened(now: number): Promise<string> {
	const facts = { title: { es: 'Campañas lentas' }, body: { es: 'Palabra secreta' }, impact: 'minor' } as const;
	const instants = { detectedAt: null, acceptedAt: now, startedAt: now };
	const rest = { status: 'investigating', criticality: 'high', cause: null } as const;
	const { id } = await openIncident(
		stores,
		{ ...facts, ...instants, ...rest, components: { api: 'major_outage' } },
		by,
		now,
	);
	return id;
}

test('the page of an instant is the page that was shown then, whatever happened since', async () => {
	const id = await opened(start);
	const shown = [await homePage(reading(start + MINUTE))];
	const update = { status: 'monitoring', body: { es: 'Va mejor' }, happenedAt: start + HOUR } as const;
	await postIncidentUpdate(
		stores,
		id,
		{ ...update, components: { api: 'degraded_performance' } },
		by,
		start + HOUR,
		() => {},
	);
	shown.push(await homePage(reading(start + HOUR + MINUTE)));
	await stores.overrides.set(
		'override0001',
		{ component: 'chatbots', status: 'partial_outage', from: start + 2 * HOUR, until: null, reason: { es: 'Se cayó' } },
		by,
		() => {},
	);
	shown.push(await homePage(reading(start + 2 * HOUR + MINUTE)));
	await stores.overrides.giveBack('chatbots', by, start + 3 * HOUR, () => {});
	const done = { status: 'resolved', body: { es: 'Listo' }, happenedAt: start + 4 * HOUR, components: {} } as const;
	await postIncidentUpdate(stores, id, done, by, start + 4 * HOUR, () => {});
	const patch = { title: { es: 'Otro título' }, startedAt: start - HOUR, reason: { es: 'Antes' } };
	await amendIncident(stores, id, patch, by, start + 5 * HOUR, () => {});
	shown.push(await homePage(reading(start + 5 * HOUR + MINUTE)));
	for (const page of shown) expect(await pageAt(page.now, start + 10 * HOUR)).toEqual(page);
	expect(shown.map(({ headline }) => headline.kind)).toEqual(['affected', 'affected', 'affected', 'as_told']);
	expect(shown[0]?.live[0]?.title.wording).toBe('Campañas lentas');
});

test('what was redacted since is redacted then, too', async () => {
	const id = await opened(start);
	const reason = { es: 'Datos de una persona' };
	await redactIncident(
		stores,
		id,
		{ reason, words: 'Palabra secreta' },
		by,
		start + HOUR,
		() => {},
		() => {},
	);
	expect(JSON.stringify(await pageAt(start + MINUTE, start + 2 * HOUR))).not.toContain('secreta');
});

test('what another page had told before it was imported was not published here', async () => {
	await opened(start);
	const source = JSON.stringify(summary({ incidents: [incident()] }));
	await importStatuspage(stores, [{ file: 'summary.json', source }], by, start + HOUR);
	const titles = async (when: number) => (await pageAt(when, start + 3 * HOUR)).live.map(({ title }) => title.wording);
	expect(await titles(start + MINUTE)).toEqual(['Campañas lentas']);
	expect(await titles(start + 2 * HOUR)).toEqual(['Campañas lentas', 'Dim lamps']);
});

test.each([
	['before the first publication', '2020-01-01T10:00', { kind: 'too_early', since: start }],
	['that has yet to come', '2030-01-01T10:00', { kind: 'future' }],
	['that is none', 'yesterday', { kind: 'no_instant' }],
])('an instant %s has no page', async (_, asked, expected) => {
	await opened(start);
	expect(await homeAt(reading(start + HOUR), asked)).toMatchObject(expected);
});

test('what was retracted since is named, as the headline of then may have been another', async () => {
	const id = await opened(start);
	await retractIncident(stores, id, { reason: { es: 'Error' } }, by, start + HOUR, () => {});
	const then = await homeAt(reading(start + 2 * HOUR), new Date(start + MINUTE).toISOString());
	expect(then).toMatchObject({ withdrawn: [{ path: `/incidents/${id}`, title: { wording: 'Campañas lentas' } }] });
	const later = await homeAt(reading(start + 2 * HOUR), new Date(start + HOUR + MINUTE).toISOString());
	expect(later).toMatchObject({ kind: 'found', withdrawn: [] });
});

test('what was retracted since, and came with an import only after the instant, was not shown then, and is not named', async () => {
	await opened(start);
	const source = JSON.stringify(summary({ incidents: [incident()] }));
	await importStatuspage(stores, [{ file: 'summary.json', source }], by, start + HOUR);
	await retractIncident(stores, 'dimlamps0001', { reason: { es: 'Error' } }, by, start + 3 * HOUR, () => {});
	const withdrawn = async (when: number) => {
		const found = await homeAt(reading(start + 4 * HOUR), new Date(when).toISOString());
		return found.kind === 'found' ? found.withdrawn.map(({ path }) => path) : null;
	};
	expect(await withdrawn(start + MINUTE)).toEqual([]);
	expect(await withdrawn(start + 2 * HOUR)).toEqual(['/incidents/dimlamps0001']);
	expect(await withdrawn(start + 3.5 * HOUR)).toEqual([]);
});

describe('measurements', () => {
	const web: Monitor = {
		...{ name: 'web', probe: { kind: 'external' }, intervalMillis: MINUTE, timeoutMillis: MINUTE, attempts: 1 },
		...{ sets: true, status: 'major_outage', hours: 'always' },
	};
	const statusAt = async (when: number) => {
		const found = await homeAt(reading(start + 9 * HOUR), new Date(when).toISOString());
		if (found.kind !== 'found') throw new Error(found.kind);
		const rows = found.page.groups.flatMap(({ components }) => components);
		return [rows.find(({ slug }) => slug === 'api')?.status, found.measuredLate];
	};
	/** A sample a minute: `+` for a success. */
	const measure = (results: string, from: number, now: number) => {
		const samples = [...results].map((one, i) => {
			return { at: from + i * MINUTE, ok: one === '+', responseMillis: null, detail: null };
		});
		return recordSamples(stores, site, [{ component: 'api', monitor: web, samples }], by, now);
	};

	beforeEach(async () => {
		const components = catalogue.components.map((one) => (one.slug === 'api' ? { ...one, monitors: [web] } : one));
		stores = openStores(openDatabase(':memory:'), { ...catalogue, components });
		await measure('++', start, start + MINUTE);
	});

	test('that told of a failure only after the instant do not count then', async () => {
		await measure('--', start + 2 * MINUTE, start + HOUR);
		expect(await statusAt(start + 2.5 * MINUTE)).toEqual(['operational', true]);
		expect(await statusAt(start + MINUTE)).toEqual(['operational', false]);
	});

	test('that came only after the instant and tell the same are said to have come late, and a silence is none', async () => {
		await measure('++', start + 20 * MINUTE, start + 21 * MINUTE);
		expect(await statusAt(start + 10 * MINUTE)).toEqual(['unknown', false]);
		await measure('+++', start + 9 * MINUTE, start + HOUR);
		expect((await statusAt(start + 10 * MINUTE))[1]).toBe(true);
		expect((await statusAt(start + 2 * MINUTE))[1]).toBe(false);
	});

	test('that told of a recovery only after the instant do not count then', async () => {
		await measure('-', start + 2 * MINUTE, start + 2 * MINUTE);
		await measure('+', start + 3 * MINUTE, start + HOUR);
		expect(await statusAt(start + 3.5 * MINUTE)).toEqual(['major_outage', true]);
		expect(await statusAt(start + 2.5 * MINUTE)).toEqual(['major_outage', false]);
	});
});
