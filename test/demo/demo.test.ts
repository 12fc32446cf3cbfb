import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadContent } from '../../src/content/load-content.ts';
import { writeDemoHistory } from '../../src/demo/history.ts';
import { componentStatuses } from '../../src/domain/component.ts';
import { DAY, type Instant, MINUTE } from '../../src/domain/instant.ts';
import { windowOf } from '../../src/domain/sla/commitments.ts';
import { outcomes } from '../../src/domain/sla/promise.ts';
import { languages } from '../../src/domain/text.ts';
import { windowVerdict } from '../../src/domain/time/window.ts';
import { homePage } from '../../src/queries/pages/home-page.ts';
import { factsDuring } from '../../src/queries/shared/facts.ts';
import { ledgerVerdict } from '../../src/queries/shared/ledger-verdict.ts';
import { openPromiseBook } from '../../src/queries/shared/promise-book.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { at } from '../domain/builders.ts';

const content = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
const { site } = content;
const now = at('2026-11-18 11:00');
let stores: Stores;

beforeAll(async () => {
	stores = await demoAt(now);
});

describe('the history of the demo', () => {
	test('has every outcome that a promise can have', async () => {
		expect(await outcomesAt(stores, now)).toEqual(new Set(outcomes));
	});

	test('has every status that a component can have', async () => {
		const { incidents, maintenances } = await factsDuring({ stores, site }, { start: now - 100 * DAY, end: now });
		const statuses = new Set<string>(incidents.flatMap(({ changes }) => changes.map(({ status }) => status)));
		if (maintenances.length > 0) statuses.add('under_maintenance');
		expect(statuses).toEqual(new Set(componentStatuses));
	});

	test('has maintenance inside, partly outside and outside the window; done, cancelled, moved and to come', async () => {
		const works = await stores.maintenances.list(null, 100);
		const [revision] = await stores.revisions.of('blip-go');
		const window = revision && windowOf(revision.terms);
		const verdicts = new Set(works.map(({ planned }) => window && windowVerdict([planned], window)));
		expect(verdicts).toEqual(new Set(['inside', 'partly_outside', 'outside']));
		expect(new Set(works.map(({ status }) => status))).toEqual(new Set(['completed', 'cancelled', 'scheduled']));
		expect(works.some(({ updates }) => updates.some(({ amended }) => amended.length > 0))).toBe(true);
		const [next] = await stores.maintenances.pending();
		expect(next?.planned.start).toBeGreaterThan(now);
	});

	test('has a night of every week, within the window, that runs by itself', async () => {
		const works = (await stores.maintenances.list(null, 100)).filter(({ seriesId }) => seriesId !== null);
		expect(works.filter(({ status }) => status === 'scheduled')).toHaveLength(12);
		const done = works.filter(({ status }) => status === 'completed');
		expect(done).toHaveLength(2);
		for (const { automatic, planned, startedAt, endedAt } of done) {
			expect({ automatic, start: startedAt, end: endedAt }).toEqual({ automatic: true, ...planned });
		}
		const [revision] = await stores.revisions.of('blip-go');
		const window = revision && windowOf(revision.terms);
		for (const { planned } of works) expect(window && windowVerdict([planned], window)).toBe('inside');
	});

	test('has a new criticality and a corrected start, each with its public reason, and a postmortem', async () => {
		const updates = (await stores.incidents.list(null, 100)).flatMap((incident) => incident.updates);
		const amended = updates.flatMap((update) => update.amended.map(({ field }) => field));
		expect(amended).toEqual(expect.arrayContaining(['criticality', 'started_at']));
		expect(updates.some(({ status }) => status === 'postmortem')).toBe(true);
	});

	test('has one live incident, of campaigns, with two updates', async () => {
		const page = await homePage({ stores, site, language: 'es', now });
		expect(page.headline).toMatchObject({ kind: 'affected', mark: 'partial_outage' });
		expect(page.live).toHaveLength(1);
		const [live] = await stores.incidents.latest(1);
		expect(live).toMatchObject({ status: 'identified', resolvedAt: null });
		expect(live?.updates).toHaveLength(2);
		expect(now - (live?.startedAt ?? 0)).toBeLessThan(60 * MINUTE);
	});

	test('has a miss that was announced before, and of which the partner’s outage was told only later: a difference', async () => {
		const late = (await stores.incidents.list(null, 100)).find(({ delays = [] }) => delays.length > 0);
		if (!late) throw new Error('No delay was announced');
		const [promise] = (await openPromiseBook(stores, site, [late], now)).promisesTo(late);
		expect(promise).toMatchObject({ outcome: 'missed', difference: { outcome: 'excluded' } });
		expect(late.delays?.[0]?.announcedAt).toBeLessThan(promise?.deadline as number);
	});

	test('speaks every language, everywhere', async () => {
		const stories = [...(await stores.incidents.list(null, 100)), ...(await stores.maintenances.list(null, 100))];
		const texts = stories.flatMap(({ title, updates }) => [title, ...updates.map(({ body }) => body)]);
		for (const text of texts) expect(Object.keys(text).sort()).toEqual([...languages].sort());
	});

	test('was written in the order in which it happened, and its ledger is whole', async () => {
		const entries = await stores.publications.entries(0, 10_000);
		const instants = entries.map((entry) => entry.at);
		expect(instants).toEqual(instants.toSorted((one, other) => one - other));
		expect(instants.at(-1)).toBeLessThanOrEqual(now);
		expect(await ledgerVerdict(stores)).toMatchObject({ ok: true, entries: entries.length });
	});

	test('is the same for the same instant, but for the identifiers', async () => {
		const again = await demoAt(now);
		expect(await told(again)).toEqual(await told(stores));
	});

	// Weekends, holidays and nights, when dates fall otherwise.
	test.each(['2026-01-01 00:10', '2026-02-18 23:59', '2026-04-05 05:00', '2026-05-02 12:00', '2027-01-03 09:30'])(
		'is complete at %s too',
		async (instant) => {
			expect(await outcomesAt(await demoAt(at(instant)), at(instant))).toEqual(new Set(outcomes));
		},
	);
});

test('a history of three years has one or two incidents a week', async () => {
	const long = await demoAt(now, { days: 1095 });
	const incidents = await long.incidents.list(null, 10_000);
	expect(incidents.length).toBeGreaterThan(150);
	expect(incidents.length).toBeLessThan(350);
	expect(Math.min(...incidents.map(({ startedAt }) => startedAt))).toBeLessThan(now - 1045 * DAY);
	expect(await ledgerVerdict(long)).toMatchObject({ ok: true });
});

async function demoAt(instant: Instant, options?: { days: number }): Promise<Stores> {
	const fresh = openStores(openDatabase(':memory:'), content.catalogue);
	await writeDemoHistory(fresh, content, instant, options);
	return fresh;
}

async function outcomesAt(demo: Stores, instant: Instant): Promise<Set<string>> {
	const incidents = await demo.incidents.list(null, 100);
	const { promisesTo: promisesFor } = await openPromiseBook(demo, site, incidents, instant);
	return new Set(incidents.flatMap(promisesFor).map(({ outcome }) => outcome));
}

async function told(demo: Stores) {
	const incidents = await demo.incidents.list(null, 100);
	return incidents.map(({ title, startedAt, resolvedAt, updates }) => {
		return { title, startedAt, resolvedAt, said: updates.map(({ body, publishedAt }) => ({ body, publishedAt })) };
	});
}
