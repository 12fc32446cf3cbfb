import { DomainError } from '../errors.ts';
import { DAY, type Instant, type Interval } from '../instant.ts';
import { dayOf } from '../time/day.ts';
import { occurrencesAfter } from '../time/recurrence.ts';

/** An entry of a calendar, RFC 5545 §3.6.1. */
export interface CalendarEvent {
	uid: string;
	title: string;
	description: string;
	window: Interval;
	/** Whose clock its rule means. */
	zone: string;
	/** Null for one that does not come again. */
	rrule: string | null;
	/** Dates 'YYYY-MM-DD' in its zone on which it does not. */
	exceptions: string[];
	/** Where it stands for one occurrence: the start that the rule gave that one. */
	replaces: Instant | null;
	isCancelled: boolean;
}

/** One date on which something is planned. */
export interface PlannedDate {
	uid: string;
	/** The same however it is moved: the date that the rule gave it; empty for what does not come again. */
	occurrence: string;
	title: string;
	description: string;
	window: Interval;
	isCancelled: boolean;
}

export interface Unfolded {
	/** In no order. */
	dates: PlannedDate[];
	/** Events of which these are all dates, and not only some that were moved. */
	whole: Set<string>;
	/** By name, and why. */
	leftOut: string[];
}

/** An event of a year that takes longer is a slip of the pen. In ms. */
const LONGEST = 366 * DAY;

/**
 * Every date that is not over at `from`: of what comes again, those that start before `until`. Entries for one occurrence go
 * before what the rule says of it.
 */
export function unfolded(events: readonly CalendarEvent[], from: Instant, until: Instant): Unfolded {
	const found: Unfolded = { dates: [], whole: new Set(), leftOut: [] };
	for (const [uid, ofOne] of Map.groupBy(events, (one) => one.uid)) {
		try {
			found.dates.push(...datesOf(ofOne, from, until).filter(({ window }) => window.end > from));
			if (ofOne.some(({ replaces }) => replaces === null)) found.whole.add(uid);
		} catch (error) {
			if (!(error instanceof DomainError)) throw error;
			const why = error.flaws[0]?.detail ?? error.message;
			found.leftOut.push(`"${ofOne[0]?.title.slice(0, 60)}": left out: ${why}`);
		}
	}
	return found;
}

function datesOf(ofOne: CalendarEvent[], from: Instant, until: Instant): PlannedDate[] {
	// Of two that say the same, the later one is the newer.
	const whole = ofOne.findLast(({ replaces }) => replaces === null);
	const zone = (whole ?? (ofOne[0] as CalendarEvent)).zone;
	const dates = new Map<string, PlannedDate>();
	for (const date of whole === undefined ? [] : repeated(whole, from, until)) dates.set(date.occurrence, date);
	for (const one of ofOne) {
		if (one.replaces === null) continue;
		const occurrence = dayOf(zone, one.replaces);
		dates.set(occurrence, planned(one, occurrence, one.window));
	}
	return [...dates.values()];
}

function repeated(event: CalendarEvent, from: Instant, until: Instant): PlannedDate[] {
	const { rrule, window, zone, exceptions } = event;
	if (rrule === null) return [planned(event, '', window)];
	const durationMillis = window.end - window.start;
	if (durationMillis > LONGEST) throw new DomainError('invalid', 'Expected less than a year for each time');
	const recurrence = { rrule, zone, firstStart: window.start, durationMillis, exceptions };
	const since = from - durationMillis - 1;
	// No rule that is read gives more than one a day.
	const most = Math.ceil((until - since) / DAY) + 1;
	const starting = occurrencesAfter(recurrence, since, most).filter(({ start }) => start < until);
	return starting.map((one) => planned(event, dayOf(zone, one.start), one));
}

function planned({ uid, title, description, isCancelled }: CalendarEvent, occurrence: string, window: Interval) {
	return { uid, title, description, isCancelled, occurrence, window };
}
