import { z } from 'zod';
import type { Instant } from '../instant.ts';
import { LineByLanguage, type Text } from '../text.ts';
import { dayOf, isZone, nextDate } from '../time/day.ts';
import { type Holidays, isCountry, publicHolidays } from '../time/holidays.ts';
import type { OfficeHours } from '../time/office.ts';

/** `23:00` */
export const clockTime = /^([01]\d|2[0-3]):[0-5]\d$/;

/** A time of day; aborts, since comparing what is none with another would only add noise. */
export function clockTimeLike(example: string) {
	return z.string().regex(clockTime, { error: `Expected a time such as "${example}"`, abort: true });
}

/** From Monday, as people write them. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const LocalDate = z.iso.date('Expected a date such as "2026-12-24"');
/** A day without business, and what it is called. */
export const NamedDay = z.strictObject({ date: LocalDate, name: LineByLanguage });

export const HolidayRule = z.strictObject({
	/** Its national holidays count. */
	country: z.string().refine(isCountry, 'Expected a country code such as "BR"').optional(),
	/** Days without business besides. */
	also: z.array(NamedDay).max(500).default([]),
	/** Business days although they are holidays. */
	not: z.array(LocalDate).max(500).default([]),
});

/** The holidays as dates, so that no newer library and no decree alters what was promised: each names one of `names`. */
export interface FrozenHolidays {
	/** The first and the last year of the dates. Nothing is promised beyond them that anybody will see: there the rule is asked. */
	years: [number, number];
	names: Text[];
	/** By 'YYYY-MM-DD'. */
	dates: Record<string, number>;
}

/** What a revision calls office hours and business days. */
export const Calendar = z
	.strictObject({
		/** IANA, such as 'America/Sao_Paulo'. */
		zone: z.string().refine(isZone, 'Expected a time zone such as "America/Sao_Paulo"'),
		days: z
			.array(z.enum(weekdays))
			.min(1, 'Expected at least one day')
			.refine((days) => new Set(days).size === days.length, 'Expected each day once'),
		from: clockTimeLike('09:00'),
		to: z.union([clockTimeLike('17:00'), z.literal('24:00')], { error: 'Expected a time such as "17:00"' }),
		holidays: HolidayRule.prefault({}),
	})
	.refine(({ from, to }) => from < to, { path: ['to'], error: 'Expected a time after calendar.from' });
export type Calendar = z.infer<typeof Calendar> & {
	/** Absent from a draft: the dates are counted when it is published. */
	frozen?: FrozenHolidays;
};

/** A deadline is looked for twenty years ahead at most, of what is accepted in the first ten years of a revision. */
const YEARS_AHEAD = 30;

/**
 * The calendar as it is published: with every holiday as a date. Those that an earlier calendar has fixed for the same country stay
 * as they are, but for the days that either of them names itself: no newer list of holidays moves a deadline unsaid.
 *
 * @param at when it is published
 * @param earlier the calendar that it follows, as it was published; null for none
 */
export function frozenCalendar(calendar: Calendar, at: Instant, earlier: Calendar | null = null): Calendar {
	const ruled = holidaysOf({ ...calendar, frozen: undefined });
	const isKept = isFixedBefore(calendar, earlier);
	const kept = earlier && holidaysOf(earlier);
	const names: Text[] = [];
	const dates: Record<string, number> = {};
	const year = Number(dayOf(calendar.zone, at).slice(0, 4));
	for (let date = `${year - 1}-01-01`; date < `${year + YEARS_AHEAD}-01-01`; date = nextDate(date)) {
		const name = kept !== null && isKept(date) ? kept(date) : ruled(date);
		if (name !== null) dates[date] = positionOf(name, names);
	}
	return { ...calendar, frozen: { years: [year - 1, year + YEARS_AHEAD - 1], names, dates } };
}

function isFixedBefore({ holidays }: Calendar, earlier: Calendar | null): (date: string) => boolean {
	if (!earlier?.frozen || earlier.holidays.country !== holidays.country) return () => false;
	const [first, last] = earlier.frozen.years;
	const own = new Set(
		[holidays, earlier.holidays].flatMap(({ also, not }) => [...also.map(({ date }) => date), ...not]),
	);
	return (date) => {
		const year = Number(date.slice(0, 4));
		return year >= first && year <= last && !own.has(date);
	};
}

function positionOf(name: Text, names: Text[]): number {
	const known = names.findIndex((one) => JSON.stringify(one) === JSON.stringify(name));
	return known >= 0 ? known : names.push(name) - 1;
}

const offices = new WeakMap<Calendar, OfficeHours>();

/** The same as what deadlines are counted in. */
export function officeOfCalendar(calendar: Calendar): OfficeHours {
	const known = offices.get(calendar);
	if (known) return known;
	const { zone, days, from, to } = calendar;
	const office = { zone, days, from, to, holidays: holidaysOf(calendar) };
	offices.set(calendar, office);
	return office;
}

function holidaysOf({ holidays: { country, also, not }, frozen }: Calendar): Holidays {
	const ruled = publicHolidays(country ?? null, also, not);
	if (frozen === undefined) return ruled;
	const [first, last] = frozen.years;
	return (date) => {
		const year = Number(date.slice(0, 4));
		if (year < first || year > last) return ruled(date);
		const name = frozen.dates[date];
		return name === undefined ? null : (frozen.names[name] ?? {});
	};
}

/** Every hour of every day. */
export function aroundTheClock(zone: string): OfficeHours {
	return { zone, days: [...weekdays], from: '00:00', to: '24:00', holidays: () => null };
}
