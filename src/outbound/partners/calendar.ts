import { readCalendar } from '../../calendars/read-calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { unfolded } from '../../domain/imports/calendar-event.ts';
import type { Instant } from '../../domain/instant.ts';
import { OutboundFailure } from '../failure.ts';
import type { Said } from './said.ts';

/**
 * While something is planned in a calendar, it is under maintenance, in the words of what ends last. What else is the
 * matter a calendar does not say. It has to be read again, changed or not: time alone begins and ends what it plans.
 *
 * @param zone of times that name none
 * @throws OutboundFailure where it is no calendar
 */
export function readPlannedWork(text: string, zone: string, now: Instant): Said {
	const work = datesOf(text, zone, now)
		.filter(({ isCancelled, window }) => !isCancelled && window.start <= now)
		.sort((one, other) => other.window.end - one.window.end)[0];
	if (work === undefined) return { status: 'operational', detail: null, fades: true };
	return { status: 'under_maintenance', detail: work.title, fades: true };
}

function datesOf(text: string, zone: string, now: Instant) {
	try {
		return unfolded(readCalendar(text, zone).events, now, now + 1).dates;
	} catch (error) {
		if (error instanceof DomainError) throw new OutboundFailure('the answer is not a calendar (iCalendar)');
		throw error;
	}
}
