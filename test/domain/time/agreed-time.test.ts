import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, HOUR, SECOND } from '../../../src/domain/instant.ts';
import { AgreedTime } from '../../../src/domain/time/agreed-time.ts';
import { at } from '../builders.ts';

const start = at('2026-03-31 12:00');

test('a clock that goes on for an hour is believed, an hour late', () => {
	const time = new AgreedTime(null);
	expect(time.at({ wall: start, monotonic: 0 })).toBe(Number.NEGATIVE_INFINITY);
	expect(time.at({ wall: start + HOUR, monotonic: HOUR })).toBe(start);
});

test('what an earlier server had read is believed at once, unless the clock stands before it', () => {
	expect(new AgreedTime(start).at({ wall: start + DAY, monotonic: 0 })).toBe(start);
	expect(new AgreedTime(start + 100 * DAY).at({ wall: start, monotonic: 0 })).toBe(start);
});

test('a leap of the clock that is shorter than an hour is never believed', () => {
	const leaps = fc.record({
		from: fc.nat(40),
		length: fc.integer({ min: 1, max: 350 }),
		days: fc.integer({ min: -400, max: 400 }),
	});
	fc.assert(
		fc.property(leaps, ({ from, length, days }) => {
			const time = new AgreedTime(null);
			for (let step = 0; step < 800; step++) {
				const monotonic = step * 10 * SECOND;
				const leapt = step >= from && step < from + length ? days * DAY : 0;
				// What is agreed on has truly passed.
				if (time.at({ wall: start + monotonic + leapt, monotonic }) > start + monotonic) return false;
			}
			return true;
		}),
		{ seed: 8, numRuns: 50 },
	);
});
