import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { amendMaintenance } from '../../src/commands/amend-maintenance.ts';
import { postMaintenanceUpdate } from '../../src/commands/post-maintenance-update.ts';
import { scheduleMaintenance } from '../../src/commands/schedule-maintenance.ts';
import { scheduleMaintenanceSeries } from '../../src/commands/schedule-maintenance-series.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { DAY, HOUR, type Instant, MINUTE, SECOND } from '../../src/domain/instant.ts';
import type { MaintenancePatch } from '../../src/domain/maintenance/maintenance.ts';
import { keepMaintenances } from '../../src/jobs/keep-maintenances.ts';
import { runMaintenances } from '../../src/jobs/run-maintenances.ts';
import { openLog } from '../../src/operating/log.ts';
import { ledgerVerdict } from '../../src/queries/shared/ledger-verdict.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import type { SqliteEngine } from '../../src/stores/sqlite/sqlite-engine.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { at } from '../domain/builders.ts';
import { inPaces } from '../pace.ts';
import { writtenBy } from '../written-by.ts';

const writing = writtenBy('operations');
const { site, catalogue } = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
const announced = at('2026-11-02 12:00');
const start = at('2026-11-22 23:00');
const end = at('2026-11-23 01:00');
const text = { es: 'Trabajo' };
let database: SqliteEngine;
let stores: Stores;

beforeEach(() => {
	database = openDatabase(':memory:');
	stores = openStores(database, catalogue);
	return () => database.close();
});

async function schedule(given: { automatic?: boolean; start?: Instant; end?: Instant } = {}): Promise<string> {
	const planned = { start: given.start ?? start, end: given.end ?? end };
	const draft = { title: text, body: text, components: ['reports'], automatic: given.automatic ?? true, planned };
	return (await scheduleMaintenance(stores, draft, writing, announced)).id;
}

function scheduleWeekly(rrule = 'FREQ=WEEKLY;BYDAY=SU', automatic = true) {
	const draft = { title: text, body: text, components: ['reports'], automatic, planned: { start, end } };
	const rule = { rrule, zone: site.time_zone, exceptions: [] };
	return scheduleMaintenanceSeries(stores, { ...draft, ...rule }, writing, announced);
}

function run(now: Instant, wasStopped = false): Promise<Instant> {
	return runMaintenances(stores, site, now, wasStopped);
}

async function stored(id: string) {
	const found = await stores.maintenances.find(id);
	if (!found) throw new Error('There is no such maintenance');
	return found;
}

function amend(id: string, patch: MaintenancePatch, now: Instant) {
	return amendMaintenance(stores, id, patch, writing, now, () => {});
}

