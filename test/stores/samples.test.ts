import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { recordSamples, recordSamplesFromElsewhere } from '../../src/commands/record-samples.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../src/domain/instant.ts';
import { judge } from '../../src/domain/watch/judgement.ts';
import type { Monitor, Sample } from '../../src/domain/watch/monitor.ts';
import { quantileOf } from '../../src/domain/watch/response-times.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { freshEngine } from '../databases.ts';
import { at, clock } from '../domain/builders.ts';
import { writtenBy } from '../written-by.ts';

const { site } = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
const writing = writtenBy('test');
const start = at('2026-03-02 10:00');
const web = {
	name: 'web',
	intervalMillis: MINUTE,
	attempts: 2,
	sets: true,
	status: 'major_outage' as const,
	hours: 'always' as const,
};
const ever = { start: 0, end: Number.MAX_SAFE_INTEGER };
let stores: Stores;

beforeEach(async () => {
	stores = openStores(await freshEngine(), { groups: [], components: [] });
});

/** `+` for a success and `-` for a failure, one a minute; anything else is no sample. */
function minutes(results: string, from: Instant = start): Sample[] {
	return [...results].flatMap((one, i) => {
		const ok = one === '+';
		const sample = { at: from + i * MINUTE, ok, responseMillis: ok ? 100 + i : null, detail: ok ? null : 'HTTP 503' };
		return '+-'.includes(one) ? [sample] : [];
	});
}

/** Unless told otherwise, as soon as the last one is measured. */
function record(
	samples: Sample[],
	monitor: Omit<typeof web, 'hours' | 'status'> & Pick<Monitor, 'hours' | 'status'> = web,
	now = samples.at(-1)?.at ?? start,
) {
	return recordSamples(stores, site, [{ component: 'api', monitor, samples }], writing, now);
}

async function observed(): Promise<string[]> {
	const all = await stores.observations.during(ever);
	return all.map(({ from, until }) => `${(from - start) / MINUTE}–${until === null ? '' : (until - start) / MINUTE}`);
}

async function covered(): Promise<string[]> {
	const all = await stores.observations.coverageDuring(ever);
	return all.map(({ from, until }) => `${(from - start) / MINUTE}–${(until - start) / MINUTE}`);
}

test('samples become what is observed, and what is measured', async () => {
	expect(await record(minutes('+++--+--++++'))).toMatchObject({ recorded: 12 });
	expect(await observed()).toEqual(['3–8']);
	expect(await covered()).toEqual(['0–13']);
});

test('a service that fails every second time never fails twice in a row: it is recorded, and proposes nothing', async () => {
	const flapping = minutes('-+'.repeat(30));
	expect(await record(flapping)).toMatchObject({ recorded: 60, turns: [] });
	expect(await observed()).toEqual([]);
	expect(await covered()).toEqual(['0–61']);
	const [hour] = await stores.samples.rollups('api', 'hour', ever);
	expect([hour?.count, hour?.failed]).toEqual([60, 30]);

	// Whoever has it act upon each failure says so.
	stores = openStores(await freshEngine(), { groups: [], components: [] });
	const { turns } = await record(flapping, { ...web, attempts: 1 });
	expect(turns).toHaveLength(60);
	expect(await observed()).toHaveLength(30);
});

test('what is said of slowness is observed, and no measurement of its own', async () => {
	const probe = { kind: 'slowness' as const, of: 'web', limitMillis: 100 };
	await record(minutes('+--'), { ...web, name: 'web-slow', probe } as typeof web);
	expect(await observed()).toEqual(['1–']);
	expect(await stores.samples.rollups('api', 'hour', ever)).toEqual([]);
});

