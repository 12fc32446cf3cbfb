import { beforeEach, describe, expect, test } from 'vitest';
import { amendIncident } from '../../src/commands/amend-incident.ts';
import { openIncident } from '../../src/commands/open-incident.ts';
import { postIncidentUpdate } from '../../src/commands/post-incident-update.ts';
import { retractIncident } from '../../src/commands/retract-incident.ts';
import { retractMaintenance } from '../../src/commands/retract-maintenance.ts';
import { scheduleMaintenance } from '../../src/commands/schedule-maintenance.ts';
import type { Component } from '../../src/domain/component.ts';
import type { Text } from '../../src/domain/text.ts';
import type { Engine } from '../../src/stores/engine.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { freshEngine, tamper } from '../databases.ts';
import { inPaces } from '../pace.ts';
import { writtenBy } from '../written-by.ts';

const now = Date.parse('2026-03-02T12:00:00Z');
const HOUR = 3_600_000;
const own = { groups: [], components: ['oil', 'oil-delivery'].map(lantern) };
const staff = writtenBy('ann');
let database: Engine;
let stores: Stores;

beforeEach(async () => {
	database = await freshEngine();
	stores = openStores(database, own);
});

describe('a search', () => {
	test('finds the words of titles and updates, in every language', async () => {
		const id = await interruption({ es: 'La migración se detuvo', en: 'The migration stopped' });
		expect(await found('migración')).toEqual([id]);
		expect(await found('stopped')).toEqual([id]);
		const words = { status: 'identified' as const, body: { en: 'A cable was cut.' }, components: {}, happenedAt: now };
		await postIncidentUpdate(stores, id, words, staff, now, asItIs);
		expect(await found('cable')).toEqual([id]);
	});

	test.each(['migracion', 'MIGRACIÓN', 'migracio\u0301n', 'la  migra', 'detuvo migr', '¿migración?', 'migr*'])(
		'does not mind how it is written: %s',
		async (words) => {
			const id = await interruption({ es: 'La migración se detuvo' });
			expect(await found(words)).toEqual([id]);
		},
	);

	test('wants every word, whole but for the last one', async () => {
		await interruption({ es: 'La migración se detuvo' });
		expect(await found('migración terminada')).toEqual([]);
		expect(await found('migra detuvo')).toEqual([]);
	});

	test('takes nothing that is typed for syntax', async () => {
		const id = await interruption({ en: 'near the end: AND OR NOT' });
		for (const words of [
			'NEAR(',
			'near(the end)',
			'"near"',
			"near'",
			'words:near',
			'^near',
			'near -end',
			'AND',
			'(NOT',
		]) {
			expect((await stores.search.find(wanted(words), 10)).total, words).toBe(words.startsWith('words') ? 0 : 1);
		}
		expect(await found('near" OR "x')).toEqual([]);
		expect(await found('end')).toEqual([id]);
	});

	test.each(['', '   ', '*', '"', '""', '(', '- -', '🔥', '🔥🔥 👩‍👩‍👧', '\u0301', '\0', '\ud800', ';--'])(
		'for nothing but punctuation finds nothing: %j',
		async (words) => {
			await interruption({ en: 'Something - "happened" (🔥)' });
			expect(await stores.search.find(wanted(words), 10)).toEqual({ found: [], total: 0, isMore: false });
		},
	);

	test('of ten thousand characters is answered at once', async () => {
		await interruption({ en: 'Something happened' });
		for (const words of ['a'.repeat(10_000), 'a '.repeat(5000), '"'.repeat(10_000), 'a*b" '.repeat(2000)]) {
			const before = performance.now();
			expect(await found(words)).toEqual([]);
			expect(inPaces(performance.now() - before)).toBeLessThan(250);
		}
	});

	test('gives the newest first, as many as are wanted, and says how many there are', async () => {
		const old = await interruption({ en: 'Old lamps' }, { startedAt: now - 9 * HOUR });
		const young = await interruption({ en: 'Young lamps' }, { startedAt: now - HOUR });
		const work = await planned({ en: 'New lamps' }, now - 3 * HOUR);
		expect(await found('lamps')).toEqual([young, work, old]);
		expect(await stores.search.find(wanted('lamps'), 2)).toMatchObject({
			found: [{ id: young }, { id: work }],
			total: 3,
		});
	});

	test('leaves out other kinds, and what did not touch the component', async () => {
		const id = await interruption({ en: 'Lamps' }, { components: { oil: 'major_outage' } });
		await interruption({ en: 'Lamps' }, { components: { 'oil-delivery': 'major_outage' } });
		const work = await planned({ en: 'Lamps' }, now, ['oil']);
		await planned({ en: 'Lamps' }, now, ['oil-delivery']);
		const ids = async (filter: object) =>
			(await stores.search.find({ ...wanted('lamps'), ...filter }, 9)).found.map((one) => one.id);
		expect((await ids({ component: 'oil' })).sort()).toEqual([id, work].sort());
		expect(await ids({ component: 'oil', kind: 'incident' })).toEqual([id]);
		expect(await ids({ component: 'oil', kind: 'maintenance' })).toEqual([work]);
		expect(await ids({ component: '%' })).toEqual([]);
	});
});

