import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { HOUR, type Instant } from '../../../src/domain/instant.ts';
import { dayInterval, dayOf, daysBack, instantAt, monthInterval, wallClock } from '../../../src/domain/time/day.ts';
import { at, clock, saoPaulo } from '../builders.ts';

const zones = [saoPaulo, 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'];
const instants = fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2028, 0) });

test('a day begins when the calendar in the zone says so', () => {
	expect(dayOf(saoPaulo, at('2026-03-02 23:59'))).toBe('2026-03-02');
	expect(dayOf(saoPaulo, Date.parse('2026-03-03T02:59:59.999Z'))).toBe('2026-03-02');
	expect(dayOf('UTC', Date.parse('2026-03-03T02:59:59.999Z'))).toBe('2026-03-03');
});

test("the day on which Brazil's summer time began has no midnight, and 23 hours", () => {
	const day = dayInterval(saoPaulo, '2018-11-04');
	expect(new Date(day.start).toISOString()).toBe('2018-11-04T03:00:00.000Z');
	expect(clock(day.start)).toBe('Sun 2018-11-04 01:00');
	expect(day.end - day.start).toBe(23 * HOUR);
});

test("the day before Brazil's summer time ended has 25 hours, and the next begins once", () => {
	const day = dayInterval(saoPaulo, '2018-02-17');
	expect(day.end - day.start).toBe(25 * HOUR);
	expect(new Date(day.end).toISOString()).toBe('2018-02-18T03:00:00.000Z');
	expect(dayOf(saoPaulo, day.end - 1)).toBe('2018-02-17');
});

test('a day that a zone left out is empty', () => {
	const day = dayInterval('Pacific/Apia', '2011-12-30');
	expect(day.end - day.start).toBe(0);
});

test('a month is the days of the month', () => {
	expect(monthInterval(saoPaulo, '2026-12')).toEqual({ start: at('2026-12-01 00:00'), end: at('2027-01-01 00:00') });
	expect(() => monthInterval(saoPaulo, '2026-13')).toThrow('is not a month');
});

test('ninety days back end with today, whole, and touch each other', () => {
	const days = daysBack(saoPaulo, at('2019-01-10 15:00'), 90);
	expect(days).toHaveLength(90);
	expect(days.at(-1)?.date).toBe('2019-01-10');
	expect(days.at(-1)?.interval.end).toBe(at('2019-01-11 00:00'));
	for (const [index, day] of days.entries())
		expect(day.interval.start).toBe(days[index - 1]?.interval.end ?? day.interval.start);
});

test('a zone or a date that nobody knows is refused', () => {
	expect(() => dayOf('America/Brasilia', 0)).toThrow('No offset of time zone');
	expect(() => dayInterval(saoPaulo, 'yesterday')).toThrow('is not a date');
});

describe('for any zone and instant', () => {
	test('the calendar agrees with Luxon, and its day contains the instant', () => {
		fc.assert(
			fc.property(fc.constantFrom(...zones), instants, (zone, instant) => {
				const date = dayOf(zone, instant);
				expect(date).toBe(DateTime.fromMillis(instant, { zone }).toISODate());
				const day = dayInterval(zone, date);
				expect(day.start <= instant && instant < day.end).toBe(true);
			}),
		);
	});

	test('a reading of the clock leads to the first instant that shows it', () => {
		fc.assert(
			fc.property(fc.constantFrom(...zones), instants, (zone, instant) => {
				const wall = wallClock(zone, instant);
				const first: Instant = instantAt(zone, wall);
				expect(first).toBeLessThanOrEqual(instant);
				expect(wallClock(zone, first)).toBe(wall);
			}),
		);
	});
});

test('a reading that a zone left out leads to the first instant after it', () => {
	const first = instantAt('America/New_York', Date.UTC(2026, 2, 8, 2, 30));
	expect(new Date(first).toISOString()).toBe('2026-03-08T07:00:00.000Z');
});
