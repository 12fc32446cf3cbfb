import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openIncident } from '../../src/commands/open-incident.ts';
import { redactIncident } from '../../src/commands/redact-incident.ts';
import { redactMaintenance } from '../../src/commands/redact-maintenance.ts';
import { scheduleMaintenanceSeries } from '../../src/commands/schedule-maintenance-series.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { HOUR } from '../../src/domain/instant.ts';
import { type HistoryFeed, historyFeed } from '../../src/queries/feeds/history-feed.ts';
import { maintenanceCalendar } from '../../src/queries/feeds/maintenance-calendar.ts';
import { ledgerVerdict } from '../../src/queries/shared/ledger-verdict.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import { at } from '../domain/builders.ts';
import { writtenBy } from '../written-by.ts';

const { site, catalogue } = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
const database = openDatabase(':memory:');
const stores = openStores(database, catalogue);
const by = writtenBy('test');
const start = at('2026-03-02 10:00');
const wish = { words: 'swordfish', reason: { en: 'A password' } };
const reading = { stores, site, language: 'en' as const, now: start + 2 * HOUR };

function fail(error: unknown): void {
	throw error;
}

test('an entry of the feed is a newer one when words went, so that readers read it anew', async () => {
	const draft = { title: { en: 'swordfish' }, body: { en: 'a' }, status: 'investigating', impact: 'minor' } as const;
	const instants = { detectedAt: null, acceptedAt: start, startedAt: start };
	const rest = { criticality: 'normal', cause: null, components: {} } as const;
	const { id } = await openIncident(stores, { ...draft, ...instants, ...rest }, by, start);
	await redactIncident(stores, id, wish, by, start + HOUR, () => {}, fail);
	const { entries } = (await historyFeed(reading, null)) as HistoryFeed;
	expect(entries).toMatchObject([{ title: '█████', publishedAt: start, updatedAt: start + HOUR }]);
});

test('every date of a series loses the words, is a newer event in the calendar, and so do dates to come', async () => {
	const planned = { start: start + 24 * HOUR, end: start + 25 * HOUR };
	const texts = { title: { en: 'Use swordfish' }, body: { en: 'It is swordfish.' } };
	const rule = { rrule: 'FREQ=WEEKLY', zone: 'UTC', exceptions: [] };
	const draft = { ...texts, ...rule, components: ['reports'], automatic: true, planned };
	const { maintenances } = await scheduleMaintenanceSeries(stores, draft, by, start);
	await redactMaintenance(stores, maintenances[2]?.id ?? '', wish, by, start + HOUR, () => {}, fail);
	const { events } = await maintenanceCalendar(reading);
	expect(events).toHaveLength(maintenances.length);
	for (const event of events) {
		expect(event).toMatchObject({ title: 'Use █████', message: 'It is █████.', changes: 1, updatedAt: start + HOUR });
	}
	expect(await stores.maintenanceSeries.list(null, 1)).toMatchObject([{ title: { en: 'Use █████' } }]);
	expect(database.$client.serialize().includes('swordfish')).toBe(false);
	expect(await ledgerVerdict(stores)).toMatchObject({ ok: true, entries: 4, redacted: 2 });
});
