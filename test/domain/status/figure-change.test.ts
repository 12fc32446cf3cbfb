import fc from 'fast-check';
import { expect, test } from 'vitest';
import { componentStatuses } from '../../../src/domain/component.ts';
import { figureChange } from '../../../src/domain/status/figure-change.ts';
import type { StatusSegment } from '../../../src/domain/status/status.ts';
import { uptimeOver } from '../../../src/domain/status/uptime.ts';

const WEIGHTS = { major_outage: 1, partial_outage: 0.5 };
const RANGE = { start: 0, end: 100 };

const status = fc.constantFrom(...componentStatuses, 'unknown' as const);

/** Without gaps, from 0 to 100. */
const timeline = fc
	.tuple(fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 6 }), fc.array(status, { minLength: 7 }))
	.map(([cuts, statuses]): StatusSegment[] => {
		const bounds = [0, ...cuts.toSorted((one, other) => one - other), 100];
		return bounds.slice(1).map((end, i) => {
			return { start: bounds[i] as number, end, status: statuses[i] ?? 'operational', because: null };
		});
	});

const downMillis = (of: StatusSegment[]) => {
	const { majorMillis, partialMillis } = uptimeOver(of, RANGE, WEIGHTS, RANGE.end);
	return majorMillis + partialMillis;
};

test('what enters less what leaves is by how much the downtime changes, and backwards each is the other', () => {
	fc.assert(
		fc.property(timeline, timeline, (before, after) => {
			const change = figureChange(before, after, WEIGHTS);
			expect(change.enters - change.leaves).toBe(downMillis(after) - downMillis(before));
			const { enters, leaves, weighs } = figureChange(after, before, WEIGHTS);
			expect([enters, leaves, weighs]).toEqual([change.leaves, change.enters, change.weighs]);
		}),
	);
});

test('what is the same changes nothing', () => {
	const nothing = { enters: 0, leaves: 0, weighs: 0, worked: 0, works: 0, since: null };
	fc.assert(
		fc.property(timeline, (one) => {
			expect(figureChange(one, one, WEIGHTS)).toEqual(nothing);
		}),
	);
});

test('work that is none any more is named as such, since when it began, and so is what becomes work', () => {
	const whole = (status: StatusSegment['status']) => [{ ...RANGE, status, because: null }];
	expect(figureChange(whole('under_maintenance'), whole('operational'), WEIGHTS)).toMatchObject({
		...{ worked: 100, works: 0, since: 0, enters: 0 },
	});
	expect(figureChange(whole('operational'), whole('under_maintenance'), WEIGHTS)).toMatchObject({
		worked: 0,
		works: 100,
	});
});
