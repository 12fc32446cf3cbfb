import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { openIncident } from '../../src/commands/open-incident.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { DAY, HOUR, type Instant } from '../../src/domain/instant.ts';
import { dayOf } from '../../src/domain/time/day.ts';
import type { HistoryStretch } from '../../src/queries/pages/history-days.ts';
import { historyPage } from '../../src/queries/pages/history-page.ts';
import { homePage } from '../../src/queries/pages/home-page.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { at } from '../domain/builders.ts';
import { writtenBy } from '../written-by.ts';

const { site, catalogue } = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
const now = at('2026-07-03 12:00');
const all = { kind: null, component: null };
let stores: Stores;

beforeEach(() => {
	stores = openStores(openDatabase(':memory:'), catalogue);
});

const reading = () => ({ stores, site, language: 'es' as const, now });

async function told(startedAt: Instant, resolvedAt: Instant | null): Promise<string> {
	const facts = { title: { es: 'a' }, body: { es: 'a' }, impact: 'minor', criticality: 'normal' } as const;
	const instants = { detectedAt: null, acceptedAt: startedAt, startedAt, ...(resolvedAt !== null && { resolvedAt }) };
	const status = resolvedAt === null ? 'investigating' : 'resolved';
	const { id } = await openIncident(
		stores,
		{ ...facts, ...instants, status, cause: null, components: { api: 'partial_outage' } },
		writtenBy('test'),
		now,
	);
	return id;
}

/** The dates on which something is listed. */
function listed(stretches: HistoryStretch[], id: string): string[] {
	return stretches.flatMap(({ day }) => {
		const cards = day === null ? [] : [...day.incidents, ...day.ongoing.map(({ card }) => card)];
		return cards.some((card) => card.id === id) ? [day?.date ?? ''] : [];
	});
}

function datesBetween(start: Instant, end: Instant): string[] {
	const dates = new Set<string>();
	for (let at = start; at < end; at += HOUR) dates.add(dayOf(site.time_zone, at));
	return [...dates.add(dayOf(site.time_zone, Math.max(start, end - 1)))].sort();
}

describe('an incident', () => {
	test('is on each of its days while it is open, and after, on the home page and in every month', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 45 * 24 }),
				fc.option(fc.integer({ min: 1, max: 45 * 24 })),
				async (hoursAgo, lastedHours) => {
					const start = now - hoursAgo * HOUR;
					const end = lastedHours === null ? null : Math.min(now, start + lastedHours * HOUR);
					const id = await told(start, end);
					const dates = datesBetween(start, end ?? now);
					const { recent } = await homePage(reading());
					const week = dates.filter((date) => date > dayOf(site.time_zone, now - 7 * DAY));
					expect(listed(recent, id).sort()).toEqual(week);
					for (const month of new Set(dates.map((date) => date.slice(0, 7)))) {
						const page = await historyPage(reading(), month, all);
						const inMonth = dates.filter((date) => date.startsWith(month));
						expect(listed(page?.stretches ?? [], id).sort()).toEqual(inMonth);
					}
				},
			),
			{ seed: 9, numRuns: 25 },
		);
	});

	test('that began in another month is counted, found by its component, and leads on to the month after', async () => {
		const id = await told(at('2026-05-30 10:00'), at('2026-07-01 10:00'));
		const june = await historyPage(reading(), '2026-06', all);
		expect(june).toMatchObject({ incidents: 1, earlier: '2026-05', later: '2026-07' });
		const filtered = await historyPage(reading(), '2026-06', { kind: null, component: 'api' });
		expect(listed(filtered?.stretches ?? [], id)).toEqual(['2026-06-01']);
	});
});

test('days before the site are not called quiet', async () => {
	await told(now - HOUR, null);
	const { recent } = await homePage(reading());
	expect(recent.map(({ from, to }) => [from, to])).toEqual([['2026-07-03', '2026-07-03']]);
});
