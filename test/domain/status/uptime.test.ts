import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shownStatuses } from '../../../src/domain/component.ts';
import { DAY, HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { timelineOf } from '../../../src/domain/status/status.ts';
import {
	combinedUptime,
	daySummaries,
	formatUptime,
	type Uptime,
	uptimeDuring,
	uptimeOver,
} from '../../../src/domain/status/uptime.ts';
import { daysBack } from '../../../src/domain/time/day.ts';
import { openingsBetween } from '../../../src/domain/time/office.ts';
import { at, facts, maintenance, office, outage, range, saoPaulo } from '../builders.ts';

const weights = { major_outage: 1, partial_outage: 0.3 };
const march = range('2026-03-01 00:00', '2026-04-01 00:00');
const later = at('2026-06-01 00:00');

function during(given: Parameters<typeof facts>[0], span = march, now = later): Uptime {
	return uptimeOver(timelineOf('api', span, facts(given)), span, weights, now);
}

/** An uptime with whole milliseconds, as if read back from a frozen report. */
function lost(majorMillis: number, rangeMillis: number, partialMillis = 0): Uptime {
	const uptime = 1 - (majorMillis + 0.3 * partialMillis) / rangeMillis;
	const none = {
		maintenanceMillis: 0,
		degradedMillis: 0,
		notMeasuredMillis: 0,
		notWatchedMillis: 0,
		noRecordMillis: 0,
	};
	return { ...none, asTold: false, uptime, rangeMillis, partialMillis, majorMillis, weights };
}

describe('uptime', () => {
	test('is one without outages; degraded performance and maintenance are no downtime', () => {
		expect(during({}).uptime).toBe(1);
		const degraded = during({
			incidents: [outage('api', '2026-03-02 09:00', '2026-03-02 10:00', 'degraded_performance')],
		});
		expect(degraded).toMatchObject({ uptime: 1, degradedMillis: HOUR });
	});

	test('weighs a partial outage at three tenths', () => {
		const { uptime, majorMillis, partialMillis, rangeMillis } = during({
			incidents: [
				outage('api', '2026-03-02 09:00', '2026-03-02 10:00'),
				outage('api', '2026-03-02 11:00', '2026-03-02 21:00', 'partial_outage'),
			],
		});
		expect([majorMillis, partialMillis, rangeMillis]).toEqual([HOUR, 10 * HOUR, 31 * DAY]);
		expect(uptime).toBeCloseTo(1 - 4 / (31 * 24), 12);
	});

	test('overlapping outages count once', () => {
		const once = during({ incidents: [outage('api', '2026-03-02 09:00', '2026-03-02 10:00')] });
		const twice = during({
			incidents: [
				outage('api', '2026-03-02 09:00', '2026-03-02 09:40'),
				outage('api', '2026-03-02 09:20', '2026-03-02 10:00'),
				outage('api', '2026-03-02 09:10', '2026-03-02 09:30', 'partial_outage'),
			],
		});
		expect(twice).toEqual(once);
	});

	test('ends now: nobody knows the rest of the month', () => {
		const now = at('2026-03-02 00:00');
		expect(during({ incidents: [outage('api', '2026-03-01 12:00', null)] }, march, now)).toMatchObject({
			uptime: 0.5,
			rangeMillis: DAY,
			majorMillis: DAY / 2,
		});
	});

	test('is unknown before it began, and when all was maintenance', () => {
		expect(during({}, march, march.start)).toMatchObject({ uptime: null, rangeMillis: 0 });
		const all = maintenance({ startedAt: march.start, endedAt: march.end });
		expect(during({ maintenances: [all] }).uptime).toBeNull();
	});

	test('within office hours counts only what happened then', () => {
		const week = range('2026-03-02 00:00', '2026-03-09 00:00');
		const timeline = timelineOf(
			'api',
			week,
			facts({ incidents: [outage('api', '2026-03-02 16:00', '2026-03-03 08:00')] }),
		);
		const uptime = uptimeDuring(timeline, openingsBetween(office(), week), weights, later);
		expect(uptime).toMatchObject({ rangeMillis: 40 * HOUR, majorMillis: HOUR, uptime: 0.975 });
	});
});

describe('a figure', () => {
	test('is rounded down', () => {
		expect(formatUptime(lost(1, 1_000_000))).toBe('99.99');
		expect(formatUptime(lost(1, 10_000))).toBe('99.99');
		expect(formatUptime(lost(3, 10_000))).toBe('99.97');
		expect(formatUptime(lost(1, 3))).toBe('66.66');
		expect(formatUptime(lost(1, 20))).toBe('95.00');
		expect(formatUptime(lost(1, 1_000_000), 4)).toBe('99.9999');
		expect(formatUptime(lost(1, 1_000_000), 0)).toBe('99');
	});

	test('is "100" only without any downtime', () => {
		expect(formatUptime(lost(0, 90 * DAY))).toBe('100');
		expect(formatUptime(lost(1, 3650 * DAY))).toBe('99.99');
		expect(formatUptime(lost(0, 3650 * DAY, 1), 3)).toBe('99.999');
	});

	test('may be nothing, or none', () => {
		expect(formatUptime(lost(5, 5))).toBe('0.00');
		expect(formatUptime(lost(0, 0))).toBeNull();
		expect(formatUptime({ ...lost(0, 5), uptime: null })).toBeNull();
	});

	test('never exceeds the truth, and misses it by less than its last digit', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 90 * DAY }), fc.nat({ max: 1000 }), (total, permille) => {
				const major = Math.floor((total * permille) / 1000);
				const [whole, decimals] = (formatUptime(lost(major, total)) as string).split('.');
				const printed = BigInt(whole as string) * 100n + BigInt(decimals ?? '00');
				const truth = BigInt(total - major) * 10_000n;
				expect(printed * BigInt(total) <= truth && truth < (printed + 1n) * BigInt(total)).toBe(true);
			}),
		);
	});
});

