import { beforeEach, expect, test } from 'vitest';
import { endLeftAlerts } from '../../src/commands/end-left-alerts.ts';
import { recordAlerts } from '../../src/commands/record-alerts.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/instant.ts';
import { statusOf } from '../../src/domain/status/status.ts';
import type { ToldAlert } from '../../src/domain/watch/alert.ts';
import type { Engine } from '../../src/stores/engine.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { freshEngine } from '../databases.ts';
import { at } from '../domain/builders.ts';
import { writtenBy } from '../written-by.ts';

const start = at('2026-03-02 10:00');
const ever = { start: 0, end: Number.MAX_SAFE_INTEGER };
const writing = writtenBy('sender', 'alerts');
let engine: Engine;
let stores: ReturnType<typeof openStores>;

beforeEach(async () => {
	engine = await freshEngine();
	stores = withComponent('api', []);
});

function withComponent(slug: string, formerly: string[]): ReturnType<typeof openStores> {
	const alerts = { match: { service: 'api' }, sets: true, status: 'partial_outage' as const };
	const named = { slug, formerly, kind: 'system' as const, name: { en: slug }, description: {}, group: 'all' };
	const component = { ...named, dependsOn: [], url: null, monitors: [], watch: null, alerts };
	return openStores(engine, { groups: [{ slug: 'all', name: { en: 'All' } }], components: [component] });
}

function told(key: string, firing: boolean, minute: number): ToldAlert {
	const said = { pointer: '', key, firing, words: key, labels: { service: 'api' }, component: null, startedAt: null };
	return { ...said, at: start + minute * MINUTE };
}

async function tell(minute: number, ...alerts: ToldAlert[]): Promise<void> {
	await recordAlerts(stores, 'prometheus', alerts, writing, start + minute * MINUTE);
}

async function spans(): Promise<unknown[]> {
	return (await stores.observations.during(ever)).map(({ component, kind, from, until }) => [
		...[component, kind, (from - start) / MINUTE],
		until === null ? null : (until - start) / MINUTE,
	]);
}

test('alerts of a component are kept as one observation, and published where a status turns', async () => {
	await tell(1, told('slow', true, 0), told('full', true, 1));
	const turned = stores.publications.current();
	await tell(2, told('slow', true, 0), told('full', true, 1));
	await tell(3, told('slow', false, 3));
	expect(stores.publications.current()).toBe(turned);
	expect(await spans()).toEqual([['api', 'alert', 0, null]]);
	await tell(5, told('full', false, 4));
	expect(await spans()).toEqual([['api', 'alert', 0, 4]]);
	const entries = (await stores.publications.entries(0, 10)).filter(({ action }) => action === 'alerts.recorded');
	expect(entries.map(({ subject, data }) => [subject, JSON.parse(data).turns])).toEqual([
		['component/api', [{ component: 'api', monitor: 'prometheus', at: start, failing: true }]],
		['component/api', [{ component: 'api', monitor: 'prometheus', at: start + 4 * MINUTE, failing: false }]],
	]);
	expect(await stores.publications.reachAfter(entries[0]?.number ?? 0)).toBe(start + 4 * MINUTE);
	// What was told only later is left out of what was known then.
	expect(await stores.publications.judgedAfter(start + 4 * MINUTE)).toHaveLength(1);
});

test('many at once, of which most are known', async () => {
	const all = Array.from({ length: 1000 }, (_, i) => told(`alert-${i}`, true, 0));
	await tell(1, ...all);
	await tell(2, ...all.slice(0, 999).map((one) => ({ ...one, firing: false, at: start + MINUTE })));
	expect(await spans()).toEqual([['api', 'alert', 0, null]]);
	expect((await stores.observations.open())[0]?.detail).toBe('alert-999');
	await tell(3, told('alert-999', false, 2));
	expect(await spans()).toEqual([['api', 'alert', 0, 2]]);
});

test('what began under an earlier slug of the component ends under the new one', async () => {
	await tell(1, told('slow', true, 0));
	stores = withComponent('gateway', ['api']);
	await tell(2, told('slow', true, 0));
	await tell(3, told('slow', false, 3));
	expect(await spans()).toEqual([['gateway', 'alert', 0, 3]]);
	await tell(4, told('slow', true, 0));
	expect(await stores.observations.open()).toEqual([]);
});

test('an end is remembered for a while, against what is still on its way', async () => {
	await tell(1, told('slow', false, 1));
	await tell(2, told('slow', true, 0));
	expect(await spans()).toEqual([]);
	const later = start + 3 * DAY;
	await recordAlerts(stores, 'prometheus', [told('slow', true, 0)], writing, later);
	expect(await spans()).toEqual([]);
	await stores.alerts.prune(later);
	await recordAlerts(stores, 'prometheus', [told('slow', true, 0)], writing, later);
	expect(await stores.observations.open()).toMatchObject([{ from: later - DAY }]);
	await stores.alerts.prune(later + DAY);
	await recordAlerts(stores, 'prometheus', [told('slow', false, -1)], writing, later + HOUR);
	expect(await stores.observations.open()).toMatchObject([{ until: null }]);
});

test('what another source says is its own, and one that is configured no more leaves nothing open', async () => {
	await tell(1, told('slow', true, 0));
	await recordAlerts(stores, 'grafana', [told('slow', true, 1)], writing, start + MINUTE);
	await recordAlerts(stores, 'grafana', [told('slow', false, 2)], writing, start + 2 * MINUTE);
	expect((await stores.observations.open()).map(({ source }) => source)).toEqual(['prometheus']);
	const now = start + 9 * MINUTE;
	expect(await endLeftAlerts(stores, [{ name: 'prometheus' }], writing, now)).toEqual([]);
	expect(await endLeftAlerts(stores, [{ name: 'grafana' }], writing, now)).toEqual(['prometheus']);
	expect(await stores.observations.open()).toEqual([]);
});

test('a monitor of the same name takes nothing from it, and gives it nothing', async () => {
	await tell(1, told('slow', true, 0));
	const monitor = { name: 'prometheus', intervalMillis: MINUTE, attempts: 1, sets: true, hours: 'always' as const };
	const samples = [{ at: start + 2 * MINUTE, ok: true, responseMillis: 1, detail: null }];
	const batch = { component: 'api', monitor: { ...monitor, status: 'major_outage' as const }, samples };
	const rules = { dayStart: () => start, bridged: () => false, newId: () => 'observation1' };
	await stores.samples.record([batch], rules, writing, start + 2 * MINUTE);
	expect(await spans()).toEqual([['api', 'alert', 0, null]]);
});

test('while work is under way it says nothing', () => {
	const alert = { id: 'o', component: 'api', kind: 'alert', source: 'prometheus', status: 'major_outage' } as const;
	const fires = { ...alert, sets: true, detail: null, from: start, since: start, until: null, dismissedAt: null };
	const facts = { incidents: [], maintenances: [], overrides: [], observations: [fires], unknowns: [] };
	expect(statusOf('api', start, facts)).toEqual({ status: 'major_outage', because: { kind: 'alert', since: start } });
});
