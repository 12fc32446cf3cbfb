import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DomainError } from '../../../src/domain/errors.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../../src/domain/instant.ts';
import { dayOf, wallClock } from '../../../src/domain/time/day.ts';
import {
	occurrencesAfter,
	type Recurrence,
	rareDayOf,
	refuseUnfitRecurrence,
} from '../../../src/domain/time/recurrence.ts';
import { inPaces } from '../../pace.ts';
import { at, saoPaulo } from '../builders.ts';

/** Sunday */
const sunday = '2026-11-29 23:00';

function recurrence(rrule: string, given: Partial<Recurrence> = {}): Recurrence {
	return { rrule, zone: saoPaulo, firstStart: at(sunday), durationMillis: 2 * HOUR, exceptions: [], ...given };
}

function datesOf(rrule: string, count: number, given: Partial<Recurrence> = {}): string[] {
	const one = recurrence(rrule, given);
	return occurrencesAfter(one, one.firstStart - 1, count).map(({ start }) => clockOf(start, one.zone));
}

function clockOf(start: Instant, zone: string): string {
	return new Date(wallClock(zone, start)).toISOString().slice(0, 16).replace('T', ' ');
}

describe('occurrences', () => {
	test('come by the rule, from the first start on', () => {
		expect(datesOf('FREQ=WEEKLY;BYDAY=SU', 3)).toEqual(['2026-11-29 23:00', '2026-12-06 23:00', '2026-12-13 23:00']);
		expect(datesOf('FREQ=MONTHLY;BYDAY=2SA', 2)).toEqual(['2026-12-12 23:00', '2027-01-09 23:00']);
		expect(datesOf('FREQ=MONTHLY;BYMONTHDAY=-1', 2)).toEqual(['2026-11-30 23:00', '2026-12-31 23:00']);
		expect(datesOf('FREQ=DAILY;INTERVAL=2', 2)).toEqual(['2026-11-29 23:00', '2026-12-01 23:00']);
	});

	test('last as long as the first one', () => {
		const [first] = occurrencesAfter(recurrence('FREQ=DAILY'), at(sunday), 1);
		expect(first).toEqual({ start: at('2026-11-30 23:00'), end: at('2026-12-01 01:00') });
	});

	test('stay at their hour across summer time', () => {
		const zone = 'Europe/Madrid';
		const given = { zone, firstStart: at('2027-03-21 23:00', zone) };
		const [before, after] = occurrencesAfter(recurrence('FREQ=WEEKLY', given), given.firstStart - 1, 2);
		expect(clockOf(after?.start ?? 0, zone)).toBe('2027-03-28 23:00');
		expect((after?.start ?? 0) - (before?.start ?? 0)).toBe(7 * DAY - HOUR);
	});

	test('of an hour that is left out start by the offset of before (RFC 5545 §3.3.5)', () => {
		const zone = 'Europe/Madrid';
		const given = { zone, firstStart: at('2027-03-27 02:30', zone) };
		expect(datesOf('FREQ=DAILY', 3, given)).toEqual(['2027-03-27 02:30', '2027-03-28 03:30', '2027-03-29 02:30']);
	});

	test('leave out the exceptions, by the calendar of the zone; COUNT counts them all the same', () => {
		const exceptions = ['2026-12-06'];
		expect(datesOf('FREQ=WEEKLY;COUNT=3', 12, { exceptions })).toEqual(['2026-11-29 23:00', '2026-12-13 23:00']);
	});

	test.each([
		['FREQ=DAILY;COUNT=2', 2],
		['FREQ=DAILY;UNTIL=20261201', 3],
		['FREQ=DAILY;UNTIL=20261201T225959', 2],
		['FREQ=DAILY;UNTIL=20261202T020000Z', 3],
		['FREQ=DAILY;UNTIL=20261202T015959Z', 2],
	])('%s: %i of them', (rule, count) => {
		expect(datesOf(rule, 12)).toHaveLength(count);
	});

	test('come in order, on the days and at the hour of the rule, whatever the zone', () => {
		const zones = fc.constantFrom(saoPaulo, 'Europe/Madrid', 'America/New_York', 'Pacific/Apia', 'UTC');
		const start = fc.integer({ min: at('2026-01-01 00:00'), max: at('2030-01-01 00:00') });
		fc.assert(
			fc.property(zones, start, fc.integer({ min: 1, max: 5 }), (zone, firstStart, interval) => {
				const all = occurrencesAfter(
					recurrence(`FREQ=DAILY;INTERVAL=${interval}`, { zone, firstStart }),
					firstStart,
					12,
				);
				expect(all).toHaveLength(12);
				for (const [index, one] of all.entries()) {
					expect(one.end - one.start).toBe(2 * HOUR);
					expect(one.start).toBeGreaterThan(all[index - 1]?.start ?? firstStart);
					const shift = (wallClock(zone, one.start) - wallClock(zone, firstStart)) % DAY;
					// Only an hour that summer time leaves out is another.
					expect(shift === 0 || wallClock(zone, one.start - MINUTE) !== wallClock(zone, one.start) - MINUTE).toBe(true);
				}
			}),
			{ numRuns: 60 },
		);
	});

	test('come on a day that not every month has, where the rule says so', () => {
		const rare = (rrule: string, firstStart: string) => rareDayOf(recurrence(rrule, { firstStart: at(firstStart) }));
		expect(rare('FREQ=MONTHLY', '2026-12-31 23:00')).toBe(31);
		expect(rare('FREQ=MONTHLY', '2026-12-28 23:00')).toBeNull();
		expect(rare('FREQ=MONTHLY;BYMONTHDAY=30', '2026-12-28 23:00')).toBe(30);
		for (const rrule of ['FREQ=MONTHLY;BYMONTHDAY=-1', 'FREQ=MONTHLY;BYDAY=1SU', 'FREQ=WEEKLY']) {
			expect(rare(rrule, '2026-12-31 23:00')).toBeNull();
		}
	});

	test('are all that may be excepted, and whatever is not is named', () => {
		const weekly = (exceptions: string[]) => recurrence('FREQ=WEEKLY;COUNT=3', { exceptions });
		const before = recurrence('FREQ=WEEKLY').firstStart - 1;
		expect(() => refuseUnfitRecurrence(weekly(['2026-12-06', '2026-12-13']), before)).not.toThrow();
		const others = ['2026-12-06', '2026-12-07', '2026-12-20'];
		expect(() => refuseUnfitRecurrence(weekly(others), before)).toThrow(
			expect.objectContaining({
				flaws: ['2026-12-07', '2026-12-20'].map((date) => ({
					pointer: `/exceptions/${others.indexOf(date)}`,
					detail: `"${date}" is no date on which it comes again`,
				})),
			}),
		);
	});

	test('are found after any instant as they are found from the start', () => {
		const rule = recurrence('FREQ=WEEKLY;BYDAY=MO,TH', { exceptions: ['2026-12-10'] });
		const all = occurrencesAfter(rule, rule.firstStart - 1, 60);
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 2 }), (index, offset) => {
				const after = (all[index]?.start ?? 0) + offset - 1;
				const expected = all.filter(({ start }) => start > after).slice(0, 12);
				expect(occurrencesAfter(rule, after, 12)).toEqual(expected);
			}),
		);
		expect(all.map(({ start }) => dayOf(saoPaulo, start))).not.toContain('2026-12-10');
	});
});

