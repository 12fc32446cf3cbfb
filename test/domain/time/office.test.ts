import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { millisOf } from '../../../src/domain/time/interval.ts';
import {
	dayReason,
	isOpen,
	nextOpening,
	nextTransition,
	officeMillisBetween,
	openingsBetween,
	weekdayRuns,
	weekdays,
} from '../../../src/domain/time/office.ts';
import { at, clock, office, range } from '../builders.ts';

test('the office is open from its opening to just before its closing', () => {
	expect(isOpen(office(), at('2026-03-02 08:59:59'))).toBe(false);
	expect(isOpen(office(), at('2026-03-02 09:00'))).toBe(true);
	expect(isOpen(office(), at('2026-03-02 17:00') - 1)).toBe(true);
	expect(isOpen(office(), at('2026-03-02 17:00'))).toBe(false);
	expect(isOpen(office(), at('2026-03-01 12:00'))).toBe(false);
	expect(isOpen(office(), at('2026-12-25 12:00'))).toBe(false);
});

test('a day that does not count says why', () => {
	expect(dayReason(office(), '2026-03-02')).toEqual({ counted: true });
	expect(dayReason(office(), '2026-03-01')).toEqual({ counted: false, reason: 'weekend' });
	expect(dayReason(office(), '2026-12-25')).toMatchObject({ reason: 'holiday', holiday: { es: 'Navidad' } });
});

test('the next opening is now while open, else the next business morning', () => {
	const opens = (time: string) => clock(nextOpening(office(), at(time)));
	expect(opens('2026-03-02 10:17')).toBe('Mon 2026-03-02 10:17');
	expect(opens('2026-03-02 07:00')).toBe('Mon 2026-03-02 09:00');
	expect(opens('2026-03-06 17:00')).toBe('Mon 2026-03-09 09:00');
	expect(opens('2026-10-30 20:00')).toBe('Tue 2026-11-03 09:00');
});

test('the next transition is the next closing or opening, never now', () => {
	const turns = (time: string) => clock(nextTransition(office(), at(time)));
	expect(turns('2026-03-06 09:00')).toBe('Fri 2026-03-06 17:00');
	expect(turns('2026-03-06 17:00')).toBe('Mon 2026-03-09 09:00');
});

test('an office around the clock never closes, and one without days never opens', () => {
	const always = office({ days: [...weekdays], from: '00:00', to: '24:00', holidays: () => null });
	expect(nextTransition(always, at('2026-03-02 10:00'))).toBe(Number.POSITIVE_INFINITY);
	const throughTheWeek = office({ from: '00:00', to: '24:00', holidays: () => null });
	expect(clock(nextTransition(throughTheWeek, at('2026-03-02 10:00')))).toBe('Sat 2026-03-07 00:00');
	expect(() => nextOpening(office({ days: [] }), 0)).toThrow('no business day within ten years');
	expect(() => nextTransition(office({ from: '17:00', to: '09:00' }), 0)).toThrow('no business day within ten years');
});

test('office time between two instants leaves out nights, weekends and holidays', () => {
	const between = (start: string, end: string) => officeMillisBetween(office(), at(start), at(end)) / HOUR;
	expect(between('2026-03-06 16:00', '2026-03-09 10:00')).toBe(2);
	expect(between('2026-10-30 16:00', '2026-11-03 10:00')).toBe(2);
	expect(between('2026-03-07 00:00', '2026-03-09 00:00')).toBe(0);
	expect(between('2026-03-09 10:00', '2026-03-06 16:00')).toBe(0);
	expect(officeMillisBetween(office({ days: [] }), 0, DAY)).toBe(0);
});

test('office hours keep to the clock when summer time comes and goes', () => {
	const daily = office({ days: [...weekdays], from: '00:00', to: '24:00', holidays: () => null });
	const { start, end } = range('2018-11-03 00:00', '2018-11-06 00:00');
	expect(openingsBetween(daily, { start, end }).map((open) => (open.end - open.start) / HOUR)).toEqual([24, 23, 24]);
	const berlin = office({
		zone: 'Europe/Berlin',
		days: [...weekdays],
		from: '02:30',
		to: '04:00',
		holidays: () => null,
	});
	const spring = range('2026-03-29 00:00', '2026-03-30 00:00', 'Europe/Berlin');
	expect(officeMillisBetween(berlin, spring.start, spring.end)).toBe(HOUR);
});

describe('for any two instants', () => {
	const instants = fc.integer({ min: at('2017-06-01 00:00'), max: at('2019-06-01 00:00') });
	const lengths = fc.integer({ min: 0, max: 20 * DAY });

	test('office time is additive', () => {
		fc.assert(
			fc.property(instants, lengths, lengths, (start, one, other) => {
				const middle = start + one;
				const whole = officeMillisBetween(office(), start, middle + other);
				const parts =
					officeMillisBetween(office(), start, middle) + officeMillisBetween(office(), middle, middle + other);
				expect(parts).toBe(whole);
			}),
		);
	});

	test('the office is the same between two transitions', () => {
		fc.assert(
			fc.property(instants, fc.nat({ max: 999 }), (start, share) => {
				const turn = nextTransition(office(), start);
				expect(turn).toBeGreaterThan(start);
				expect(isOpen(office(), start + Math.floor(((turn - start) * share) / 1000))).toBe(isOpen(office(), start));
				expect(isOpen(office(), turn)).toBe(!isOpen(office(), start));
			}),
		);
	});

	test('openings are what a walk by the minute finds open', () => {
		fc.assert(
			fc.property(instants, (instant) => {
				const start = Math.ceil(instant / MINUTE) * MINUTE;
				let walked = 0;
				for (let minute = start; minute < start + 3 * DAY; minute += MINUTE)
					if (isOpen(office(), minute)) walked += MINUTE;
				expect(millisOf(openingsBetween(office(), { start, end: start + 3 * DAY }))).toBe(walked);
			}),
			{ numRuns: 20 },
		);
	});
});

const week = [...weekdays.slice(1), weekdays[0]];

test('days of the week are named as runs from Monday on, each day in just one of them', () => {
	expect(weekdayRuns(['mon', 'tue', 'wed', 'thu', 'fri'])).toEqual([['mon', 'fri']]);
	expect(weekdayRuns(['sun', 'sat', 'mon'])).toEqual([
		['mon', 'mon'],
		['sat', 'sun'],
	]);
	fc.assert(
		fc.property(fc.subarray([...weekdays]), (days) => {
			const named = weekdayRuns(days).flatMap(([from, to]) => week.slice(week.indexOf(from), week.indexOf(to) + 1));
			expect(named).toEqual(week.filter((day) => days.includes(day)));
			expect(weekdayRuns(days.toReversed())).toEqual(weekdayRuns(days));
		}),
		{ seed: 20260306 },
	);
});
