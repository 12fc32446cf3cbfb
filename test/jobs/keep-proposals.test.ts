import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openIncident } from '../../src/commands/open-incident.ts';
import { askForLink } from '../../src/commands/people.ts';
import { recordSamples } from '../../src/commands/record-samples.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { MINUTE, SECOND } from '../../src/domain/instant.ts';
import type { Monitor } from '../../src/domain/watch/monitor.ts';
import { keepProposals } from '../../src/jobs/keep-proposals.ts';
import { Metrics } from '../../src/operating/metrics.ts';
import { describeStanding } from '../../src/operating/standing.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import type { SqliteEngine } from '../../src/stores/sqlite/sqlite-engine.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { writtenBy } from '../written-by.ts';
import { logged } from './logged.ts';

const real = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
const web: Monitor = {
	...{ name: 'web', probe: { kind: 'external' }, intervalMillis: MINUTE, timeoutMillis: MINUTE, attempts: 1 },
	...{ sets: false, status: 'major_outage', hours: 'always' },
};
const components = real.catalogue.components.map((one) => (one.slug === 'api' ? { ...one, monitors: [web] } : one));
const content = { ...real, catalogue: { ...real.catalogue, components } };
const writing = writtenBy('test');
const start = Date.UTC(2026, 2, 2, 15);
let database: SqliteEngine;
let stores: Stores;

beforeEach(() => {
	vi.useFakeTimers({ now: start });
	database = openDatabase(':memory:');
	stores = openStores(database, content.catalogue);
});
afterEach(async () => {
	vi.useRealTimers();
	await database.close();
});

function measure(ok: boolean): Promise<unknown> {
	const samples = [{ at: Date.now(), ok, responseMillis: null, detail: ok ? null : 'HTTP 503' }];
	return recordSamples(stores, content.site, [{ component: 'api', monitor: web, samples }], writing, Date.now());
}

function tell(): Promise<unknown> {
	const words = { title: { es: 'La API no responde' }, body: { es: 'La revisamos.' } };
	const facts = {
		status: 'investigating',
		impact: 'major',
		criticality: 'urgent',
		cause: null,
		detectedAt: null,
	} as const;
	const times = { startedAt: Date.now(), acceptedAt: Date.now() };
	const draft = { ...words, ...facts, ...times, components: { api: 'major_outage' as const } };
	return openIncident(stores, draft, writing, Date.now());
}

const soon = () => vi.advanceTimersByTimeAsync(5 * SECOND);

const begins = 'warn: something fails and no incident tells it';
const ends = 'warn: what failed is over, told or put aside';

test('the log says once when something fails that nobody tells, and once when that is over', async () => {
	const { log, lines } = logged();
	const stop = keepProposals(stores, content.site, Date.now, log);
	await measure(true);
	await soon();
	expect(lines).toEqual([]);
	await measure(false);
	await soon();
	await soon();
	expect(lines).toEqual([begins]);
	await measure(true);
	await soon();
	expect(lines).toEqual([begins, ends]);
	await measure(false);
	await soon();
	await tell();
	await soon();
	expect(lines).toEqual([begins, ends, begins, ends]);
	stop();
	await measure(true);
	await soon();
	expect(lines).toHaveLength(4);
});

test('a database that cannot be read at the moment ends nothing', async () => {
	const { log, lines } = logged();
	const stop = keepProposals(stores, content.site, Date.now, log);
	await measure(false);
	await soon();
	const unreadable = vi.spyOn(stores.observations, 'open').mockRejectedValue(new Error('database is locked'));
	await soon();
	unreadable.mockRestore();
	await soon();
	expect(lines).toEqual([begins]);
	stop();
});

test('the metrics show statuses, monitors, and what fails although no incident tells it', async () => {
	const metrics = new Metrics(
		() => stores.publications.current(),
		() => 0,
	);
	describeStanding(metrics, { stores, content, clock: Date.now });
	const figures = async () => {
		const text = await metrics.text();
		return text
			.split('\n')
			.filter((line) =>
				/^vigente_(component_status|proposals|monitor_(fail|last)|deliveries|person|waiting)/.test(line),
			);
	};
	await askForLink(stores, 'ana@example.com', 'es', Date.now(), async () => false);
	await measure(false);
	await vi.advanceTimersByTimeAsync(30 * SECOND);
	const failing = await figures();
	for (const line of [
		'vigente_component_status{component="api",status="operational"} 1',
		'vigente_component_status{component="whatsapp",status="operational"} 1',
		'vigente_proposals{component="api"} 1',
		'vigente_proposals{component="chatbots"} 0',
		'vigente_monitor_failing{component="api",monitor="web"} 1',
		'vigente_monitor_last_sample_age_seconds{component="api",monitor="web"} 30',
		'vigente_deliveries{state="due"} 0',
		'vigente_deliveries{state="parked"} 0',
		'vigente_person_letters 1',
		'vigente_waiting_posts{state="waiting"} 0',
		'vigente_waiting_posts{state="refused"} 0',
	])
		expect(failing).toContain(line);
	await tell();
	const told = await figures();
	expect(told).toContain('vigente_component_status{component="api",status="major_outage"} 1');
	expect(told.filter((line) => line.startsWith('vigente_component_status{component="api"'))).toHaveLength(1);
	expect(told).toContain('vigente_proposals{component="api"} 0');
	await measure(true);
	expect(await figures()).toContain('vigente_monitor_failing{component="api",monitor="web"} 0');
});
