import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/domain/instant.ts';
import { SteadyClock } from '../../../src/domain/time/steady-clock.ts';
import { at } from '../builders.ts';

const start = at('2026-03-31 12:00');

test('a leap of the clock that comes back within minutes is never followed, in either direction, and is said meanwhile', () => {
	const leaps = fc.record({
		from: fc.integer({ min: 1, max: 20 }),
		length: fc.integer({ min: 1, max: 29 }),
		hours: fc.integer({ min: -9000, max: 9000 }).filter((hours) => hours !== 0),
	});
	fc.assert(
		fc.property(leaps, ({ from, length, hours }) => {
			const clock = new SteadyClock(null);
			for (let step = 0; step < 60; step++) {
				const monotonic = step * 10 * SECOND;
				const isAway = step >= from && step < from + length;
				expect(clock.at({ wall: start + monotonic + (isAway ? hours * HOUR : 0), monotonic })).toBe(start + monotonic);
				expect(clock.state).toBe(isAway ? 'leapt' : 'ok');
			}
		}),
		{ seed: 8, numRuns: 50 },
	);
});

test('a clock that goes on from where it leapt to is believed after five minutes', () => {
	const clock = new SteadyClock(null);
	clock.at({ wall: start, monotonic: 0 });
	expect(clock.at({ wall: start + DAY, monotonic: SECOND })).toBe(start + SECOND);
	expect(clock.at({ wall: start + DAY + 5 * MINUTE, monotonic: 5 * MINUTE })).toBe(start + 5 * MINUTE);
	const wall = start + DAY + 6 * MINUTE;
	expect([clock.at({ wall, monotonic: 6 * MINUTE }), clock.state]).toEqual([wall, 'ok']);
});

test('a clock that is set by seconds, or drifts, is followed at once', () => {
	const clock = new SteadyClock(null);
	for (let hour = 0; hour < 100; hour++) {
		const wall = start + hour * (HOUR + 20 * SECOND);
		expect([clock.at({ wall, monotonic: hour * HOUR }), clock.state]).toEqual([wall, 'ok']);
	}
});

test('a clock before what an earlier server had left is said to be, until it has caught up', () => {
	const clock = new SteadyClock(start);
	const wall = start - 30 * DAY;
	expect([clock.at({ wall, monotonic: 0 }), clock.state]).toEqual([wall, 'behind']);
	clock.at({ wall: start, monotonic: 30 * DAY });
	expect(clock.state).toBe('ok');
});
