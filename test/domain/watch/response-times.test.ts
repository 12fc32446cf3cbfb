import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addTime, mergedTimes, quantileOf } from '../../../src/domain/watch/response-times.ts';

const millis = fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 200 });
const held = (all: number[]) => all.reduce(addTime, {});

test('a quantile is at most one per cent and a rounded millisecond off', () => {
	fc.assert(
		fc.property(millis, fc.constantFrom(0.5, 0.95), (all, share) => {
			const exact = all.toSorted((one, other) => one - other)[Math.max(1, Math.ceil(all.length * share)) - 1] as number;
			expect(Math.abs((quantileOf(held(all), share) as number) - exact)).toBeLessThanOrEqual(exact * 0.01 + 0.5);
		}),
	);
});

test('hours add up to a day', () => {
	fc.assert(
		fc.property(millis, millis, (one, other) => {
			expect(mergedTimes([held(one), held(other)])).toEqual(held([...one, ...other]));
		}),
	);
});

test('where nothing was measured there is no quantile', () => {
	expect(quantileOf({}, 0.5)).toBeNull();
});
