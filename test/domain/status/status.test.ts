import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ComponentStatus, componentStatuses, worst } from '../../../src/domain/component.ts';
import type { Incident } from '../../../src/domain/incidents/incident.ts';
import { DAY, HOUR, type Instant } from '../../../src/domain/instant.ts';
import { type Facts, statusOf, timelineOf } from '../../../src/domain/status/status.ts';
import { inPaces } from '../../pace.ts';
import { at, facts, incident, maintenance, outage, override, range } from '../builders.ts';

const shown = (given: Facts, time: string) => statusOf('api', at(time), given);

describe('the status of a component', () => {
	test('is operational, and because of nothing, when nothing is the matter', () => {
		expect(shown(facts(), '2026-03-02 10:00')).toEqual({ status: 'operational', because: null });
		const elsewhere = facts({ incidents: [outage('web', '2026-03-02 09:00', null)] });
		expect(shown(elsewhere, '2026-03-02 10:00').status).toBe('operational');
	});

	test('is what the latest change says, until the incident is resolved', () => {
		const changing = incident({
			resolvedAt: at('2026-03-02 12:00'),
			changes: [
				{ component: 'api', status: 'major_outage', at: at('2026-03-02 10:00'), updateId: 'a' },
				{ component: 'api', status: 'degraded_performance', at: at('2026-03-02 11:00'), updateId: 'b' },
			],
		});
		const given = facts({ incidents: [changing] });
		const because = { kind: 'incident', id: 'incident0001' };
		expect(shown(given, '2026-03-02 09:59')).toEqual({ status: 'operational', because: null });
		expect(shown(given, '2026-03-02 10:00')).toEqual({ status: 'major_outage', because });
		expect(shown(given, '2026-03-02 11:00')).toEqual({ status: 'degraded_performance', because });
		expect(shown(given, '2026-03-02 12:00')).toEqual({ status: 'operational', because: null });
	});

	test('is the worst of several, and of equals the first is the reason', () => {
		const given = facts({
			incidents: [
				outage('api', '2026-03-02 09:30', null, 'degraded_performance', 'later'),
				outage('api', '2026-03-02 09:00', null, 'degraded_performance', 'sooner'),
				outage('api', '2026-03-02 10:00', '2026-03-02 11:00', 'partial_outage', 'worse'),
			],
			maintenances: [maintenance({ startedAt: at('2026-03-02 08:00') })],
		});
		expect(shown(given, '2026-03-02 08:30')).toEqual({
			status: 'under_maintenance',
			because: { kind: 'maintenance', id: 'maintenance1' },
		});
		expect(shown(given, '2026-03-02 09:45').because).toEqual({ kind: 'incident', id: 'sooner' });
		expect(shown(given, '2026-03-02 10:00').because).toEqual({ kind: 'incident', id: 'worse' });
	});

	test('is under maintenance while work is done, whatever was planned', () => {
		const planned = maintenance({ planned: range('2026-03-02 23:00', '2026-03-03 01:00') });
		expect(shown(facts({ maintenances: [planned] }), '2026-03-02 23:30').status).toBe('operational');
		const done = { ...planned, startedAt: at('2026-03-02 23:10'), endedAt: at('2026-03-02 23:40') };
		expect(shown(facts({ maintenances: [done] }), '2026-03-02 23:39').status).toBe('under_maintenance');
		expect(shown(facts({ maintenances: [done] }), '2026-03-02 23:40').status).toBe('operational');
	});

	test('is what staff set by hand while they do, for better or worse', () => {
		const given = facts({
			incidents: [outage('api', '2026-03-02 09:00', null)],
			overrides: [
				override({ from: at('2026-03-02 10:00'), until: null, status: 'operational' }),
				override({ from: at('2026-03-02 11:00'), until: at('2026-03-02 12:00'), status: 'partial_outage' }),
			],
		});
		expect(shown(given, '2026-03-02 09:59').status).toBe('major_outage');
		expect(shown(given, '2026-03-02 10:00')).toMatchObject({ status: 'operational', because: { kind: 'override' } });
		expect(shown(given, '2026-03-02 11:59').status).toBe('partial_outage');
		expect(shown(given, '2026-03-02 12:00').status).toBe('operational');
	});
});

test('a timeline is told in as few pieces as possible', () => {
	const given = facts({ incidents: [outage('api', '2026-03-02 09:00', '2026-03-02 09:30', 'major_outage', 'one')] });
	const { start, end } = range('2026-03-02 00:00', '2026-03-03 00:00');
	expect(timelineOf('api', { start, end }, given)).toEqual([
		{ start, end: at('2026-03-02 09:00'), status: 'operational', because: null },
		{
			start: at('2026-03-02 09:00'),
			end: at('2026-03-02 09:30'),
			status: 'major_outage',
			because: { kind: 'incident', id: 'one' },
		},
		{ start: at('2026-03-02 09:30'), end, status: 'operational', because: null },
	]);
	expect(timelineOf('api', { start: end, end: start }, given)).toEqual([]);
});

