import { DomainError } from '../errors.ts';
import { DAY, type Instant, type Interval, SECOND } from '../instant.ts';
import { dayOf, instantAt, wallClock } from './day.ts';
import { parseRule, ruleFrom, unfit } from './recurrence-rule.ts';

/** When something comes again. */
export interface Recurrence {
	/** RFC 5545, without DTSTART: 'FREQ=WEEKLY;BYDAY=SU'. */
	rrule: string;
	/** Whose clocks the rule means: what is at 23:00 stays at 23:00 across summer time. */
	zone: string;
	/** The candidate for the first occurrence: it is one if the rule gives it. */
	firstStart: Instant;
	/** Of each occurrence, exactly: summer time neither stretches nor shortens one (RFC 5545 §3.8.5.3). */
	durationMillis: number;
	/** Dates 'YYYY-MM-DD' in `zone` on which it doesn't. */
	exceptions: string[];
}

/** How many occurrences stand ahead of a series, at most. */
export const AHEAD = 12;

/** Nothing is planned for later: every page that shows its century would pay for it. */
const LATEST = Date.UTC(2100, 0);
/**
 * Years, months, weeks and days (in the order of the library's numbers for them) without an occurrence after which there is
 * held to be none: a century, but ten years for days.
 */
const mostSteps = [100, 1200, 5200, 3660];
/** So many occurrences are compared with the next one; what comes later is alike. */
const COMPARED = 400;

/** How often a rule says that something comes again: every so many of a unit. */
export interface Rhythm {
	every: number;
	unit: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
	/** Does the rule say when it ends? */
	ends: boolean;
	/** On the last day of each month? */
	isMonthEnd: boolean;
}

/** @throws DomainError `invalid` at /rrule */
export function rhythmOf(rrule: string): Rhythm {
	const rule = parseRule(rrule);
	return {
		every: Number(rule.get('INTERVAL') ?? 1),
		unit: rule.get('FREQ') as Rhythm['unit'],
		ends: rule.has('UNTIL') || rule.has('COUNT'),
		isMonthEnd: rule.get('FREQ') === 'MONTHLY' && rule.get('BYMONTHDAY') === '-1' && !rule.has('BYDAY'),
	};
}

/** The day of the month on which it comes, where not every month has it: the others are left out. Null where each has. @throws DomainError `invalid` at /rrule */
export function rareDayOf({
	rrule,
	zone,
	firstStart,
}: Pick<Recurrence, 'rrule' | 'zone' | 'firstStart'>): number | null {
	const rule = parseRule(rrule);
	if (rule.get('FREQ') !== 'MONTHLY' || rule.has('BYDAY')) return null;
	const day = Number(rule.get('BYMONTHDAY') ?? dayOf(zone, firstStart).slice(-2));
	return day > 28 ? day : null;
}

/** The occurrences that start after an instant, oldest first. */
export function occurrencesAfter(recurrence: Recurrence, after: Instant, count: number): Interval[] {
	const found: Interval[] = [];
	if (count <= 0) return found;
	eachOccurrence(recurrence, after, (occurrence) => {
		if (occurrence.start > after) found.push(occurrence);
		return found.length < count;
	});
	return found;
}

/**
 * @throws DomainError `invalid` at /rrule for a rule that cannot be read, overlaps itself or gives nothing after `now`, and at
 * /exceptions for what is no date of it
 */
export function refuseUnfitRecurrence(recurrence: Recurrence, now: Instant): void {
	let last: Interval | null = null;
	let compared = 0;
	eachOccurrence(recurrence, Number.NEGATIVE_INFINITY, (occurrence) => {
		if (last !== null && occurrence.start < last.end) {
			throw unfit(`What starts on ${dayOf(recurrence.zone, last.start)} would still last when the next one starts`);
		}
		last = occurrence;
		return ++compared < COMPARED;
	});
	refuseOtherDates(recurrence);
	if (occurrencesAfter(recurrence, now, 1).length === 0) throw unfit('This rule gives no occurrence that is to come');
}

/** What is announced as left out would have been one of its dates. */
function refuseOtherDates(recurrence: Recurrence): void {
	const { exceptions, zone } = recurrence;
	const last = exceptions.toSorted().at(-1);
	if (last === undefined) return;
	const dates = new Set<string>();
	eachOccurrence({ ...recurrence, exceptions: [] }, Number.NEGATIVE_INFINITY, ({ start }) => {
		const date = dayOf(zone, start);
		dates.add(date);
		return date < last;
	});
	const flaws = exceptions.flatMap((date, position) =>
		dates.has(date)
			? []
			: [{ pointer: `/exceptions/${position}`, detail: `"${date}" is no date on which it comes again` }],
	);
	if (flaws.length > 0) throw new DomainError('invalid', 'An exception is no date of this rule', flaws);
}

/** Gives occurrences, oldest first, until `take` has enough or the rule has no more. @param from about: some may be earlier */
function eachOccurrence(recurrence: Recurrence, from: Instant, take: (occurrence: Interval) => boolean): void {
	const { rrule, zone, firstStart, durationMillis } = recurrence;
	const exceptions = new Set(recurrence.exceptions);
	const wall = wallClock(zone, firstStart);
	// The library counts in seconds, and a plan in milliseconds is none of its business.
	const millis = wall % SECOND;
	const rule = ruleFrom(rrule, wall - millis, zone);
	const steps = limitSteps(rule.options);
	try {
		rule.all((date) => {
			steps.start();
			// What is long past needs no look at the clocks of its day.
			if (date.getTime() < from - 2 * DAY) return true;
			const start = meantBy(zone, date.getTime() + millis);
			if (start >= LATEST) return false;
			return exceptions.has(dayOf(zone, start)) || take({ start, end: start + durationMillis });
		});
	} catch (error) {
		if (error === steps.exhausted) return;
		if (error instanceof DomainError) throw error;
		throw unfit('This rule cannot be followed');
	}
}

/** RFC 5545 §3.3.5: a reading that the clocks leave out is meant by the offset before the gap; of two, the first is meant. */
function meantBy(zone: string, wall: number): Instant {
	const at = instantAt(zone, wall);
	if (wallClock(zone, at) === wall) return at;
	const before = at - 1;
	return wall - (wallClock(zone, before) - before);
}

/**
 * The library looks for the next date up to the year 9999, which takes seconds where there is none (30 February). It reads
 * the interval twice at each of its steps: there it can be stopped.
 */
function limitSteps(options: { interval: number; freq: number }): { start: () => void; exhausted: Error } {
	const { interval, freq } = options;
	const exhausted = new Error('No occurrence for a long time');
	let reads = 0;
	Object.defineProperty(options, 'interval', {
		get: () => {
			if (++reads > 2 * (mostSteps[freq] ?? 0)) throw exhausted;
			return interval;
		},
	});
	const start = () => {
		reads = 0;
	};
	return { start, exhausted };
}