test('without words everything is found, up to an instant if one is given', async () => {
	const id = await interruption({ es: 'La migración se detuvo' });
	const work = await planned({ es: 'Otra migración' }, now + HOUR);
	const ids = async (before: number | null) =>
		(await stores.search.find({ words: null, before, kind: null, component: null }, 10)).found.map((one) => one.id);
	expect(await ids(null)).toEqual([work, id]);
	expect(await ids(now + 1)).toEqual([id]);
});

describe('what can be found', () => {
	test('is what stands there now, in the transaction that put it there', async () => {
		const id = await interruption({ en: 'Fog' });
		await amendIncident(stores, id, { title: { en: 'Mist' }, reason: { en: 'Thinner' } }, staff, now, asItIs);
		expect([await found('fog'), await found('mist')]).toEqual([[], [id]]);
		await expect(
			amendIncident(stores, id, { title: { en: 'Rain' }, resolvedAt: now }, staff, now, asItIs),
		).rejects.toThrow();
		expect(await found('rain')).toEqual([]);
	});

	test('is in the order of when it began, also after that was corrected', async () => {
		const [one, other] = [
			await interruption({ en: 'Fog' }),
			await interruption({ en: 'Fog' }, { startedAt: now - HOUR }),
		];
		expect(await found('fog')).toEqual([one, other]);
		const earlier = { startedAt: now - 2 * HOUR, acceptedAt: now, reason: { en: 'Seen earlier' } };
		await amendIncident(stores, one, earlier, staff, now, asItIs);
		expect(await found('fog')).toEqual([other, one]);
	});

	test('is nothing that was retracted', async () => {
		const ids = [await interruption({ en: 'Fog' }), await planned({ en: 'Fog' }, now + HOUR)];
		expect(await found('fog')).toHaveLength(2);
		const why = { en: 'Of another site' };
		await retractIncident(stores, ids[0] as string, { reason: why }, staff, now, asItIs);
		await retractMaintenance(stores, ids[1] as string, { reason: why }, staff, now, asItIs);
		expect(await found('fog')).toEqual([]);
	});

	test('is whatever people write, however long a word and whatever its letters', async () => {
		const id = await interruption({ en: `${'a'.repeat(254)}𠀀b ΟΔΟΣ` });
		expect(await found('aaaa')).toEqual([id]);
		expect([await found('οδος'), await found('οδοσ')]).toEqual([[id], [id]]);
		const words = Array.from({ length: 60_000 }, (_, nth) => `sehr${'lang'.repeat(4)}${nth}`);
		await amendIncident(stores, id, { title: { en: 'Fog' }, reason: { en: 'Shorter' } }, staff, now, asItIs);
		await database.write((tx) =>
			tx.search.write(tx, { number: 4, at: now, words: `Anfang ${words.join(' ')}`, tags: ['incident'] }),
		);
		expect((await stores.search.find(wanted('anfang'), 1)).total).toBe(1);
		expect((await stores.search.find(wanted('sehrlanglanglanglang9'), 1)).total).toBe(1);
	});

	test('is counted up to a thousand', async () => {
		await database.write(async (tx) => {
			for (let number = 1; number <= 1001; number++) {
				await tx.search.write(tx, { number: number * 2, at: now + number, words: 'fog', tags: ['incident'] });
			}
		});
		expect(await stores.search.find(wanted('fog'), 5)).toMatchObject({ total: 1000, isMore: true });
	});

	test('are justifications too', async () => {
		const id = await interruption({ en: 'Fog' });
		await stores.incidents.change(
			id,
			(incident) => ({ ...incident, justification: { body: { es: 'Faltó un repuesto' }, publishedAt: now } }),
			staff,
			now,
			'incident.justified',
		);
		expect(await found('repuesto')).toEqual([id]);
	});

	test('is filled in for a database of before the search', async () => {
		const ids = [await interruption({ en: 'Lamps' }), await planned({ en: 'Lamps' }, now - HOUR)];
		await tamper(database, 'DELETE FROM search');
		expect(await found('lamps')).toEqual([]);
		await stores.search.fillIfEmpty();
		expect((await found('lamps')).sort()).toEqual(ids.sort());
	});
});

async function found(words: string): Promise<string[]> {
	return (await stores.search.find(wanted(words), 10)).found.map(({ id }) => id);
}

function wanted(words: string) {
	return { words, before: null, kind: null, component: null };
}

async function interruption(title: Text, given: object = {}): Promise<string> {
	const facts = { impact: 'major', criticality: 'high', cause: null, detectedAt: null } as const;
	const draft = { ...facts, title, body: { en: '…' }, status: 'investigating' as const, components: {} };
	const times = { acceptedAt: now, startedAt: now };
	return (await openIncident(stores, { ...draft, ...times, ...given }, staff, now)).id;
}

async function planned(title: Text, start: number, components: string[] = []): Promise<string> {
	const planned = { start, end: start + HOUR };
	const draft = { title, body: { en: '…' }, components, planned, automatic: false };
	return (await scheduleMaintenance(stores, draft, staff, now)).id;
}

/** Nobody else writes here. */
function asItIs(): void {}

function lantern(slug: string): Component {
	const about = { name: { en: slug }, description: {}, group: 'ours', url: null, watch: null };
	return { ...about, slug, kind: 'system', formerly: [], dependsOn: [], monitors: [] };
}
