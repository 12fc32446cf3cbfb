import type { Instant, Interval } from '../instant.ts';
import { dayOf, monthInterval } from './day.ts';
import { shiftedMonth } from './month.ts';

export const periodUnits = ['months', 'quarters', 'years'] as const;
export type PeriodUnit = (typeof periodUnits)[number];

/** A month, a quarter or a year of the calendar: `first` is its first month, 'YYYY-MM'. */
export interface Period {
	first: string;
	interval: Interval;
}

const monthsIn: Record<PeriodUnit, number> = { months: 1, quarters: 3, years: 12 };

/** The last `count` periods in `zone`, newest first; the first one is that of `now`, whole. */
export function periodsBack(zone: string, now: Instant, unit: PeriodUnit, count: number): Period[] {
	const months = monthsIn[unit];
	const [year, month] = dayOf(zone, now).split('-').map(Number) as [number, number];
	const current = `${year}-${String(month - ((month - 1) % months)).padStart(2, '0')}`;
	return Array.from({ length: count }, (_, back) => {
		const first = shiftedMonth(current, -back * months);
		const last = shiftedMonth(first, months - 1);
		return { first, interval: { start: monthInterval(zone, first).start, end: monthInterval(zone, last).end } };
	});
}
