import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openIncident } from '../../../src/commands/open-incident.ts';
import { scheduleMaintenance } from '../../../src/commands/schedule-maintenance.ts';
import { loadContent } from '../../../src/content/load-content.ts';
import { HOUR } from '../../../src/domain/instant.ts';
import { maintenanceCalendar } from '../../../src/queries/feeds/maintenance-calendar.ts';
import { historyPage } from '../../../src/queries/pages/history-page.ts';
import { maintenancesPage } from '../../../src/queries/pages/maintenance-pages.ts';
import { openStores } from '../../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../../src/stores/sqlite/open.ts';
import { at } from '../../domain/builders.ts';
import { writtenBy } from '../../written-by.ts';

const { site, catalogue } = loadContent(fileURLToPath(new URL('../../../content', import.meta.url)));
const stores = openStores(openDatabase(':memory:'), catalogue);
const by = writtenBy('test');
const now = at('2026-05-20 12:00');
const reading = { stores, site, language: 'es' as const, now };

async function told(from: string, until: string): Promise<void> {
	const draft = {
		title: { en: 'a' },
		body: { en: 'a' },
		status: 'resolved',
		impact: 'minor',
		criticality: 'normal',
	} as const;
	const instants = { detectedAt: null, acceptedAt: at(from), startedAt: at(from), resolvedAt: at(until) };
	await openIncident(stores, { ...draft, ...instants, cause: null, components: {} }, by, now);
}

function planned(start: string, automatic = false) {
	const window = { start: at(start), end: at(start) + HOUR };
	const draft = {
		title: { en: 'a' },
		body: { en: '**Two** [hours](https://a.example)' },
		components: ['api'],
		automatic,
	};
	return scheduleMaintenance(stores, { ...draft, planned: window }, by, at('2015-01-01 00:00'));
}

test('the months without anything are skipped, and the years are listed', async () => {
	await told('2019-03-31 20:00', '2019-04-01 02:00');
	await told('2021-12-31 23:30', '2021-12-31 23:40');
	await planned('2022-01-10 02:00');
	const step = async (month: string | null) => {
		const page = await historyPage(reading, month, { kind: null, component: null });
		return [page?.earlier, page?.later];
	};
	expect(await step(null)).toEqual(['2022-01', null]);
	expect(await step('2024-07')).toEqual(['2022-01', '2026-05']);
	expect(await step('2022-01')).toEqual(['2021-12', '2026-05']);
	expect(await step('2021-12')).toEqual(['2019-04', '2022-01']);
	expect(await step('2019-04')).toEqual(['2019-03', '2021-12']);
	expect(await step('2019-03')).toEqual([null, '2019-04']);
	const page = await historyPage(reading, null, { kind: null, component: null });
	expect(page?.years).toEqual([
		{ year: '2022', month: '2022-01' },
		{ year: '2021', month: '2021-12' },
		{ year: '2019', month: '2019-04' },
	]);
});

test('work that nobody closed is said to be that, and is neither next nor confirmed', async () => {
	const coming = await planned('2026-06-01 02:00');
	const page = await maintenancesPage(reading);
	expect(page.scheduled.map(({ id }) => id)).toEqual([coming.id]);
	expect(page.unclosed).toHaveLength(1);
	const { events } = await maintenanceCalendar(reading);
	expect(events.map(({ unclosed }) => unclosed)).toEqual([true, false]);
});