describe('a maintenance that runs itself', () => {
	test('starts and ends at its instants, in words, by the hand of the system', async () => {
		const id = await schedule();
		expect(await run(start - 1)).toBe(start);
		expect((await stored(id)).status).toBe('scheduled');
		expect(await run(start)).toBe(end);
		expect(await stored(id)).toMatchObject({ status: 'in_progress', startedAt: start });
		expect(await run(end + 300)).toBe(Number.POSITIVE_INFINITY);
		const done = await stored(id);
		expect(done).toMatchObject({ status: 'completed', startedAt: start, endedAt: end });
		expect(done.updates.slice(1).map(({ body }) => body.es)).toEqual([
			'El mantenimiento comenzó según lo previsto.',
			'El mantenimiento terminó según lo previsto.',
		]);
		const [latest] = await stores.publications.newest(null, 1);
		expect(latest).toMatchObject({ actor: 'vigente', action: 'maintenance.updated', at: end + 300 });
	});

	test('says so when the server was stopped meanwhile, and since when, in every language', async () => {
		const id = await schedule();
		await run(end + DAY, true);
		const done = await stored(id);
		expect(done).toMatchObject({ status: 'completed', startedAt: start, endedAt: end });
		expect(done.updates.map(({ happenedAt, publishedAt }) => [happenedAt, publishedAt])).toEqual([
			[announced, announced],
			[start, end + DAY],
			[end, end + DAY],
		]);
		expect(done.updates[1]?.body).toEqual({
			es: 'El mantenimiento comenzó según lo previsto, el 22 nov 2026, 23:00 (GMT−3). Esta página estaba detenida en ese momento; lo registramos al volver.',
			'pt-BR':
				'A manutenção começou conforme o previsto, em 22 de nov. de 2026, 23:00 (GMT−3). Esta página estava fora do ar naquele momento; registramos isso na volta.',
			en: 'Maintenance started as planned on 22 Nov 2026, 23:00 (GMT−3). This page was down at that moment; we recorded it when it came back.',
		});
		expect((await stores.publications.newest(null, 10)).length).toBe(2);
	});

	test('of a server that was stopped for seconds says so as well, but not of one that came back in time', async () => {
		const [missed, inTime] = [await schedule(), await schedule({ start: start + 20 * SECOND })];
		await run(start + 20 * SECOND, true);
		expect((await stored(missed)).updates[1]?.body.es).toMatch(/Esta página estaba detenida en ese momento/);
		expect((await stored(inTime)).updates[1]?.body.es).toBe('El mantenimiento comenzó según lo previsto.');
	});

	test('that came late although the server was there does not blame it', async () => {
		const id = await schedule();
		await run(start + 5 * MINUTE);
		expect((await stored(id)).updates[1]?.body.es).toMatch(
			/22 nov 2026, 23:00 \(GMT−3\)\. Lo registramos más tarde\.$/,
		);
	});

	test('is not started twice when the clock goes back, nor undone', async () => {
		const id = await schedule();
		await run(start + MINUTE);
		const before = await stored(id);
		for (const now of [start - DAY, start, start + MINUTE]) await run(now);
		expect(await stored(id)).toEqual(before);
	});

	test('keeps to the window that it was moved to while under way', async () => {
		const id = await schedule();
		await run(start);
		await amend(id, { plannedEnd: end + HOUR, reason: text }, start + HOUR);
		expect(await run(end)).toBe(end + HOUR);
		expect((await stored(id)).status).toBe('in_progress');
		await run(end + HOUR);
		expect((await stored(id)).endedAt).toBe(end + HOUR);
	});

	test('is left alone once somebody has cancelled it', async () => {
		const id = await schedule();
		const cancelled = { status: 'cancelled' as const, body: text, happenedAt: announced };
		await postMaintenanceUpdate(stores, id, cancelled, writing, announced, () => {});
		const before = stores.publications.current();
		await run(end + DAY);
		expect(stores.publications.current()).toBe(before);
	});
});

test('by hand nothing moves, until it is told to run itself', async () => {
	const id = await schedule({ automatic: false });
	await run(start + MINUTE);
	expect((await stored(id)).status).toBe('scheduled');
	await amend(id, { automatic: true }, start + 2 * MINUTE);
	await run(start + 2 * MINUTE);
	expect(await stored(id)).toMatchObject({ status: 'in_progress', startedAt: start });
});

describe('a series', () => {
	test('always has twelve ahead, each run by itself', async () => {
		const { series } = await scheduleWeekly();
		for (let week = 0; week < 3; week++) {
			await run(start + week * 7 * DAY);
			await run(end + week * 7 * DAY);
		}
		const pending = await stores.maintenances.pending();
		expect(pending).toHaveLength(12);
		expect(pending.at(-1)?.planned.start).toBe(start + 14 * 7 * DAY);
		expect(pending.every(({ seriesId }) => seriesId === series.id)).toBe(true);
		expect(await stores.maintenances.past(100)).toHaveLength(3);
		expect(await ledgerVerdict(stores)).toMatchObject({ ok: true });
	});

	test('is filled up after a cancellation, and by hand too as its dates pass', async () => {
		const { maintenances } = await scheduleWeekly('FREQ=WEEKLY', false);
		const cancelled = { status: 'cancelled' as const, body: text, happenedAt: announced };
		await postMaintenanceUpdate(stores, maintenances[3]?.id ?? '', cancelled, writing, announced, () => {});
		expect(await run(announced)).toBe(start - 7 * DAY);
		expect(await stores.maintenances.pending()).toHaveLength(12);
		await run(start);
		expect((await stores.maintenances.pending()).filter(({ planned }) => planned.start > start)).toHaveLength(12);
	});

	test('goes on after years without a server: what was planned is caught up on, and nothing else in the past', async () => {
		await scheduleWeekly();
		const now = start + 3 * 365 * DAY;
		await run(now, true);
		expect(await stores.maintenances.past(100)).toHaveLength(12);
		const pending = await stores.maintenances.pending();
		expect(pending).toHaveLength(12);
		for (const { planned } of pending) expect(planned.start).toBeGreaterThan(now);
	});

	test('of which the rule gives no more has ended', async () => {
		const { series } = await scheduleWeekly('FREQ=WEEKLY;COUNT=2');
		await run(start + 8 * DAY);
		expect((await stores.maintenanceSeries.find(series.id))?.endedAt).toBe(start + 8 * DAY);
		const before = stores.publications.current();
		await run(start + 9 * DAY);
		expect(stores.publications.current()).toBe(before);
	});

	test('bears on no month that is over, however long ago it began', async () => {
		await scheduleWeekly();
		await run(start + 30 * MINUTE);
		const [continued] = await stores.publications.newest(null, 1);
		expect(continued).toMatchObject({ action: 'maintenance_series.continued', actor: 'vigente' });
		// What is to come bears on no month that is over.
		expect(await stores.publications.reachAfter((continued?.number ?? 0) - 1)).toBeGreaterThanOrEqual(
			start + 30 * MINUTE,
		);
	});
});

