import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCalendar } from '../../src/calendars/read-calendar.ts';
import { DomainError } from '../../src/domain/errors.ts';
import { unfolded } from '../../src/domain/imports/calendar-event.ts';
import { DAY } from '../../src/domain/instant.ts';
import { calendar, event } from './calendar-builders.ts';

const now = Date.parse('2026-03-10T12:00:00Z');

/** Of every date within 30 days: title, start and end. */
function datesIn(...parts: string[]) {
	const { events, leftOut } = readCalendar(calendar(...parts), 'America/Sao_Paulo');
	const { dates, leftOut: unfit } = unfolded(events, now, now + 30 * DAY);
	const told = dates.map(({ title, window, isCancelled }) => {
		return [title, iso(window.start), iso(window.end), ...(isCancelled ? ['cancelled'] : [])];
	});
	return { dates: told, leftOut: [...leftOut, ...unfit] };
}

test('an event has a title, a text and a window, and no person', () => {
	const { events } = readCalendar(calendar(event()), 'UTC');
	expect(events).toMatchObject([
		{ uid: 'lamps-1@lantern.example', title: 'New lamps', description: 'All lamps, one by one.', rrule: null },
	]);
	expect(JSON.stringify(events)).not.toMatch(/someone|other@/);
	expect(datesIn(event()).dates).toEqual([['New lamps', '2026-03-20T02:00Z', '2026-03-20T04:00Z']]);
});

test.each([
	['a zone of IANA', ';TZID=America/New_York:20260320T020000', '2026-03-20T06:00Z'],
	['a zone with a prefix', ';TZID=/lantern.example/America/New_York:20260320T020000', '2026-03-20T06:00Z'],
	['a zone of Windows', ';TZID="E. South America Standard Time":20260320T020000', '2026-03-20T05:00Z'],
	['no zone', '20260320T020000', '2026-03-20T05:00Z'],
	['a date alone', ';VALUE=DATE:20260320', '2026-03-20T03:00Z'],
])('%s is understood', (_, dtstart, expected) => {
	const { dates } = datesIn(
		event({ DTSTART: dtstart, DTEND: '', ...(dtstart.includes('DATE') ? {} : { DURATION: 'PT2H' }) }),
	);
	expect(dates[0]?.[1]).toBe(expected);
});

test('the zone of the calendar is that of its times without one, and a day alone lasts a day', () => {
	const { dates } = datesIn('X-WR-TIMEZONE:America/New_York', event({ DTSTART: ';VALUE=DATE:20260320', DTEND: '' }));
	expect(dates).toEqual([['New lamps', '2026-03-20T04:00Z', '2026-03-21T04:00Z']]);
});

test('what comes again is unfolded, with its exceptions, its moved dates and its clock', () => {
	const weekly = { DTSTART: ';TZID=America/New_York:20260301T020000', DTEND: ';TZID=America/New_York:20260301T040000' };
	const rule = { ...weekly, RRULE: 'FREQ=WEEKLY;BYDAY=SU', EXDATE: ';TZID=America/New_York:20260322T020000' };
	const moved = {
		...{ 'RECURRENCE-ID': ';TZID=America/New_York:20260329T020000', SUMMARY: 'New lamps, later' },
		...{ DTSTART: '20260331T060000Z', DTEND: '20260331T080000Z' },
	};
	const gone = { 'RECURRENCE-ID': ';TZID=America/New_York:20260405T020000', ...weekly, STATUS: 'CANCELLED' };
	const gap = { DTSTART: ';TZID=America/New_York:20260405T020000', DTEND: ';TZID=America/New_York:20260405T040000' };
	expect(datesIn(event(rule), event(moved), event({ ...gone, ...gap }))).toEqual({
		dates: [
			['New lamps', '2026-03-15T06:00Z', '2026-03-15T08:00Z'],
			['New lamps, later', '2026-03-31T06:00Z', '2026-03-31T08:00Z'],
			['New lamps', '2026-04-05T06:00Z', '2026-04-05T08:00Z', 'cancelled'],
		],
		leftOut: [],
	});
});

test('what is over is no date any more, and what is under way is one', () => {
	const past = event({ UID: 'past', DTSTART: '20260301T000000Z', DTEND: '20260302T000000Z' });
	const current = event({ UID: 'current', DTSTART: '20260310T000000Z', DTEND: '20260311T000000Z' });
	const daily = event({
		UID: 'daily',
		SUMMARY: 'Daily',
		DTSTART: '20260101T110000Z',
		DTEND: '20260101T130000Z',
		RRULE: 'FREQ=DAILY;COUNT=69',
	});
	expect(datesIn(past, current, daily).dates).toEqual([
		['New lamps', '2026-03-10T00:00Z', '2026-03-11T00:00Z'],
		['Daily', '2026-03-10T11:00Z', '2026-03-10T13:00Z'],
	]);
});