describe('for any timeline', () => {
	const timelines = fc
		.array(fc.record({ status: fc.constantFrom(...shownStatuses), minutes: fc.integer({ min: 1, max: 500 }) }), {
			minLength: 1,
			maxLength: 20,
		})
		.map((pieces) => {
			let end = march.start;
			return pieces.map(({ status, minutes }) => {
				const start = end;
				end = start + minutes * MINUTE;
				return { start, end, status };
			});
		});
	type Timeline = ReturnType<typeof outline>;
	const outline = (timeline: { start: number; end: number }[]) => ({
		start: march.start,
		end: timeline.at(-1)?.end ?? march.start,
	});

	test('uptime is between nothing and all', () => {
		fc.assert(
			fc.property(timelines, (timeline) => {
				const { uptime } = uptimeOver(timeline, outline(timeline), weights, later);
				expect(uptime === null || (uptime >= 0 && uptime <= 1)).toBe(true);
			}),
		);
	});

	test('the parts add up to the whole', () => {
		fc.assert(
			fc.property(timelines, fc.nat({ max: 1000 }), (timeline, permille) => {
				const whole: Timeline = outline(timeline);
				const middle = whole.start + Math.floor(((whole.end - whole.start) * permille) / 1000);
				const all = uptimeOver(timeline, whole, weights, later);
				const parts = [
					uptimeOver(timeline, { start: whole.start, end: middle }, weights, later),
					uptimeOver(timeline, { start: middle, end: whole.end }, weights, later),
				];
				for (const key of [
					'rangeMillis',
					'maintenanceMillis',
					'degradedMillis',
					'partialMillis',
					'majorMillis',
					'notMeasuredMillis',
					'notWatchedMillis',
					'noRecordMillis',
				] as const) {
					expect(parts.reduce((sum, part) => sum + part[key], 0)).toBe(all[key]);
				}
			}),
		);
	});

	test('maintenance neither helps nor hurts: without it, the figure is the same', () => {
		fc.assert(
			fc.property(timelines, (timeline) => {
				const rest = timeline.filter(({ status }) => status !== 'under_maintenance');
				const { uptime } = uptimeOver(timeline, outline(timeline), weights, later);
				expect(uptimeDuring(timeline, rest, weights, later).uptime).toBe(uptime);
			}),
		);
	});

	test('work that was announced after it began changes no figure, whatever else happens', () => {
		const wall = (at: number) => new Date(at - 3 * HOUR).toISOString().slice(0, 16).replace('T', ' ');
		const instant = fc.integer({ min: 0, max: 20 * 24 * 60 }).map((minutes) => march.start + minutes * MINUTE);
		const length = fc.integer({ min: 1, max: 3000 }).map((minutes) => minutes * MINUTE);
		const late = fc.record({ start: instant, length, late: length });
		const emergencies = fc.array(late, { minLength: 1, maxLength: 4 }).map((all) =>
			all.map(({ start, length, late }) => {
				const work = { start, end: start + length };
				return maintenance({ planned: work, startedAt: work.start, endedAt: work.end, publishedAt: start + late });
			}),
		);
		const outages = fc.array(fc.tuple(instant, length), { maxLength: 3 });
		const silences = fc.array(fc.tuple(instant, length), { maxLength: 3 });
		fc.assert(
			fc.property(emergencies, outages, silences, (maintenances, failures, gaps) => {
				const known = {
					incidents: failures.map(([start, length]) => {
						return outage('api', wall(start), wall(start + length));
					}),
					unknowns: gaps.map(([from, length]) => {
						return { component: 'api', from, until: from + length, why: 'not_measured' as const };
					}),
				};
				const planned = maintenance({ startedAt: at('2026-03-02 23:00'), endedAt: at('2026-03-03 01:00') });
				const figures = during({ ...known, maintenances: [planned, ...maintenances] });
				expect(figures).toEqual(during({ ...known, maintenances: [planned] }));
			}),
		);
	});

	test('of a day of such work the strip still tells', () => {
		const start = at('2026-03-02 09:00');
		const late = maintenance({ startedAt: start, endedAt: start + HOUR, publishedAt: start + 30 * MINUTE });
		const day = range('2026-03-02 00:00', '2026-03-03 00:00');
		const timeline = timelineOf('api', day, facts({ maintenances: [late] }));
		const [summary] = daySummaries(timeline, [{ date: '2026-03-02', interval: day }], weights, later);
		expect(summary).toMatchObject({ status: 'under_maintenance', downMillis: { under_maintenance: 30 * MINUTE } });
		expect(summary?.uptime).toMatchObject({ maintenanceMillis: 0, rangeMillis: DAY });
	});

	test('neither does what nobody measured', () => {
		fc.assert(
			fc.property(timelines, (timeline) => {
				const rest = timeline.filter(({ status }) => status !== 'unknown');
				const { uptime } = uptimeOver(timeline, outline(timeline), weights, later);
				expect(uptimeDuring(timeline, rest, weights, later).uptime).toBe(uptime);
			}),
		);
	});

	test('several components as one have the times of all of them', () => {
		fc.assert(
			fc.property(timelines, timelines, (one, other) => {
				const each = [one, other].map((timeline) => uptimeOver(timeline, outline(timeline), weights, later));
				const both = combinedUptime(each) as Uptime;
				const known = ({ rangeMillis, maintenanceMillis, notMeasuredMillis }: Uptime) =>
					rangeMillis - maintenanceMillis - notMeasuredMillis;
				expect(known(both)).toBe(each.reduce((sum, single) => sum + known(single), 0));
				const figures = each.flatMap(({ uptime }) => uptime ?? []);
				if (both.uptime === null) expect(figures).toEqual([]);
				else expect(both.uptime).toBeGreaterThanOrEqual(Math.min(...figures) - 1e-12);
				if (both.uptime !== null) expect(both.uptime).toBeLessThanOrEqual(Math.max(...figures) + 1e-12);
			}),
		);
	});

	test('no minute appears or disappears where a summer begins or ends', () => {
		const zones = fc.constantFrom('America/Santiago', 'Europe/Madrid', 'America/Sao_Paulo', 'Australia/Lord_Howe');
		const instants = fc.integer({ min: Date.UTC(2017, 0), max: Date.UTC(2026, 0) });
		fc.assert(
			fc.property(
				zones,
				instants,
				fc.integer({ min: 2, max: 200 }),
				fc.nat({ max: 5000 }),
				(zone, now, count, minutes) => {
					const days = daysBack(zone, now, count);
					const range = { start: days[0]?.interval.start ?? now, end: now };
					const down = outage('api', now - minutes * MINUTE, now - Math.floor(minutes / 2) * MINUTE);
					const timeline = timelineOf('api', range, facts({ incidents: [down] }));
					const whole = uptimeOver(timeline, range, weights, now);
					const summaries = daySummaries(timeline, days, weights, now).map(({ uptime }) => uptime);
					const sum = (of: (one: Uptime) => number) => summaries.reduce((total, one) => total + of(one), 0);
					expect(sum(({ rangeMillis }) => rangeMillis)).toBe(whole.rangeMillis);
					expect(sum(({ majorMillis }) => majorMillis)).toBe(whole.majorMillis);
				},
			),
		);
	});
});