describe('reminders', () => {
	test('are recorded when they are due, each once, and are no publication', async () => {
		const id = await schedule();
		const before = stores.publications.current();
		expect(await run(announced)).toBe(start - 7 * DAY);
		expect(await run(start - 7 * DAY)).toBe(start - DAY);
		await run(start - DAY + 400);
		await run(start - 7 * DAY);
		await run(start - HOUR);
		const recorded = await stores.reminders.of([id]);
		expect(recorded.map(({ beforeMillis, recordedAt }) => [beforeMillis, recordedAt])).toEqual([
			[7 * DAY, start - 7 * DAY],
			[DAY, start - DAY + 400],
			[HOUR, start - HOUR],
		]);
		expect(stores.publications.current()).toBe(before);
	});

	test('are caught up on, but not after the start', async () => {
		const missed = await schedule();
		const started = await schedule({ start: start - 3 * DAY, end: start - 2 * DAY });
		await run(start - 2 * HOUR, true);
		expect((await stores.reminders.of([missed])).map(({ beforeMillis }) => beforeMillis)).toEqual([7 * DAY, DAY]);
		expect(await stores.reminders.of([started])).toEqual([]);
	});

	test('come anew for a start that was moved', async () => {
		const id = await schedule();
		await run(start - DAY);
		await amend(id, { plannedStart: start + 7 * DAY, plannedEnd: end + 7 * DAY, reason: text }, start - DAY + 1);
		await run(start + 6 * DAY);
		const recorded = await stores.reminders.of([id]);
		expect(recorded.map(({ plannedStart }) => plannedStart)).toEqual([start, start, start + 7 * DAY, start + 7 * DAY]);
	});
});

test('five hundred that are planned are looked at in no time, and run when they are due', async () => {
	for (let index = 0; index < 500; index++) await schedule({ start: start + index, end: end + index });
	const before = performance.now();
	expect(await run(start - 1)).toBe(start);
	expect(inPaces(performance.now() - before)).toBeLessThan(125);
	await run(start + 499);
	const pending = await stores.maintenances.pending();
	expect(pending).toHaveLength(500);
	expect(pending.every(({ status }) => status === 'in_progress')).toBe(true);
});

test('a database that fails is survived, and what was missed is done afterwards', async () => {
	const id = await schedule();
	let now = start - 1;
	const log = openLog('silent');
	const lines: unknown[] = [];
	log.error = (...line: unknown[]) => lines.push(line);
	const { pending } = stores.maintenances;
	stores.maintenances.pending = () => Promise.reject(new Error('disk I/O error'));
	const stop = await keepMaintenances(stores, site, () => now, log);
	try {
		expect(lines).toHaveLength(1);
		now = start;
		stores.maintenances.pending = pending;
		await expect.poll(async () => (await stored(id)).status, { timeout: 20_000 }).toBe('in_progress');
	} finally {
		stop();
	}
});

test('what is published is noticed, and a clock that leaps', async () => {
	let now = announced;
	const stop = await keepMaintenances(stores, site, () => now, openLog('silent'));
	try {
		const id = await schedule();
		now = start;
		await expect.poll(async () => (await stored(id)).status, { timeout: 10_000 }).toBe('in_progress');
		now = end + 2 * DAY;
		await expect.poll(async () => (await stored(id)).status, { timeout: 10_000 }).toBe('completed');
	} finally {
		stop();
	}
});
