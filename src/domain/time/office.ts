import { DomainError } from '../errors.ts';
import { DAY, HOUR, type Instant, type Interval, MINUTE } from '../instant.ts';
import type { Text } from '../text.ts';
import { dayOf, instantAt, midnightOf, nextDate } from './day.ts';
import type { Holidays } from './holidays.ts';
import { contains, millisOf, overlapOf } from './interval.ts';

/** In the order of JavaScript's getUTCDay. */
export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof weekdays)[number];

/** When the office is open: `[from, to)` by the clocks of `zone`, on `days` that are no holidays (SLA §2.3). */
export interface OfficeHours {
	/** IANA, such as 'America/Sao_Paulo'. */
	zone: string;
	days: Weekday[];
	/** 'HH:mm' */
	from: string;
	/** 'HH:mm', later than `from`; '24:00' is the end of the day. */
	to: string;
	holidays: Holidays;
}

export type DayReason = { counted: true } | { counted: false; reason: 'weekend' | 'holiday'; holiday?: Text };

export function isOpen(office: OfficeHours, at: Instant): boolean {
	const hours = hoursOn(office, dayOf(office.zone, at));
	return hours !== null && contains(hours, at);
}

/** Days of the week as runs from Monday on: `['mon', 'fri']` for all from Monday to Friday. */
export function weekdayRuns(days: readonly Weekday[]): [Weekday, Weekday][] {
	const week = [...weekdays.slice(1), weekdays[0]];
	const runs: [Weekday, Weekday][] = [];
	for (const [index, day] of week.entries()) {
		if (!days.includes(day)) continue;
		const last = runs.at(-1);
		if (last && last[1] === week[index - 1]) last[1] = day;
		else runs.push([day, day]);
	}
	return runs;
}

/** The first instant from `at` on at which the office is open. Throws DomainError('invalid') if none in ten years. */
export function nextOpening(office: OfficeHours, at: Instant): Instant {
	return Math.max(openingsFrom(office, at).next().value.start, at);
}

/**
 * The next instant after `at` at which the office opens or closes; Infinity for an office that never closes.
 * Throws DomainError('invalid') if it never opens.
 */
export function nextTransition(office: OfficeHours, at: Instant): Instant {
	let closes: Instant | null = null;
	for (const hours of openingsFrom(office, at)) {
		if (closes === null && hours.start > at) return hours.start;
		// An office that closes at 24:00 and opens at 00:00 hasn't closed.
		if (closes !== null && hours.start > closes) return closes;
		closes = hours.end;
		if (closes - at > LONGEST_SEARCH * DAY) break;
	}
	return Number.POSITIVE_INFINITY;
}

/** Does a date ('YYYY-MM-DD') count as a business day, and if not, why? */
export function dayReason(office: OfficeHours, date: string): DayReason {
	const weekday = weekdays[new Date(midnightOf(date)).getUTCDay()] as Weekday;
	if (!office.days.includes(weekday)) return { counted: false, reason: 'weekend' };
	const holiday = office.holidays(date);
	return holiday === null ? { counted: true } : { counted: false, reason: 'holiday', holiday };
}

/** How long the office is open between two instants, in milliseconds. */
export function officeMillisBetween(office: OfficeHours, start: Instant, end: Instant): number {
	return millisOf(openingsBetween(office, { start, end }));
}

/** When the office is open within a range, oldest first, cut to the range. */
export function openingsBetween(office: OfficeHours, range: Interval): Interval[] {
	const openings: Interval[] = [];
	if (range.start >= range.end) return openings;
	const last = dayOf(office.zone, range.end);
	for (let date = dayOf(office.zone, range.start); date <= last; date = nextDate(date)) {
		const hours = hoursOn(office, date);
		const open = hours && overlapOf(hours, range);
		if (open) openings.push(open);
	}
	return openings;
}

/**
 * Day by day and without end: when the office is open from `at` on. The first may have begun before `at`.
 * Throws DomainError('invalid') where ten years pass without one, and after twenty years in any case.
 */
export function* openingsFrom(office: OfficeHours, at: Instant): Generator<Interval, never> {
	let closedDays = 0;
	let days = 0;
	for (let date = dayOf(office.zone, at); closedDays <= LONGEST_SEARCH; date = nextDate(date)) {
		if (++days > LONGEST_WALK) throw tooFar();
		const hours = hoursOn(office, date);
		closedDays = hours === null ? closedDays + 1 : 0;
		if (hours !== null && hours.end > at) yield hours;
	}
	throw noBusinessDay();
}

/** When the office is open on a date; null where it isn't. */
export function hoursOn(office: OfficeHours, date: string): Interval | null {
	if (!dayReason(office, date).counted) return null;
	const midnight = midnightOf(date);
	const start = instantAt(office.zone, midnight + timeOfDay(office.from));
	const end = instantAt(office.zone, midnight + timeOfDay(office.to));
	return start < end ? { start, end } : null;
}

/** Ten years, in days: whoever searches for a business day gives up then. */
export const LONGEST_SEARCH = 3653;

/** Twenty years, in days: no deadline is looked for beyond them, whatever a revision of long ago says. */
export const LONGEST_WALK = 7305;

export function tooFar(): DomainError {
	return new DomainError('invalid', 'This deadline is more than twenty years away: it cannot be computed');
}

export function noBusinessDay(): DomainError {
	return new DomainError('invalid', 'The office has no business day within ten years');
}

/** 'HH:mm' in milliseconds since midnight. */
function timeOfDay(time: string): number {
	const [hours, minutes] = time.split(':').map(Number) as [number, number];
	return hours * HOUR + minutes * MINUTE;
}