test('what comes from elsewhere is of an external monitor or a heartbeat, and says of slowness what it says', async () => {
	const usual = { ...web, timeoutMillis: MINUTE, sets: true };
	const slowness = { kind: 'slowness' as const, of: 'nagios', limitMillis: 100 };
	const monitors: Monitor[] = [
		{ ...usual, name: 'nagios', probe: { kind: 'external' }, attempts: 1 },
		{ ...usual, name: 'nagios-slow', probe: slowness, attempts: 1, status: 'degraded_performance' },
		{ ...usual, name: 'backup', probe: { kind: 'heartbeat', graceMillis: MINUTE } },
	];
	const hand = (monitor: string, responseMillis: number | null) => {
		const sample = { monitor, at: start, ok: true, responseMillis, detail: null };
		return recordSamplesFromElsewhere(stores, site, { component: 'api', monitors }, [sample], writing, start);
	};
	await hand('nagios', 101);
	await hand('backup', null);
	const observed = await stores.observations.during(ever);
	expect(observed).toMatchObject([
		{ source: 'nagios-slow', status: 'degraded_performance', detail: 'slower than 0.1 s' },
	]);
	expect((await stores.samples.rollups('api', 'hour', ever)).map((one) => [one.monitor, one.count])).toEqual([
		['backup', 1],
		['nagios', 1],
	]);
	await expect(hand('nagios-slow', 1)).rejects.toMatchObject({ flaws: [{ pointer: '/samples/0/monitor' }] });
});

test('two failures in a row among others count from the first on, until two successes in a row', async () => {
	await record(minutes('+-+--+-+-++'));
	expect(await observed()).toEqual(['3–9']);
});

test('only what turns is published: a page stays as it is while all goes well', async () => {
	await record(minutes('+'));
	const before = stores.publications.current();
	for (let minute = 1; minute < 10; minute++) await record(minutes('+', start + minute * MINUTE));
	expect(stores.publications.current()).toBe(before);
	await record(minutes('-', start + 10 * MINUTE));
	expect(stores.publications.current()).toBe(before);
	const { turns } = await record(minutes('-', start + 11 * MINUTE));
	expect(turns).toMatchObject([{ component: 'api', monitor: 'web', failing: true, at: start + 10 * MINUTE }]);
	expect(stores.publications.current()).toBe(before + 1);
	await record(minutes('+', start + 20 * MINUTE));
	expect(stores.publications.current()).toBe(before + 2);
	expect(await covered()).toEqual(['0–13', '20–22']);
});

test('samples that come when their monitor was held for silent are published: pages said so', async () => {
	await record(minutes('++'));
	const before = stores.publications.current();
	await record(minutes('+++', start + 2 * MINUTE), web, start + 4 * MINUTE);
	expect(await covered()).toEqual(['0–6']);
	expect(stores.publications.current()).toBe(before + 1);
});

test('a monitor that is told to set the status while it fails does so from its next sample on', async () => {
	await record(minutes('+--'), { ...web, sets: false });
	await record(minutes('-', start + 3 * MINUTE), { ...web, status: 'partial_outage' });
	await record(minutes('-', start + 4 * MINUTE), { ...web, status: 'partial_outage' });
	const shown = async () =>
		(await stores.observations.during(ever)).map(({ status, sets, from, until }) => {
			return [status, sets, (from - start) / MINUTE, until === null ? null : (until - start) / MINUTE];
		});
	expect(await shown()).toEqual([
		['major_outage', false, 1, 3],
		['partial_outage', true, 3, null],
	]);
	await record(minutes('++', start + 5 * MINUTE), { ...web, status: 'partial_outage' });
	expect((await shown())[1]).toEqual(['partial_outage', true, 3, 5]);
});

test('a sample of an instant that is known changes nothing', async () => {
	await record(minutes('++--'));
	const before = stores.publications.current();
	expect(await record(minutes('----'))).toEqual({ recorded: 0, turns: [] });
	expect(await observed()).toEqual(['2–']);
	expect(stores.publications.current()).toBe(before);
	expect((await stores.samples.rollups('api', 'day', ever))[0]).toMatchObject({ count: 4, failed: 2 });
});

