import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { insideMillis, windowsWithin, windowVerdict } from '../../../src/domain/time/window.ts';
import { range } from '../builders.ts';

const window = { from: '23:00', to: '05:00', offset: '-03:00' };
const verdict = (start: string, end: string) => windowVerdict([range(start, end)], window);

test('work between 23:00 and 05:00 is inside, up to the minute', () => {
	expect(verdict('2026-03-02 23:00', '2026-03-03 05:00')).toBe('inside');
	expect(verdict('2026-03-03 00:30', '2026-03-03 01:00')).toBe('inside');
	expect(verdict('2026-03-02 22:59', '2026-03-03 05:00')).toBe('partly_outside');
	expect(verdict('2026-03-02 23:00', '2026-03-03 05:01')).toBe('partly_outside');
	expect(verdict('2026-03-03 05:00', '2026-03-03 23:00')).toBe('outside');
});

test('the window is fixed to GMT−3, also while Brazil had summer time', () => {
	expect(verdict('2019-01-15 23:30', '2019-01-16 00:30')).toBe('partly_outside');
	expect(verdict('2019-01-16 00:00', '2019-01-16 06:00')).toBe('inside');
});

test('work over several nights is inside only at night', () => {
	const nights = range('2026-03-02 12:00', '2026-03-05 12:00');
	expect(windowVerdict([nights], window)).toBe('partly_outside');
	expect(insideMillis(nights, window)).toBe(18 * HOUR);
	expect(windowsWithin(nights, window)).toHaveLength(3);
});

test('a window may also begin and end on the same day, or reach the next one by its offset', () => {
	const early = { ...window, from: '01:00', to: '04:00', offset: '+05:30' };
	expect(windowVerdict([{ start: Date.UTC(2026, 2, 1, 19, 30), end: Date.UTC(2026, 2, 1, 22, 30) }], early)).toBe(
		'inside',
	);
	expect(windowVerdict([{ start: Date.UTC(2026, 2, 1, 22, 30), end: Date.UTC(2026, 2, 1, 23) }], early)).toBe(
		'outside',
	);
});

test('for any interval, a walk by the minute finds the same', () => {
	const clock = fc.integer({ min: 0, max: 23 * 60 + 59 });
	const format = (minutes: number) =>
		`${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
	fc.assert(
		fc.property(
			clock,
			clock,
			fc.nat({ max: 10 * 24 * 60 }),
			fc.integer({ min: 1, max: 4000 }),
			(from, to, first, length) => {
				fc.pre(from !== to);
				const start = Date.UTC(2026, 0) + first * MINUTE;
				let inside = 0;
				for (let minute = 0; minute < length; minute++) {
					const local = (((start + minute * MINUTE - 3 * HOUR) % DAY) + DAY) % DAY;
					const since = (local / MINUTE - from + 24 * 60) % (24 * 60);
					if (since < (to - from + 24 * 60) % (24 * 60)) inside += MINUTE;
				}
				const given = { ...window, from: format(from), to: format(to) };
				expect(insideMillis({ start, end: start + length * MINUTE }, given)).toBe(inside);
			},
		),
	);
});