test('saying the same again does not change the reason', () => {
	const change = (time: string, status: ComponentStatus = 'major_outage') => ({
		component: 'api',
		status,
		at: at(time),
		updateId: null,
	});
	const first = incident({ id: 'first', changes: [change('2026-03-02 09:00'), change('2026-03-02 11:00')] });
	const second = incident({ id: 'second', changes: [change('2026-03-02 10:00')] });
	const timeline = timelineOf(
		'api',
		range('2026-03-02 09:00', '2026-03-02 12:00'),
		facts({ incidents: [first, second] }),
	);
	expect(timeline.map(({ because }) => because?.id)).toEqual(['first']);
});

test('ten years of thousands of incidents are read in a moment', () => {
	const start = at('2016-01-01 00:00');
	const incidents = Array.from({ length: 20_000 }, (_, index) =>
		outage(
			'api',
			start + index * 4 * HOUR,
			start + index * 4 * HOUR + (index % 50) * HOUR,
			componentStatuses[index % 5],
			`${index}`,
		),
	);
	const began = performance.now();
	const timeline = timelineOf('api', { start, end: start + 3650 * DAY }, facts({ incidents }));
	expect(timeline.length).toBeGreaterThan(1000);
	expect(inPaces(performance.now() - began)).toBeLessThan(250);
});

describe('for any facts', () => {
	const hours = fc.integer({ min: 0, max: 100 });
	const statuses = fc.constantFrom(...componentStatuses);
	const components = fc.constantFrom('api', 'api', 'web');
	const incidents = fc.array(
		fc
			.record({
				changes: fc.array(fc.record({ component: components, status: statuses, at: hours }), { maxLength: 5 }),
				resolvedAt: fc.option(hours),
			})
			.map(({ changes, resolvedAt }) => ({
				changes: changes.map((change) => ({ ...change, updateId: null })).sort((one, other) => one.at - other.at),
				resolvedAt,
			})),
		{ maxLength: 6 },
	);
	const maintenances = fc.array(
		fc.record({ components: fc.array(components), startedAt: fc.option(hours), length: fc.option(hours) }),
		{ maxLength: 3 },
	);
	const overrides = fc.array(
		fc.record({ component: components, status: statuses, from: hours, until: fc.option(hours) }),
		{ maxLength: 3 },
	);
	const anything = fc.record({ incidents, maintenances, overrides }).map((given) =>
		facts({
			incidents: given.incidents.map((one, index) => incident({ ...one, id: `i${index}` })),
			maintenances: given.maintenances.map(({ components, startedAt, length }, index) =>
				maintenance({
					id: `m${index}`,
					components,
					startedAt,
					endedAt: startedAt === null || length === null ? null : startedAt + length,
				}),
			),
			overrides: given.overrides.map(override),
		}),
	);
	const ranges = fc
		.record({ start: fc.integer({ min: -20, max: 80 }), length: fc.integer({ min: 1, max: 60 }) })
		.map(({ start, length }) => ({
			start,
			end: start + length,
		}));

	test('a timeline covers its range exactly, neighbours differ, and it says what the status was at every instant', () => {
		fc.assert(
			fc.property(anything, ranges, (given, range) => {
				const timeline = timelineOf('api', range, given);
				expect(timeline[0]?.start).toBe(range.start);
				expect(timeline.at(-1)?.end).toBe(range.end);
				for (const [index, { start, end, status, because }] of timeline.entries()) {
					const before = timeline[index - 1];
					if (before !== undefined) {
						expect(start).toBe(before.end);
						expect([before.status, before.because]).not.toEqual([status, because]);
					}
					for (let instant = start; instant < end; instant++) {
						expect(statusOf('api', instant, given)).toEqual({ status, because });
					}
				}
			}),
			{ numRuns: 200 },
		);
	});

	test('the status is what a plain reading of the facts gives', () => {
		fc.assert(
			fc.property(anything, hours, (given, instant) => {
				expect(statusOf('api', instant, given).status).toBe(plainStatus(given, instant));
			}),
			{ numRuns: 500 },
		);
	});

	function plainStatus(given: Facts, instant: Instant): ComponentStatus {
		const byHand = given.overrides
			.filter(
				({ component, from, until }) => component === 'api' && from <= instant && (until === null || instant < until),
			)
			.sort((one, other) => one.from - other.from)
			.at(-1);
		const running = given.maintenances.some(
			({ components, startedAt, endedAt, publishedAt }) =>
				components.includes('api') &&
				startedAt !== null &&
				Math.max(startedAt, publishedAt) <= instant &&
				(endedAt === null || instant < endedAt),
		);
		const said = given.incidents.flatMap((one) => saidBy(one, instant));
		return byHand?.status ?? worst(running ? [...said, 'under_maintenance'] : said);
	}

	function saidBy({ changes, resolvedAt }: Incident, instant: Instant): ComponentStatus[] {
		if (resolvedAt !== null && instant >= resolvedAt) return [];
		return changes
			.filter(({ component, at }) => component === 'api' && at <= instant)
			.slice(-1)
			.map(({ status }) => status);
	}
});
