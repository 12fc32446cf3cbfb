import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { openIncident } from '../../../src/commands/open-incident.ts';
import { postIncidentUpdate } from '../../../src/commands/post-incident-update.ts';
import { recordSamples } from '../../../src/commands/record-samples.ts';
import { scheduleMaintenance } from '../../../src/commands/schedule-maintenance.ts';
import { loadContent } from '../../../src/content/load-content.ts';
import type { ComponentStatus } from '../../../src/domain/component.ts';
import { HOUR, type Instant, MINUTE } from '../../../src/domain/instant.ts';
import { reportFigures } from '../../../src/domain/report/report.ts';
import { gapMillis } from '../../../src/domain/status/uptime.ts';
import type { Monitor } from '../../../src/domain/watch/monitor.ts';
import { uptimeResource } from '../../../src/queries/admin/uptime-resource.ts';
import { componentPage } from '../../../src/queries/pages/component-page.ts';
import { type DayPage, dayPage } from '../../../src/queries/pages/day-page.ts';
import { uptimePage } from '../../../src/queries/pages/uptime-page.ts';
import { monthFacts } from '../../../src/queries/shared/month-facts.ts';
import { openStores } from '../../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../../src/stores/sqlite/open.ts';
import type { Stores } from '../../../src/stores/stores.ts';
import { at } from '../../domain/builders.ts';
import { writtenBy } from '../../written-by.ts';

const { site, catalogue } = loadContent(fileURLToPath(new URL('../../../content', import.meta.url)));
const writing = writtenBy('test');
const words = { title: { es: 'Algo' }, body: { es: 'Algo' } };
const now = at('2026-03-06 15:00');
let stores: Stores;

beforeEach(() => {
	stores = openStores(openDatabase(':memory:'), catalogue);
});

function reading(when = now, zone = site.time_zone) {
	return { stores, site: { ...site, time_zone: zone }, language: 'es' as const, now: when };
}

async function interruption(from: string, until: string | null, status: ComponentStatus = 'partial_outage') {
	const facts = { status: 'investigating', impact: 'major', criticality: 'urgent', detectedAt: null } as const;
	const startedAt = at(from);
	const draft = { ...words, ...facts, cause: null, components: { api: status }, startedAt, acceptedAt: startedAt };
	const { id } = await openIncident(stores, draft, writing, startedAt);
	if (until === null) return id;
	const over = { status: 'resolved' as const, body: words.body, components: {}, happenedAt: at(until) };
	await postIncidentUpdate(stores, id, over, writing, at(until), () => {});
	return id;
}

async function page(date: string, slug = 'api', when = now): Promise<DayPage> {
	return (await dayPage(reading(when), slug, date)) as DayPage;
}

