import ICAL from 'ical.js';
import { DomainError } from '../domain/errors.ts';
import type { CalendarEvent } from '../domain/imports/calendar-event.ts';
import { DAY, INSTANTS, type Interval, isMeant, SECOND } from '../domain/instant.ts';
import { dayOf } from '../domain/time/day.ts';
import { type Clock, clockOf } from './clock.ts';

export interface Calendar {
	events: CalendarEvent[];
	/** Of which something was left out. */
	unread: Set<string>;
	/** By name, and why. */
	leftOut: string[];
}

const MOST_EVENTS = 5000;
const hidden = ['PRIVATE', 'CONFIDENTIAL'];

/**
 * What a calendar plans. Who is invited, and who invites, is not read; nor is what is private there, or not certain.
 *
 * @param zone of times and dates that name none
 * @throws DomainError `invalid` for what is no calendar
 */
export function readCalendar(text: string, zone: string): Calendar {
	const read: Calendar = { events: [], unread: new Set(), leftOut: [] };
	const calendars = calendarsIn(text);
	const all = calendars.flatMap((calendar) => calendar.getAllSubcomponents('vevent'));
	if (all.length > MOST_EVENTS) throw new DomainError('invalid', `Expected at most ${MOST_EVENTS} events`);
	let unsaid = 0;
	for (const calendar of calendars) {
		const clock = clockOf(calendar, zone);
		const isWithdrawn = textOf(calendar, 'method').toUpperCase() === 'CANCEL';
		for (const event of calendar.getAllSubcomponents('vevent')) {
			const isHidden = hidden.includes(textOf(event, 'class').toUpperCase());
			if (isHidden) unsaid += 1;
			if (isHidden || !takeEvent(event, clock, isWithdrawn, read)) read.unread.add(textOf(event, 'uid').trim());
		}
	}
	if (unsaid > 0) read.leftOut.push(`${unsaid} of the events are private there: left out`);
	return read;
}

function calendarsIn(text: string): ICAL.Component[] {
	const parsed = parsedOf(text);
	const roots = (typeof parsed[0] === 'string' ? [parsed] : parsed) as unknown[];
	const calendars = roots.map((root) => new ICAL.Component(root as never)).filter(({ name }) => name === 'vcalendar');
	if (calendars.length === 0) throw notACalendar();
	return calendars;
}

function parsedOf(text: string): unknown[] {
	// What is cut off would seem to have dropped what is missing.
	if (!/END:VCALENDAR\s*$/i.test(text.slice(-200))) throw notACalendar();
	try {
		return ICAL.parse(text.replace(/^\uFEFF/, '')) as unknown[];
	} catch {
		throw notACalendar();
	}
}

function notACalendar(): DomainError {
	return new DomainError('invalid', 'Expected a whole calendar, from BEGIN:VCALENDAR to END:VCALENDAR');
}

/** @returns false where it was left out */
function takeEvent(event: ICAL.Component, clock: Clock, isWithdrawn: boolean, read: Calendar): boolean {
	const title = textOf(event, 'summary').trim();
	try {
		const status = textOf(event, 'status').toUpperCase();
		if (status === 'TENTATIVE') throw new DomainError('invalid', 'It is not certain there (TENTATIVE)');
		read.events.push(eventOf(event, title, clock, isWithdrawn || status === 'CANCELLED'));
		return true;
	} catch (error) {
		// The library refuses a value that it cannot read when it is asked for it.
		const why = error instanceof DomainError ? error.message : 'Expected dates that can be read';
		read.leftOut.push(
			`"${(title || textOf(event, 'uid')).slice(0, 60)}": left out: ${why[0]?.toLowerCase()}${why.slice(1)}`,
		);
		return false;
	}
}

function eventOf(event: ICAL.Component, title: string, clock: Clock, isCancelled: boolean): CalendarEvent {
	const uid = textOf(event, 'uid').trim();
	if (uid === '') throw new DomainError('invalid', 'Expected a UID: without one it cannot be known again');
	if (title === '') throw new DomainError('invalid', 'Expected a SUMMARY, found nothing');
	if (event.hasProperty('rdate')) throw new DomainError('invalid', 'Expected no RDATE: only rules are unfolded');
	const start = event.getFirstProperty('dtstart');
	if (start === null) throw new DomainError('invalid', 'Expected a DTSTART');
	const zone = clock.zoneOf(start);
	const replaced = event.getFirstProperty('recurrence-id');
	return {
		...{ uid, title, isCancelled, zone, description: textOf(event, 'description') },
		window: windowOf(event, start, clock),
		rrule: event.hasProperty('rrule') ? String(event.getFirstPropertyValue('rrule')) : null,
		exceptions: event.getAllProperties('exdate').flatMap((one) => clock.instantsOf(one).map((at) => dayOf(zone, at))),
		replaces: replaced && (clock.instantsOf(replaced)[0] ?? null),
	};
}

/** RFC 5545 §3.6.1: to its end, or as long as it lasts; a date alone is the whole day. */
function windowOf(event: ICAL.Component, dtstart: ICAL.Property, clock: Clock): Interval {
	const [start = Number.NaN] = clock.instantsOf(dtstart);
	const dtend = event.getFirstProperty('dtend');
	const lasts = event.getFirstPropertyValue('duration');
	const isDay = dtstart.type === 'date';
	const length = lasts instanceof ICAL.Duration ? lasts.toSeconds() * SECOND : isDay ? DAY : 0;
	const end = dtend === null ? start + length : (clock.instantsOf(dtend)[0] ?? Number.NaN);
	if (!(start < end)) throw new DomainError('invalid', 'Expected an end after the start');
	if (!isMeant(start) || !isMeant(end)) throw new DomainError('invalid', INSTANTS);
	return { start, end };
}

/** As it was written: asked for its value, the library refuses what it cannot make one of. */
function textOf(component: ICAL.Component, name: string): string {
	const written: unknown = component.getFirstProperty(name)?.toJSON()[3];
	return typeof written === 'string' ? written : '';
}
