import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR, type Instant } from '../../../src/domain/instant.ts';
import { latestTold, nextStepAt, stepsDue } from '../../../src/domain/maintenance/automatic-maintenance.ts';
import {
	amendMaintenance,
	isOver,
	type Maintenance,
	maintenanceStatuses,
	postMaintenanceUpdate,
} from '../../../src/domain/maintenance/maintenance.ts';
import { at, maintenance } from '../builders.ts';

const automatic = (given: Partial<Maintenance> = {}) => maintenance({ automatic: true, ...given });
const { start, end } = automatic().planned;

function run(one: Maintenance, now: Instant): Maintenance {
	return stepsDue(one, now).reduce((before, step) => {
		return postMaintenanceUpdate(before, { ...step, id: step.status, body: {} }, now);
	}, one);
}

describe('an automatic maintenance', () => {
	test('waits for its start, starts at it, and ends at its end', () => {
		expect(stepsDue(automatic(), start - 1)).toEqual([]);
		expect(stepsDue(automatic(), start)).toEqual([{ status: 'in_progress', happenedAt: start }]);
		const started = run(automatic(), start + 500);
		expect(started).toMatchObject({ status: 'in_progress', startedAt: start, endedAt: null });
		expect(nextStepAt(started)).toBe(end);
		expect(run(started, end)).toMatchObject({ status: 'completed', startedAt: start, endedAt: end });
	});

	test('does both in one go when its whole window was missed', () => {
		const done = run(automatic(), end + 5 * HOUR);
		expect(done).toMatchObject({ status: 'completed', startedAt: start, endedAt: end });
		expect(done.updates.map(({ status, happenedAt }) => [status, happenedAt])).toEqual([
			['in_progress', start],
			['completed', end],
		]);
	});

	test('that is being verified is completed all the same', () => {
		expect(stepsDue(automatic({ status: 'verifying', startedAt: start }), end)).toHaveLength(1);
	});

	test('keeps the words on what cannot be done when it starts, and when its facts are corrected', () => {
		const post = (one: Maintenance, id: string, status: 'scheduled' | 'in_progress', happenedAt: Instant) => {
			return postMaintenanceUpdate(one, { id, status, body: { en: id }, happenedAt }, happenedAt);
		};
		const started = run(post(automatic(), 'No reports meanwhile', 'scheduled', start - HOUR), start);
		expect(latestTold(started)?.id).toBe('No reports meanwhile');
		const plannedEnd = end + HOUR;
		const moved = amendMaintenance(started, { plannedEnd, reason: { en: 'A slow disk' } }, 'moved', start + 1);
		expect(latestTold(moved)?.id).toBe('No reports meanwhile');
		expect(latestTold(post(moved, 'No exports either', 'in_progress', start + 2))?.id).toBe('No exports either');
		expect(latestTold(run(automatic(), start))).toBeNull();
	});

	test('never ends before it began', () => {
		const late = automatic({ status: 'in_progress', startedAt: end + HOUR });
		expect(stepsDue(late, end)).toEqual([]);
		expect(stepsDue(late, end + HOUR)).toEqual([{ status: 'completed', happenedAt: end + HOUR }]);
	});
});

test.each(['completed', 'cancelled'] as const)('what is %s never moves', (status) => {
	expect(stepsDue(automatic({ status }), end + HOUR)).toEqual([]);
	expect(nextStepAt(automatic({ status }))).toBeNull();
});

test.each(maintenanceStatuses)('by hand, nothing moves that is %s', (status) => {
	expect(stepsDue(maintenance({ status }), end + HOUR)).toEqual([]);
});

test('however the clock jumps, it starts once, ends once, and goes back on nothing', () => {
	const clock = fc.array(fc.integer({ min: at('2026-03-01 00:00'), max: at('2026-03-05 00:00') }), { maxLength: 12 });
	fc.assert(
		fc.property(clock, (instants) => {
			let one = automatic();
			let furthest = 0;
			for (const now of instants) {
				const before = one;
				one = run(one, now);
				furthest = Math.max(furthest, now);
				expect(one.updates.slice(0, before.updates.length)).toEqual(before.updates);
				expect(run(one, now)).toBe(one);
			}
			expect(one.updates.length).toBe(Number(furthest >= start) + Number(furthest >= end));
			expect(isOver(one)).toBe(furthest >= end);
			if (one.endedAt !== null) expect(one.endedAt).toBe(end);
		}),
	);
});