test('METHOD:CANCEL cancels all that it names', () => {
	expect(datesIn('METHOD:CANCEL', event()).dates[0]?.[3]).toBe('cancelled');
});

test.each([
	['without a UID', { UID: '' }, '"New lamps": left out: expected a UID'],
	['without a title', { SUMMARY: '' }, '"lamps-1@lantern.example": left out: expected a SUMMARY'],
	['that is not certain', { STATUS: 'TENTATIVE' }, '"New lamps": left out: it is not certain there'],
	['without an end', { DTEND: '' }, '"New lamps": left out: expected an end after the start'],
	[
		'that ends before it starts',
		{ DTEND: '20260319T020000Z' },
		'"New lamps": left out: expected an end after the start',
	],
	['of another age', { DTSTART: '19260320T020000Z' }, '"New lamps": left out: expected an instant from 2000 to 2099'],
	[
		'in a zone of nowhere',
		{ DTSTART: ';TZID=Mars:20260320T020000' },
		'expected a time zone such as "America/Sao_Paulo", found "Mars"',
	],
	['with a date that is none', { DTSTART: 'tomorrow' }, '"New lamps": left out: expected dates that can be read'],
	['that comes every second', { RRULE: 'FREQ=SECONDLY' }, '"New lamps": left out:'],
	['that never comes', { RRULE: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }, null],
	['that is private', { CLASS: 'PRIVATE' }, '1 of the events are private there: left out'],
	['with dates of its own', { RDATE: '20260325T020000Z' }, '"New lamps": left out: expected no RDATE'],
])('an event %s is left out', (_, given, expected) => {
	const { dates, leftOut } = datesIn(event(given));
	expect(dates).toEqual([]);
	expect(leftOut).toEqual(expected === null ? [] : [expect.stringContaining(expected)]);
});

test.each(['', '<html></html>', '{}', 'BEGIN:VCALENDAR', 'BEGIN:VCARD\r\nEND:VCARD', calendar(event()).slice(0, -20)])(
	'%j is no calendar',
	(text) => {
		expect(() => readCalendar(text, 'UTC')).toThrow('Expected a whole calendar');
	},
);

test('a calendar without events, and two in one file, are read', () => {
	expect(readCalendar(calendar(), 'UTC').events).toEqual([]);
	expect(readCalendar(calendar(event()) + calendar(event({ UID: 'b' })), 'UTC').events).toHaveLength(2);
});

test('whatever stands in a calendar is read, or refused in words', () => {
	const line = fc.constantFrom(
		...[
			'BEGIN:VEVENT',
			'END:VEVENT',
			'BEGIN:VALARM',
			'UID:a',
			'UID:b',
			'SUMMARY:A',
			'SUMMARY;VALUE=DATE:A',
			'CLASS;VALUE=DATE-TIME:x',
		],
		...[
			'DTSTART:20260320T020000Z',
			'DTSTART;VALUE=DATE:20260320',
			'DTSTART;TZID=:20260320T020000',
			'DTEND:20260320T040000Z',
		],
		...[
			'DTEND;VALUE=DATE:99999999',
			'DURATION:PT2H',
			'DURATION:-P9999999W',
			'RRULE:FREQ=DAILY;COUNT=3',
			'RRULE:FREQ=',
			'RRULE:x',
		],
		...[
			'RRULE:FREQ=DAILY;INTERVAL=0',
			'RECURRENCE-ID:20260320T020000Z',
			'EXDATE:20260320T020000Z,x',
			'STATUS:CANCELLED',
			' folded',
			';:',
			'METHOD;VALUE=DATE:x',
		],
	);
	fc.assert(
		fc.property(fc.array(line, { maxLength: 14 }), (lines) => {
			const text = calendar('BEGIN:VEVENT', ...lines, 'END:VEVENT');
			try {
				unfolded(readCalendar(text, 'UTC').events, now, now + 30 * DAY);
			} catch (error) {
				expect(error).toBeInstanceOf(DomainError);
			}
		}),
		{ numRuns: 1000 },
	);
});

function iso(at: number): string {
	return new Date(at).toISOString().replace(/:00\.000Z$/, 'Z');
}