describe('a rule', () => {
	test.each([
		['', /no part of a rule/],
		['every sunday', /no part of a rule/],
		['freq=weekly', /no part of a rule/],
		['BYDAY=SU', /Expected FREQ/],
		['FREQ=SECONDLY', /DAILY, WEEKLY, MONTHLY or YEARLY/],
		['FREQ=MINUTELY', /DAILY, WEEKLY, MONTHLY or YEARLY/],
		['FREQ=HOURLY', /DAILY, WEEKLY, MONTHLY or YEARLY/],
		['FREQ=DAILY;BYHOUR=3', /the time of day is that of planned_start/],
		['DTSTART:20261129T230000Z', /begins with planned_start/],
		['FREQ=DAILY;DTSTART=20261129T230000Z', /DTSTART/],
		['RRULE:FREQ=DAILY', /the rule alone/],
		['FREQ=DAILY\nEXDATE:20261129', /no FREQ|no part/],
		['FREQ=DAILY;FREQ=WEEKLY', /FREQ once/],
		['FREQ=DAILY;COUNT=0', /no COUNT/],
		['FREQ=DAILY;INTERVAL=0', /no INTERVAL/],
		['FREQ=DAILY;COUNT=2;UNTIL=20270101', /not both/],
		['FREQ=DAILY;UNTIL=20261399', /UNTIL cannot be read/],
		['FREQ=WEEKLY;BYDAY=2SU', /BYDAY without a number/],
		['FREQ=MONTHLY;BYMONTHDAY=32', /no BYMONTHDAY/],
		['FREQ=DAILY;__proto__=1', /no part of a rule/],
		['FREQ=DAILY;UNTIL=20200101', /no occurrence that is to come/],
		['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31', /no occurrence that is to come/],
	])('%j is refused', (rule, detail) => {
		expect(() => refuseUnfitRecurrence(recurrence(rule), at(sunday) - DAY)).toThrow(detail);
		try {
			refuseUnfitRecurrence(recurrence(rule), at(sunday) - DAY);
		} catch (error) {
			expect((error as DomainError).flaws[0]?.pointer).toBe('/rrule');
		}
	});

	test('of which one occurrence would still last when the next one starts is refused', () => {
		const refuse = (rule: string, durationMillis: number) => () =>
			refuseUnfitRecurrence(recurrence(rule, { durationMillis }), at(sunday) - DAY);
		expect(refuse('FREQ=DAILY', 24 * HOUR + 1)).toThrow('2026-11-29 would still last');
		expect(refuse('FREQ=DAILY', 24 * HOUR)).not.toThrow();
		expect(refuse('FREQ=MONTHLY;BYMONTHDAY=1,-1', 25 * HOUR)).toThrow(DomainError);
	});

	test.each([
		'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31',
		'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31',
		'FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30;INTERVAL=1',
		'FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1',
		'FREQ=YEARLY;BYWEEKNO=53;BYSETPOS=300',
		'FREQ=DAILY;BYSETPOS=2',
		'FREQ=YEARLY;INTERVAL=9999',
		'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO',
	])('%s takes no time', (rule) => {
		const before = performance.now();
		for (let round = 0; round < 5; round++) {
			occurrencesAfter(recurrence(rule, { firstStart: at('2000-01-01 00:00') }), at(sunday), 12);
		}
		expect(inPaces((performance.now() - before) / 5)).toBeLessThan(125);
	});

	test('is kept to for a century at most', () => {
		const all = occurrencesAfter(recurrence('FREQ=YEARLY;INTERVAL=10'), at(sunday) - 1, 100);
		expect(all).toHaveLength(8);
	});
});

