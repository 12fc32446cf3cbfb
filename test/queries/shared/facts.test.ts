import { fileURLToPath } from 'node:url';
import { beforeEach, expect, test } from 'vitest';
import { recordSamples } from '../../../src/commands/record-samples.ts';
import { loadContent } from '../../../src/content/load-content.ts';
import { DAY, type Instant, MINUTE } from '../../../src/domain/instant.ts';
import { statusOf } from '../../../src/domain/status/status.ts';
import type { Monitor } from '../../../src/domain/watch/monitor.ts';
import { uptimeResource } from '../../../src/queries/admin/uptime-resource.ts';
import { factsDuring } from '../../../src/queries/shared/facts.ts';
import { openStores } from '../../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../../src/stores/sqlite/open.ts';
import type { Stores } from '../../../src/stores/stores.ts';
import { at } from '../../domain/builders.ts';
import { writtenBy } from '../../written-by.ts';

const { site, catalogue } = loadContent(fileURLToPath(new URL('../../../content', import.meta.url)));
const web: Monitor = {
	name: 'web',
	probe: { kind: 'external' },
	intervalMillis: MINUTE,
	timeoutMillis: MINUTE,
	attempts: 1,
	sets: true,
	status: 'major_outage',
	hours: 'office',
};
let stores: Stores;

/** Watched by one monitor. */
function watch(monitor: Monitor): void {
	const components = catalogue.components.map((one) => (one.slug === 'api' ? { ...one, monitors: [monitor] } : one));
	stores = openStores(openDatabase(':memory:'), { ...catalogue, components });
}

/** A sample a minute: `+` for a success, `-` for a failure. */
function measure(results: string, from: Instant, now: Instant, monitor = web) {
	const samples = [...results].map((one, i) => {
		return { at: from + i * MINUTE, ok: one === '+', responseMillis: null, detail: null };
	});
	return recordSamples(stores, site, [{ component: 'api', monitor, samples }], writtenBy('test'), now);
}

async function statusAt(time: string) {
	const now = at(time);
	return statusOf('api', now, await factsDuring({ stores, site }, { start: now, end: now }));
}

beforeEach(() => watch(web));

test('what failed when the office closed fails all night, until it can be measured again', async () => {
	await measure('+--', at('2026-03-02 16:57'), at('2026-03-02 17:00'));
	const failing = { status: 'major_outage', because: { kind: 'monitor', since: at('2026-03-02 16:58') } };
	expect(await statusAt('2026-03-02 23:00')).toMatchObject(failing);
	expect(await statusAt('2026-03-03 09:00')).toMatchObject(failing);
	expect(await statusAt('2026-03-03 09:02')).toMatchObject({ status: 'unknown', because: { kind: 'not_measured' } });
});

test('what was well when the office closed is not watched at night, and well when it opens', async () => {
	await measure('+++', at('2026-03-02 16:57'), at('2026-03-02 17:00'));
	expect(await statusAt('2026-03-02 23:00')).toMatchObject({ status: 'unknown', because: { kind: 'not_watched' } });
	expect((await statusAt('2026-03-03 09:00')).status).toBe('operational');
	expect((await statusAt('2026-03-03 09:01')).because).toEqual({ kind: 'not_measured', since: at('2026-03-03 09:01') });
});

test('measurements of days before the first publication count, good ones as well as bad ones', async () => {
	const around = { ...web, hours: 'always' as const };
	watch(around);
	const [start, now] = [at('2026-03-02 10:00'), at('2026-03-02 10:00') + 5 * DAY];
	await measure('++++++++--', start, now, around);
	const asked = { from: start, to: start + 10 * MINUTE };
	const { uptime, major_outage_seconds, not_measured_seconds } = await uptimeResource(
		{ stores, site, now },
		'api',
		asked,
	);
	expect({ uptime, major_outage_seconds, not_measured_seconds }).toEqual({
		uptime: 0.8,
		major_outage_seconds: 120,
		not_measured_seconds: 0,
	});
	const before = await uptimeResource({ stores, site, now }, 'api', { from: start - MINUTE, to: start });
	expect(before).toMatchObject({ uptime: null, not_measured_seconds: 60 });
});
