import { IANAZone } from 'luxon';
import { DomainError } from '../errors.ts';
import { DAY, type Instant, type Interval, MINUTE } from '../instant.ts';

/** A day of the calendar in a named zone: `date` is 'YYYY-MM-DD', `interval` its 23, 24 or 25 hours. */
export interface CalendarDay {
	date: string;
	interval: Interval;
}

/** The last `count` days in `zone`, oldest first; the last one is the day of `now`, whole. */
export function daysBack(zone: string, now: Instant, count: number): CalendarDay[] {
	const today = midnightOf(dayOf(zone, now));
	return Array.from({ length: count }, (_, index) => {
		const date = isoDate(today - (count - 1 - index) * DAY);
		return { date, interval: dayInterval(zone, date) };
	});
}

/** The date ('YYYY-MM-DD') that a calendar in `zone` shows at `at`. */
export function dayOf(zone: string, at: Instant): string {
	return isoDate(wallClock(zone, at));
}

/** From the first to the last instant of a date in `zone`; not always 24 hours. */
export function dayInterval(zone: string, date: string): Interval {
	const midnight = midnightOf(date);
	return { start: instantAt(zone, midnight), end: instantAt(zone, midnight + DAY) };
}

/** The month 'YYYY-MM' in `zone`. Throws DomainError('invalid') for anything that is no month. */
export function monthInterval(zone: string, month: string): Interval {
	if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new DomainError('invalid', `"${month}" is not a month (YYYY-MM)`);
	const first = new Date(`${month}-01T00:00Z`);
	const next = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1);
	return { start: instantAt(zone, first.getTime()), end: instantAt(zone, next) };
}

/** The date after `date`, on the calendar. */
export function nextDate(date: string): string {
	return isoDate(midnightOf(date) + DAY);
}

/**
 * What the clock on a wall in `zone` shows at `at`, as the milliseconds at which a clock in UTC would show the same.
 * The first day of a zone's winter shows some readings twice, the first day of its summer leaves some out.
 */
export function wallClock(zone: string, at: Instant): number {
	return at + offsetOf(zone, at);
}

/**
 * The first instant at which the clock on a wall in `zone` shows `wall` (see `wallClock`) or has passed it: the first
 * of two where a reading is repeated, the end of the gap where it is left out.
 */
export function instantAt(zone: string, wall: number): Instant {
	// No zone is more than 14 hours from UTC, so the change of offset that matters lies between these two.
	const before = offsetOf(zone, wall - DAY);
	const after = offsetOf(zone, wall + DAY);
	const early = wall - before;
	if (offsetOf(zone, early) === before) return early;
	const late = wall - after;
	if (offsetOf(zone, late) === after) return late;
	return changeBetween(zone, late, early);
}

/** Is it a day of the calendar, written 'YYYY-MM-DD'? The 30th of February is none. */
export function isDate(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const midnight = Date.parse(`${text}T00:00Z`);
	return !Number.isNaN(midnight) && isoDate(midnight) === text;
}

/** The date before `date`, on the calendar. */
export function previousDate(date: string): string {
	return isoDate(midnightOf(date) - DAY);
}

/** Midnight of a date as a wall-clock reading. Throws DomainError('invalid') for anything that is no date. */
export function midnightOf(date: string): number {
	const midnight = Date.parse(`${date}T00:00Z`);
	if (Number.isNaN(midnight)) throw new DomainError('invalid', `"${date}" is not a date (YYYY-MM-DD)`);
	return midnight;
}

/** The first instant in `(before, after]` that has the offset of `after`. */
function changeBetween(zone: string, before: Instant, after: Instant): Instant {
	const changed = offsetOf(zone, after);
	let low = before;
	let high = after;
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2);
		if (offsetOf(zone, middle) === changed) high = middle;
		else low = middle;
	}
	return high;
}

/** Pages ask for the same midnights again and again, and Intl takes its time. */
const offsets = new Map<string, number>();
const MOST_OFFSETS = 20_000;

function offsetOf(zone: string, at: Instant): number {
	const key = `${zone} ${at}`;
	const known = offsets.get(key);
	if (known !== undefined) return known;
	// Luxon keeps one object for each name, and asks Intl for the rules.
	const minutes = IANAZone.create(zone).offset(at);
	if (Number.isNaN(minutes)) throw new DomainError('invalid', `No offset of time zone "${zone}" at ${at}`);
	if (offsets.size >= MOST_OFFSETS) offsets.clear();
	offsets.set(key, minutes * MINUTE);
	return minutes * MINUTE;
}

function isoDate(wall: number): string {
	return new Date(wall).toISOString().slice(0, 10);
}

/** A named zone: a bare offset would not know of daylight saving time. */
export function isZone(zone: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone });
		return /^[A-Za-z]/.test(zone);
	} catch {
		return false;
	}
}