test('of an hour that comes twice it is the first, and of a gap elsewhere the offset of before', () => {
	const zone = 'America/New_York';
	const sundays = (first: string) => {
		const given = { zone, firstStart: at(first, zone) };
		return occurrencesAfter(recurrence('FREQ=WEEKLY', given), given.firstStart, 1)[0]?.start;
	};
	expect(sundays('2027-03-07 02:30')).toBe(Date.parse('2027-03-14T07:30:00Z'));
	expect(sundays('2027-10-31 01:30')).toBe(Date.parse('2027-11-07T05:30:00Z'));
});

test('whatever is written as a rule, it is a rule or a refusal at /rrule', () => {
	const value = fc.oneof(
		fc.constantFrom(
			'DAILY',
			'WEEKLY',
			'MONTHLY',
			'YEARLY',
			'MO',
			'-1SU',
			'53MO',
			'5TU,2WE',
			'20270101',
			'20279999T996199Z',
		),
		fc.integer({ min: -400, max: 400 }).map(String),
		fc.array(fc.integer({ min: -367, max: 367 }), { minLength: 1, maxLength: 5 }).map((all) => all.join(',')),
		fc.string({ maxLength: 6 }),
	);
	const names = [
		'INTERVAL',
		'COUNT',
		'UNTIL',
		'BYDAY',
		'BYMONTHDAY',
		'BYYEARDAY',
		'BYWEEKNO',
		'BYMONTH',
		'BYSETPOS',
		'WKST',
	];
	const part = fc.tuple(fc.constantFrom(...names), value).map((pair) => pair.join('='));
	const rule = fc
		.tuple(fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'), fc.uniqueArray(part, { maxLength: 4 }))
		.map(([freq, others]) => [`FREQ=${freq}`, ...others].join(';'));
	fc.assert(
		fc.property(fc.oneof(rule, fc.string({ maxLength: 40 })), (rrule) => {
			try {
				refuseUnfitRecurrence(recurrence(rrule), at(sunday));
			} catch (error) {
				expect(error).toBeInstanceOf(DomainError);
				expect((error as DomainError).flaws[0]?.pointer).toBe('/rrule');
			}
		}),
		{ numRuns: 150, seed: 8 },
	);
});

test.each([
	'FREQ=YEARLY;BYSETPOS=367',
	'FREQ=YEARLY;BYYEARDAY=400',
	'FREQ=YEARLY;BYWEEKNO=54',
	'FREQ=MONTHLY;BYDAY=54MO',
])('%s is refused', (rrule) => {
	expect(() => refuseUnfitRecurrence(recurrence(rrule), at(sunday))).toThrow(/is no BY/);
});