describe('day by day', () => {
	const now = at('2026-03-04 12:00');
	const days = daysBack(saoPaulo, now, 4);

	test('the worst status, how long each lasted, and the uptime', () => {
		const known = { start: at('2026-03-02 00:00'), end: now };
		const incidents = [
			outage('api', '2026-03-02 18:00', '2026-03-03 06:00'),
			outage('api', '2026-03-03 07:00', '2026-03-03 08:00', 'partial_outage'),
		];
		const summaries = daySummaries(timelineOf('api', known, facts({ incidents })), days, weights, now);
		expect(summaries.map(({ date, status, uptime }) => [date, status, formatUptime(uptime)])).toEqual([
			['2026-03-01', null, null],
			['2026-03-02', 'major_outage', '75.00'],
			['2026-03-03', 'major_outage', '73.75'],
			['2026-03-04', 'operational', '100'],
		]);
		expect(summaries[2]?.downMillis).toMatchObject({
			major_outage: 6 * HOUR,
			partial_outage: HOUR,
			operational: 17 * HOUR,
		});
		expect(summaries[3]?.uptime.rangeMillis).toBe(12 * HOUR);
	});

	test('what is planned for the rest of today does not count yet', () => {
		const timeline = [{ start: at('2026-03-04 00:00'), end: at('2026-03-06 00:00'), status: 'operational' as const }];
		expect(daySummaries(timeline, days, weights, now).map(({ status }) => status)).toEqual([
			null,
			null,
			null,
			'operational',
		]);
	});
});
