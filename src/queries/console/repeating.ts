import type { Instant, Interval } from '../../domain/instant.ts';
import {
	AHEAD,
	occurrencesAfter,
	type Recurrence,
	type Rhythm,
	rareDayOf,
	rhythmOf,
} from '../../domain/time/recurrence.ts';

/** How often work comes again, and when. */
export interface Repeating extends Rhythm {
	/** Those that stand ahead of an instant, the next one first: so many are announced at once. */
	dates: Interval[];
	/** Does the rule give others after these? */
	hasMore: boolean;
	/** Dates 'YYYY-MM-DD' on which it is not done. */
	exceptions: string[];
	/** The day of the month on which it comes, where not every month has it; null where each has. */
	rareDay: number | null;
}

/** @param at what starts later is still to come. @throws DomainError `invalid` at /rrule */
export function repeatingBy(recurrence: Recurrence, at: Instant): Repeating {
	const dates = occurrencesAfter(recurrence, at, AHEAD + 1);
	return {
		...rhythmOf(recurrence.rrule),
		dates: dates.slice(0, AHEAD),
		hasMore: dates.length > AHEAD,
		exceptions: recurrence.exceptions,
		rareDay: rareDayOf(recurrence),
	};
}
