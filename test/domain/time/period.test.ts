import { expect, test } from 'vitest';
import { periodsBack } from '../../../src/domain/time/period.ts';
import { at, clock, saoPaulo } from '../builders.ts';

const now = at('2026-02-17 12:00');
const shown = (unit: 'months' | 'quarters' | 'years', count: number) => {
	return periodsBack(saoPaulo, now, unit, count).map(({ first, interval }) => {
		return [first, clock(interval.start)?.slice(4, 14), clock(interval.end)?.slice(4, 14)];
	});
};

test('months, quarters and years of the calendar, the present one first', () => {
	expect(shown('months', 2)).toEqual([
		['2026-02', '2026-02-01', '2026-03-01'],
		['2026-01', '2026-01-01', '2026-02-01'],
	]);
	expect(shown('quarters', 2)).toEqual([
		['2026-01', '2026-01-01', '2026-04-01'],
		['2025-10', '2025-10-01', '2026-01-01'],
	]);
	expect(shown('years', 2)).toEqual([
		['2026-01', '2026-01-01', '2027-01-01'],
		['2025-01', '2025-01-01', '2026-01-01'],
	]);
});

test('neighbours touch, also where a summer begins or ends', () => {
	const periods = periodsBack('Europe/Madrid', at('2026-11-01 12:00', 'Europe/Madrid'), 'months', 36);
	for (const [i, { interval }] of periods.slice(1).entries()) expect(interval.end).toBe(periods[i]?.interval.start);
});