test('a late sample turns what came after it, and what staff put aside stays put aside', async () => {
	await record(minutes('++- --++'));
	expect(await observed()).toEqual(['2–6']);
	await record(minutes('++-'.padEnd(20), start + 10 * MINUTE));
	await record(minutes('-', start + 13 * MINUTE));
	const [, second] = await stores.observations.during(ever);
	await stores.observations.dismiss(second?.id as string, null, writtenBy('ann'), start + HOUR);
	await record(minutes('+', start + 3 * MINUTE));
	expect(await observed()).toEqual(['4–6', '12–']);
	expect((await stores.observations.during(ever))[1]).toMatchObject({ id: second?.id, dismissedAt: start + HOUR });
});

test('in whatever order samples come, what follows from them is the same', async () => {
	const order = fc.array(fc.record({ ok: fc.boolean(), rank: fc.double({ noNaN: true, min: 0, max: 1 }) }), {
		minLength: 1,
		maxLength: 14,
	});
	await fc.assert(
		fc.asyncProperty(
			order,
			fc.integer({ min: 1, max: 3 }),
			fc.integer({ min: 1, max: 4 }),
			async (given, attempts, size) => {
				stores = openStores(await freshEngine(), { groups: [], components: [] });
				const samples = given.map(({ ok }, i) => ({ at: start + i * MINUTE, ok, responseMillis: 50, detail: null }));
				const shuffled = samples.map((one, i) => ({ one, rank: given[i]?.rank ?? 0 })).sort((a, b) => a.rank - b.rank);
				for (let i = 0; i < shuffled.length; i += size) {
					await record(
						shuffled.slice(i, i + size).map(({ one }) => one),
						{ ...web, attempts },
					);
				}
				const { turns } = judge(false, samples, attempts);
				const expected = turns
					.filter(({ failing }) => failing)
					.map((turn) => {
						const end = turns.find((other) => other.at > turn.at);
						return `${(turn.at - start) / MINUTE}–${end ? (end.at - start) / MINUTE : ''}`;
					});
				expect(await observed()).toEqual(expected);
				expect(await covered()).toEqual([`0–${samples.length + 1}`]);
			},
		),
		{ numRuns: 40 },
	);
}, 30_000);

test('rollups by hour and day of the site hold median and 95th percentile', async () => {
	// 23:30 to 00:29 in São Paulo: two hours, two days.
	await record(minutes('+'.repeat(60), at('2026-03-02 23:30')));
	const hours = await stores.samples.rollups('api', 'hour', ever);
	const days = await stores.samples.rollups('api', 'day', ever);
	expect(hours.map(({ start: from, count }) => [clock(from)?.slice(4), count])).toEqual([
		['2026-03-02 23:00', 30],
		['2026-03-03 00:00', 30],
	]);
	expect(days.map(({ start: from, count }) => [clock(from)?.slice(4), count])).toEqual([
		['2026-03-02 00:00', 30],
		['2026-03-03 00:00', 30],
	]);
	expect(quantileOf(days[0]?.times ?? {}, 0.5)).toBeCloseTo(114, -1);
});

test('an office that was closed is no gap for who watches in office hours', async () => {
	const atWork = { ...web, hours: 'office' as const };
	await record(minutes('+++', at('2026-03-02 16:57')), atWork);
	await record(minutes('+++', at('2026-03-03 09:01')), atWork);
	await record(minutes('+++', at('2026-03-03 11:00')), atWork);
	const spans = (await stores.observations.coverageDuring(ever)).map(({ from, until }) => [clock(from), clock(until)]);
	expect(spans).toEqual([
		['Mon 2026-03-02 16:57', 'Tue 2026-03-03 09:05'],
		['Tue 2026-03-03 11:00', 'Tue 2026-03-03 11:04'],
	]);
});

describe('measurements are forgotten, rollups are not', () => {
	test('and a monitor that has failed for longer than that fails still', async () => {
		await record(minutes('+----'));
		expect(await stores.samples.prune(start + HOUR)).toBe(5);
		await record(minutes('--', start + 40 * DAY));
		expect(await observed()).toEqual(['1–']);
		expect(await stores.samples.rollups('api', 'hour', ever)).toHaveLength(2);
		await record(minutes('++', start + 40 * DAY + 2 * MINUTE));
		expect(await observed()).toEqual([`1–${40 * 24 * 60 + 2}`]);
	});
});
