import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { openIncident } from '../../src/commands/open-incident.ts';
import { setComponentStatus } from '../../src/commands/set-component-status.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../src/domain/instant.ts';
import { dayOf } from '../../src/domain/time/day.ts';
import { uptimeResource } from '../../src/queries/admin/uptime-resource.ts';
import { componentPage } from '../../src/queries/pages/component-page.ts';
import { dayPage } from '../../src/queries/pages/day-page.ts';
import { uptimePage } from '../../src/queries/pages/uptime-page.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { at } from '../domain/builders.ts';
import { writtenBy } from '../written-by.ts';

const { site, catalogue } = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
const first = at('2026-07-03 10:00');
const writing = writtenBy('test');
let stores: Stores;

beforeEach(() => {
	stores = openStores(openDatabase(':memory:'), catalogue);
});

const reading = (now: Instant) => ({ stores, site, language: 'es' as const, now });

/** The first publication, of another component. */
function begin() {
	const given = { status: 'operational', reason: null } as const;
	return setComponentStatus(stores, 'whatsapp', given, writing, first, () => {});
}

/** An outage of the API. */
async function told(startedAt: Instant, resolvedAt: Instant | null, now: Instant): Promise<string> {
	const facts = { title: { es: 'a' }, body: { es: 'a' }, impact: 'major', criticality: 'high', cause: null } as const;
	const status = resolvedAt === null ? 'investigating' : 'resolved';
	const instants = { detectedAt: null, acceptedAt: startedAt, startedAt, ...(resolvedAt !== null && { resolvedAt }) };
	const components = { api: 'major_outage' } as const;
	return (await openIncident(stores, { ...facts, ...instants, status, components }, writing, now)).id;
}

async function uptimeOf(from: Instant, to: Instant, now = to) {
	return (await uptimeResource(reading(now), 'api', { from, to })).uptime;
}

test('an outage of years ago that is told today gives no figure to the years before the site', async () => {
	const now = first + DAY;
	await begin();
	const id = await told(at('2019-03-01 10:00'), at('2019-03-01 11:00'), first + HOUR);
	expect(await uptimeOf(at('2019-01-01 00:00'), first, now)).toBeNull();
	const { columns } = await uptimePage(reading(now), 'years');
	expect(columns.map((column) => JSON.stringify(column)).filter((column) => column.includes('2019'))).toEqual([]);
	const day = await dayPage(reading(now), 'api', '2019-03-01');
	expect(day?.incidents.map((one) => one.id)).toEqual([id]);
	expect(day?.day).toMatchObject({ status: null, unknown: 'no_record' });
	expect(day?.uptime).toEqual({ always: null, office: null });
	expect((await componentPage(reading(now), 'api'))?.since).toBe(first);
});

test('a first incident that is told an hour late gives no figure to the time before the record, and takes none after it', async () => {
	await told(first - HOUR, first - MINUTE, first);
	expect(await uptimeOf(first - 2 * HOUR, first)).toBeNull();
	const later = first + HOUR;
	const today = await dayPage(reading(later), 'api', dayOf(site.time_zone, first));
	expect(today?.day).toMatchObject({ status: null, unknown: 'no_record', toldBefore: true });
	expect(today?.uptime.always).toBeNull();
	// Nothing measures it: that no outage was told since is no figure.
	expect(await uptimeOf(first, later)).toBeNull();
});

test('an outage that goes on when the record begins counts from then on', async () => {
	await begin();
	await told(first - HOUR, first + HOUR, first + HOUR);
	expect(await uptimeOf(first - 5 * HOUR, first + 4 * HOUR)).toBe(0.75);
	const today = await dayPage(reading(first + 4 * HOUR), 'api', dayOf(site.time_zone, first));
	expect(today?.day.status).toBe('major_outage');
	expect(today?.uptime.always).toBe('75.00');
});

test('whatever is told of the time before the record, it has no figure, and no day of an outage is a fine one', async () => {
	await begin();
	const hours = fc.integer({ min: 0, max: 60 * 24 });
	await fc.assert(
		fc.asyncProperty(hours, fc.integer({ min: 1, max: 100 }), hours, async (hoursBefore, lasted, asked) => {
			const start = first - hoursBefore * HOUR;
			const now = Math.max(first, start + lasted * HOUR) + 3 * DAY;
			const id = await told(start, start + lasted * HOUR, now);
			expect(await uptimeOf(first - (asked + 1) * HOUR, first, now)).toBeNull();
			const page = await componentPage(reading(now), 'api');
			const days = page?.component.days ?? [];
			for (let one = start; one < start + lasted * HOUR; one += HOUR) {
				const date = dayOf(site.time_zone, one);
				const day = days.find((one) => one.date === date);
				expect(day?.status ?? null).not.toBe('operational');
				expect(page?.dailyUptime[days.findIndex((one) => one.date === date)] ?? null).not.toBe('100');
				expect((await dayPage(reading(now), 'api', date))?.incidents.map((one) => one.id)).toContain(id);
			}
		}),
		{ seed: 9, numRuns: 15 },
	);
});
