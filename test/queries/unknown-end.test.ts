import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { amendMaintenance } from '../../src/commands/amend-maintenance.ts';
import { importStatuspage } from '../../src/commands/import-statuspage.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { maintenanceById, presentMaintenance } from '../../src/queries/admin/maintenance-resource.ts';
import { maintenanceCalendar } from '../../src/queries/feeds/maintenance-calendar.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import { item, rss, said } from '../statuspage/statuspage-feeds.ts';
import { writtenBy } from '../written-by.ts';

const { site } = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
const now = Date.parse('2026-03-02T12:00Z');
const start = Date.parse('2026-03-02T10:30Z');

test('work of which nobody said until when has no planned end, until somebody says one', async () => {
	const stores = openStores(openDatabase(':memory:'), { groups: [], components: [] });
	const reading = { stores, site, now, siteUrl: 'https://status.example.com', language: 'es' as const };
	const source = rss(item({ html: said('Mar 2', '10:30', 'In progress', 'We have begun.') }));
	await importStatuspage(stores, [{ file: 'history.rss', source }], writtenBy('cli'), now);
	const resource = await presentMaintenance(reading, await maintenanceById(reading, 'dimlamps0001'));
	expect(resource).toMatchObject({
		external_id: 'dimlamps0001',
		status: 'in_progress',
		planned_start: new Date(start).toISOString(),
		planned_end: null,
		inside_window: null,
	});
	expect((await maintenanceCalendar(reading)).events).toMatchObject([{ planned: { start, end: null } }]);
	const known = { plannedEnd: now, reason: { es: 'Ya se sabe.' } };
	await amendMaintenance(stores, 'dimlamps0001', known, writtenBy('ann'), now, () => {});
	const amended = await presentMaintenance(reading, await maintenanceById(reading, 'dimlamps0001'));
	expect(amended).toMatchObject({
		planned_end: new Date(now).toISOString(),
		updates: [{ amended: [{ field: 'planned_end', from: null }] }, {}],
	});
});
