import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { componentStatuses } from '../../../src/domain/component.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/domain/instant.ts';
import { isTelling, lostMillis, markHeight } from '../../../src/domain/status/day-mark.ts';
import { timelineOf } from '../../../src/domain/status/status.ts';
import { type DaySummary, daySummaries, gapMillis, uptimeOver } from '../../../src/domain/status/uptime.ts';
import { dayInterval } from '../../../src/domain/time/day.ts';
import { at, facts, maintenance, outage } from '../builders.ts';

const seed = { seed: 20260306 };
const weights = { major_outage: 1, partial_outage: 0.3 };
const date = '2026-03-02';
const interval = dayInterval('America/Sao_Paulo', date);

describe('the mark of a day', () => {
	test('is never lower for a longer loss, never taller than full, and at least a stub for any', () => {
		const lost = fc.integer({ min: 0, max: 25 * HOUR });
		fc.assert(
			fc.property(lost, lost, (one, other) => {
				const [shorter, longer] = [Math.min(one, other), Math.max(one, other)];
				expect(markHeight(shorter)).toBeLessThanOrEqual(markHeight(longer));
				expect(markHeight(longer)).toBeLessThanOrEqual(1);
				if (shorter > 0) expect(markHeight(shorter)).toBeGreaterThanOrEqual(markHeight(MINUTE));
			}),
			seed,
		);
	});

	test('tells a blip from an hour and an hour from a day, and is full from eight hours on', () => {
		expect(markHeight(0)).toBe(0);
		expect(markHeight(1)).toBe(markHeight(MINUTE));
		expect(markHeight(MINUTE)).toBeGreaterThan(0.2);
		expect(markHeight(HOUR) - markHeight(MINUTE)).toBeGreaterThan(0.3);
		expect(markHeight(8 * HOUR)).toBe(1);
		expect(markHeight(DAY)).toBe(1);
	});

	test.each([
		['down, wholly and in part', { major_outage: 5, partial_outage: 7, degraded_performance: 60 }, 12],
		['slow', { degraded_performance: 60, under_maintenance: 90 }, 60],
		['worked on', { under_maintenance: 90 }, 90],
		['fine', {}, 0],
	])('counts for how long the component was %s', (_, minutes, lost) => {
		const downMillis = { ...noMillis(), ...mapped(minutes) };
		const status = componentStatuses.findLast((one) => downMillis[one] > 0) ?? 'operational';
		expect(lostMillis({ status, downMillis })).toBe(lost * MINUTE);
		expect(isTelling({ status, downMillis, gap: false, toldBefore: false })).toBe(lost > 0);
		expect(isTelling({ status, downMillis, gap: true, toldBefore: false })).toBe(true);
		expect(isTelling({ status, downMillis, gap: false, toldBefore: true })).toBe(true);
	});

	test('comes from what happened on the day, whatever began before or went on after', () => {
		const minutes = fc.integer({ min: -600, max: 2400 });
		fc.assert(
			fc.property(minutes, minutes, fc.constantFrom(...componentStatuses), (one, other, status) => {
				const start = interval.start + Math.min(one, other) * MINUTE;
				const end = interval.start + Math.max(one, other) * MINUTE;
				const range = { start: interval.start - DAY, end: interval.end + DAY };
				const timeline = timelineOf('api', range, facts({ incidents: [outage('api', start, end, status)] }));
				const overlap = Math.max(0, Math.min(end, interval.end) - Math.max(start, interval.start));
				expect(lostMillis(summary(timeline))).toBe(status === 'operational' ? 0 : overlap);
			}),
			{ ...seed, numRuns: 50 },
		);
	});

	test('is as tall for work as for an outage that took as long, and for some seconds a stub', () => {
		const worked = maintenance({ startedAt: at('2026-03-02 09:00'), endedAt: at('2026-03-02 09:00') + 20 * SECOND });
		const timeline = timelineOf('api', interval, facts({ maintenances: [worked] }));
		expect(markHeight(lostMillis(summary(timeline)))).toBe(markHeight(MINUTE));
	});
});

test('what nobody was to watch, what has no record and what was not measured are told apart, and together unknown', () => {
	const kinds = ['not_watched', 'no_record', 'not_measured', 'partner_silent'] as const;
	const piece = fc.record({ why: fc.constantFrom(...kinds, null), minutes: fc.integer({ min: 1, max: 500 }) });
	fc.assert(
		fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
			let end = 0;
			const timeline = pieces.map(({ why, minutes }) => {
				const start = end;
				end += minutes * MINUTE;
				const because = why === null ? null : { kind: why };
				return { start, end, status: why === null ? ('operational' as const) : ('unknown' as const), because };
			});
			const uptime = uptimeOver(timeline, { start: 0, end }, weights, end);
			const lasted = (...whys: string[]) =>
				timeline.reduce((sum, one) => sum + (whys.includes(one.because?.kind ?? '') ? one.end - one.start : 0), 0);
			expect(uptime.notMeasuredMillis).toBe(lasted(...kinds));
			expect(uptime.notWatchedMillis).toBe(lasted('not_watched'));
			expect(uptime.noRecordMillis).toBe(lasted('no_record'));
			expect(gapMillis(uptime)).toBe(lasted('not_measured', 'partner_silent'));
		}),
		seed,
	);
});

function summary(timeline: ReturnType<typeof timelineOf>): DaySummary {
	return daySummaries(timeline, [{ date, interval }], weights, interval.end)[0] as DaySummary;
}

function noMillis() {
	return Object.fromEntries([...componentStatuses, 'unknown'].map((status) => [status, 0])) as Record<
		(typeof componentStatuses)[number] | 'unknown',
		number
	>;
}

function mapped(minutes: Record<string, number>): Record<string, number> {
	return Object.fromEntries(Object.entries(minutes).map(([status, lasted]) => [status, lasted * MINUTE]));
}
