import { expect, test } from 'vitest';
import { openIncident } from '../../src/commands/open-incident.ts';
import { scheduleMaintenance } from '../../src/commands/schedule-maintenance.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { freshEngine } from '../databases.ts';
import { writtenBy } from '../written-by.ts';

const HOUR = 3_600_000;
const now = Date.parse('2026-03-02T12:00:00Z');
const staff = writtenBy('ann');

test('the last instant before each of others, and the first from one on, at which anything was under way', async () => {
	const engine = await freshEngine();
	const stores = openStores(engine, { groups: [], components: [] });
	const facts = { impact: 'major', criticality: 'high', cause: null, detectedAt: null, components: {} } as const;
	const draft = { ...facts, title: { en: 'Fog' }, body: { en: '…' }, acceptedAt: now };
	const over = {
		status: 'resolved',
		startedAt: now - 9 * HOUR,
		acceptedAt: now - 9 * HOUR,
		resolvedAt: now - 7 * HOUR,
	} as const;
	await openIncident(stores, { ...draft, ...over }, staff, now);
	await openIncident(stores, { ...draft, status: 'investigating', startedAt: now - 2 * HOUR }, staff, now);
	const planned = { start: now - 5 * HOUR, end: now - 4 * HOUR };
	const work = { title: { en: 'Work' }, body: { en: '…' }, components: [], planned, automatic: false };
	await scheduleMaintenance(stores, work, staff, now - 6 * HOUR);
	const ats = [now, now - 3 * HOUR, now - 8 * HOUR, now - 9 * HOUR];
	expect(await stores.incidents.lastBefore(ats)).toEqual([now - 1, now - 7 * HOUR, now - 8 * HOUR - 1, null]);
	expect(await stores.maintenances.lastBefore(ats)).toEqual([now - 4 * HOUR, now - 4 * HOUR, null, null]);
	expect(await stores.incidents.lastBefore([])).toEqual([]);
	const firsts = await Promise.all(
		[now - 10 * HOUR, now - 8 * HOUR, now - 6 * HOUR].map((at) => stores.incidents.firstFrom(at)),
	);
	expect(firsts).toEqual([now - 9 * HOUR, now - 8 * HOUR, now - 2 * HOUR]);
	await engine.close();
});