describe('the page of a day', () => {
	test('tells what was under way on it, also what began before and went on', async () => {
		const over = await interruption('2026-03-02 10:00', '2026-03-02 11:00');
		const long = await interruption('2026-03-02 23:30', '2026-03-04 00:10');
		const ids = async (date: string) => (await page(date)).incidents.map(({ id }) => id);
		expect(await ids('2026-03-02')).toEqual([long, over]);
		expect(await ids('2026-03-03')).toEqual([long]);
		expect(await ids('2026-03-04')).toEqual([long]);
		expect(await ids('2026-03-05')).toEqual([]);
		expect((await page('2026-03-03', 'reports')).incidents).toEqual([]);
	});

	test('says the same as the mark and the row that lead to it', async () => {
		await interruption('2026-03-02 23:30', '2026-03-03 00:10', 'major_outage');
		await interruption('2026-03-04 08:00', '2026-03-04 20:00', 'degraded_performance');
		await interruption('2026-03-05 12:00', null);
		const component = await componentPage(reading(), 'api');
		const shown = component?.component.days.slice(-5) ?? [];
		expect(shown.map(({ status }) => status)).toEqual([
			'major_outage',
			'major_outage',
			'degraded_performance',
			'partial_outage',
			'partial_outage',
		]);
		for (const [i, day] of shown.entries()) {
			const own = await page(day.date);
			expect(own.day).toEqual(day);
			expect(own.uptime.always).toBe(component?.dailyUptime.at(i - 5));
		}
	});

	test('claims no measurement where only people tell', async () => {
		await interruption('2026-03-02 10:00', '2026-03-02 11:00');
		const told = await page('2026-03-04');
		expect(told.uptime).toEqual({ always: null, office: null });
		expect(told.day.uptime.asTold).toBe(true);
		expect((await page('2026-03-02')).uptime.always).toBe('97.85');
		const component = await componentPage(reading(), 'api');
		expect(component?.recent.map(({ figures }) => figures.always)).toEqual([
			null,
			expect.any(String),
			expect.any(String),
			expect.any(String),
		]);
		expect(component?.isMeasured).toBe(false);
		const { groups } = await uptimePage(reading(), 'recent');
		const group = groups.find(({ components }) => components.some(({ slug }) => slug === 'api'));
		expect(group?.components.find(({ slug }) => slug === 'api')?.cells[0]?.always).toBeNull();
		expect(group?.cells[0]).toBeNull();
		const open = await uptimeResource(reading(), 'api', { from: at('2026-03-04 00:00') });
		expect(open).toMatchObject({ uptime: null, as_told: true });
		const { availability } = reportFigures(await monthFacts(reading(), 'blip-go', '2026-03'), now);
		expect(availability.reports).toEqual({
			around_the_clock: null,
			in_office_hours: null,
			down_minutes: 0,
		});
	});

	test('has planned work on the days for which it was planned', async () => {
		await interruption('2026-03-02 10:00', '2026-03-02 11:00');
		const planned = { start: at('2026-03-04 23:00'), end: at('2026-03-05 01:00') };
		const draft = { ...words, components: ['api'], planned, automatic: false };
		await scheduleMaintenance(stores, draft, writing, at('2026-03-02 12:00'));
		const works = async (date: string) => (await page(date)).maintenances.length;
		expect([await works('2026-03-03'), await works('2026-03-04'), await works('2026-03-05')]).toEqual([0, 1, 1]);
	});

	test('leads to the days beside it that have pages', async () => {
		await interruption('2026-03-04 10:00', '2026-03-04 11:00');
		expect(await page('2026-03-04')).toMatchObject({ before: null, after: '2026-03-05', isToday: false });
		expect(await page('2026-03-05')).toMatchObject({ before: '2026-03-04', after: '2026-03-06' });
		expect(await page('2026-03-06')).toMatchObject({ before: '2026-03-05', after: null, isToday: true });
	});

	test.each(['2026-03-03', '2026-03-07', '2026-02-30', '2026-13-01', '2026-3-4', '2026-03-04x', '', '-1'])(
		'is not there for %j: before the record, to come, or no date',
		async (date) => {
			await interruption('2026-03-04 10:00', '2026-03-04 11:00');
			expect(await dayPage(reading(), 'api', date)).toBeNull();
			expect(await dayPage(reading(), 'nowhere', '2026-03-04')).toBeNull();
		},
	);

	test('tells nights without anybody who watches from hours in which nothing came', async () => {
		const office: Monitor = {
			...{ name: 'web', probe: { kind: 'external' }, intervalMillis: MINUTE, timeoutMillis: MINUTE },
			...{ attempts: 1, sets: true, status: 'major_outage', hours: 'office' },
		};
		const watched = catalogue.components.map((one) => (one.slug === 'api' ? { ...one, monitors: [office] } : one));
		stores = openStores(openDatabase(':memory:'), { ...catalogue, components: watched });
		await measured(office, at('2026-03-02 09:00'), 8 * 60);
		await measured(office, at('2026-03-03 09:00'), 2 * 60);
		const { day } = await page('2026-03-03');
		expect(day.uptime.notWatchedMillis).toBe(16 * HOUR);
		expect(gapMillis(day.uptime)).toBe(6 * HOUR - MINUTE);
		expect(day.uptime.notMeasuredMillis).toBe(22 * HOUR - MINUTE);
	});

	test.each([
		['2026-03-29', 23, [0, 5, 11, 17, 23]],
		['2026-10-25', 25, [0, 7, 13, 19, 25]],
		['2026-06-01', 24, [0, 6, 12, 18, 24]],
	])('is as long as the calendar says: %s has %i hours', async (date, hours, axis) => {
		await interruption('2026-03-02 10:00', null);
		const madrid = await dayPage(reading(at('2026-11-20 12:00'), 'Europe/Madrid'), 'api', date);
		expect(madrid?.hours.millis).toBe(hours * HOUR);
		expect(madrid?.hours.hours.map(({ at: fraction }) => Math.round(fraction * hours))).toEqual(axis);
		expect(madrid?.day.uptime.rangeMillis).toBe(hours * HOUR);
	});
});

/** A good sample a minute. */
async function measured(monitor: Monitor, from: Instant, count: number): Promise<void> {
	const samples = Array.from({ length: count }, (_, i) => {
		return { at: from + i * MINUTE, ok: true, responseMillis: 90, detail: null };
	});
	await recordSamples(stores, site, [{ component: 'api', monitor, samples }], writing, from + count * MINUTE);
}
