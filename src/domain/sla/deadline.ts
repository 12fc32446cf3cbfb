import { type Instant, type Interval, MINUTE } from '../instant.ts';
import type { Text } from '../text.ts';
import { dayOf, instantAt, midnightOf, nextDate, wallClock } from '../time/day.ts';
import { withoutHoles } from '../time/interval.ts';
import {
	dayReason,
	hoursOn,
	LONGEST_SEARCH,
	LONGEST_WALK,
	nextOpening,
	noBusinessDay,
	type OfficeHours,
	openingsFrom,
	tooFar,
} from '../time/office.ts';
import type { Target } from './commitment.ts';

/**
 * `start`: the clock starts on this day. `after_hours`: a business day, but accepted when the office had closed.
 * `excluded`: a business day on which the promise did not apply at all.
 */
export const calculationReasons = ['start', 'after_hours', 'counted', 'weekend', 'holiday', 'excluded'] as const;
export type CalculationReason = (typeof calculationReasons)[number];

/** One line of "how was this computed". `date` is 'YYYY-MM-DD' in the office's zone. */
export interface CalculationDay {
	date: string;
	counted: boolean;
	reason: CalculationReason;
	/** The name of the holiday, where that is the reason. */
	holiday?: Text;
}

export interface Deadline {
	/** When the clock starts: at acceptance, or at the next opening of the office. */
	startsAt: Instant;
	deadline: Instant;
	/** Every day from that of acceptance to that of the deadline. */
	calculation: CalculationDay[];
}

/**
 * The deadline of a target that is counted from an instant, in the hours of an office.
 * Throws DomainError('invalid') for an office without a business day in ten years, and for a deadline beyond twenty.
 */
export function deadlineOf(target: Exclude<Target, 'not_defined'>, office: OfficeHours, from: Instant): Deadline {
	if ('business_days' in target) return addBusinessDays(office, from, target.business_days);
	if ('days' in target) return addDays(office.zone, from, target.days);
	return addOfficeMinutes(office, from, 'minutes' in target ? target.minutes : target.hours * 60);
}

/**
 * The deadline `days` business days after acceptance: at the same time on the clock, within office hours (a deadline
 * may be at closing time exactly). The day on which the clock starts is not counted (SLA §2.2).
 * In an hour that the clocks repeat, the reading counts, not the order.
 * Throws DomainError('invalid') for an office without a business day in ten years, and for a deadline beyond twenty.
 */
export function addBusinessDays(office: OfficeHours, acceptedAt: Instant, days: number): Deadline {
	const startsAt = nextOpening(office, acceptedAt);
	const startDate = dayOf(office.zone, startsAt);
	const calculation = daysUntilStart(office, acceptedAt, startDate);
	calculation.push({ date: startDate, counted: false, reason: 'start' });
	let date = startDate;
	let skipped = 0;
	for (let left = days; left > 0; ) {
		date = nextDate(date);
		const day = calculationDay(office, date);
		calculation.push(day);
		if (day.counted) left--;
		skipped = day.counted ? 0 : skipped + 1;
		if (skipped > LONGEST_SEARCH) throw noBusinessDay();
		if (calculation.length > LONGEST_WALK) throw tooFar();
	}
	return { startsAt, deadline: sameClock(office, startsAt, date), calculation };
}

/**
 * The deadline `minutes` of open office after receipt (SLA §2.1). The day on which the clock starts counts here.
 * Throws DomainError('invalid') for an office without a business day in ten years, and for a deadline beyond twenty.
 */
export function addOfficeMinutes(office: OfficeHours, receivedAt: Instant, minutes: number): Deadline {
	const startsAt = nextOpening(office, receivedAt);
	const startDate = dayOf(office.zone, startsAt);
	const deadline = addOfficeMillis(office, startsAt, minutes * MINUTE);
	const calculation = daysUntilStart(office, receivedAt, startDate);
	calculation.push({ date: startDate, counted: true, reason: 'start' });
	calculation.push(...daysAfter(office, startDate, dayOf(office.zone, deadline)));
	return { startsAt, deadline, calculation };
}

/** So many days of the calendar later, at the same time on the clocks of the zone. The day on which it starts is not counted. */
export function addDays(zone: string, from: Instant, days: number): Deadline {
	if (days > LONGEST_WALK) throw tooFar();
	const timeOfDay = wallClock(zone, from) - midnightOf(dayOf(zone, from));
	const calculation: CalculationDay[] = [{ date: dayOf(zone, from), counted: false, reason: 'start' }];
	let date = dayOf(zone, from);
	for (let left = days; left > 0; left--) {
		date = nextDate(date);
		calculation.push({ date, counted: true, reason: 'counted' });
	}
	return { startsAt: from, deadline: instantAt(zone, midnightOf(date) + timeOfDay), calculation };
}

/**
 * The instant at which the office has been open for `millis` since `from`, not counting what falls into `holes`
 * (sorted and disjoint, see `unionOf`). At a closing time it stays there; 0 gives `from` itself.
 */
export function addOfficeMillis(
	office: OfficeHours,
	from: Instant,
	millis: number,
	holes: readonly Interval[] = [],
): Instant {
	if (millis <= 0) return from;
	let left = millis;
	for (const hours of openingsFrom(office, from)) {
		for (const free of withoutHoles({ start: Math.max(hours.start, from), end: hours.end }, holes)) {
			if (free.end - free.start >= left) return free.start + left;
			left -= free.end - free.start;
		}
	}
	throw noBusinessDay();
}

/** The days after `date` up to and with `last`, each with its reason. */
export function daysAfter(office: OfficeHours, date: string, last: string): CalculationDay[] {
	const days: CalculationDay[] = [];
	for (let day = nextDate(date); day <= last; day = nextDate(day)) days.push(calculationDay(office, day));
	return days;
}

function daysUntilStart(office: OfficeHours, acceptedAt: Instant, startDate: string): CalculationDay[] {
	const days: CalculationDay[] = [];
	for (let date = dayOf(office.zone, acceptedAt); date < startDate; date = nextDate(date)) {
		const day = calculationDay(office, date);
		days.push(day.counted ? { date, counted: false, reason: 'after_hours' } : day);
	}
	return days;
}

function calculationDay(office: OfficeHours, date: string): CalculationDay {
	const day = dayReason(office, date);
	return day.counted ? { date, counted: true, reason: 'counted' } : { date, ...day };
}

/** The instant on `date` at which the clock shows what it showed at `startsAt`, within that day's office hours. */
function sameClock(office: OfficeHours, startsAt: Instant, date: string): Instant {
	const timeOfDay = wallClock(office.zone, startsAt) - midnightOf(dayOf(office.zone, startsAt));
	const at = instantAt(office.zone, midnightOf(date) + timeOfDay);
	const hours = hoursOn(office, date);
	return hours === null ? at : Math.min(Math.max(at, hours.start), hours.end);
}
