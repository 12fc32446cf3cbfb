import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { DAY, type Instant, MINUTE } from '../../../src/domain/instant.ts';
import { aroundTheClock, type Calendar } from '../../../src/domain/sla/calendar.ts';
import { addBusinessDays, addDays, addOfficeMinutes } from '../../../src/domain/sla/deadline.ts';
import { promiseFor } from '../../../src/domain/sla/promise.ts';
import { Terms } from '../../../src/domain/sla/terms.ts';
import { dayOf } from '../../../src/domain/time/day.ts';
import {
	dayReason,
	hoursOn,
	isOpen,
	type OfficeHours,
	officeMillisBetween,
	weekdays,
} from '../../../src/domain/time/office.ts';
import { at, clock, incident, office, revision, saoPaulo, terms, termsBut } from '../builders.ts';

const due = (acceptedAt: string, days: number, given = office()) =>
	clock(addBusinessDays(given, at(acceptedAt, given.zone), days).deadline, given.zone);
const reasons = (acceptedAt: string, days: number) =>
	addBusinessDays(office(), at(acceptedAt), days).calculation.map(({ date, reason }) => `${date.slice(5)} ${reason}`);

describe('business days', () => {
	test('accepted on Friday at 16:30, one business day, Monday is a holiday: Tuesday at 16:30', () => {
		const { startsAt, deadline, calculation } = addBusinessDays(office(), at('2026-10-30 16:30'), 1);
		expect(clock(startsAt)).toBe('Fri 2026-10-30 16:30');
		expect(clock(deadline)).toBe('Tue 2026-11-03 16:30');
		const finados = { es: 'Día de los Difuntos', 'pt-BR': 'Dia de Finados', en: "All Souls' Day" };
		expect(calculation).toEqual([
			{ date: '2026-10-30', counted: false, reason: 'start' },
			{ date: '2026-10-31', counted: false, reason: 'weekend' },
			{ date: '2026-11-01', counted: false, reason: 'weekend' },
			{ date: '2026-11-02', counted: false, reason: 'holiday', holiday: finados },
			{ date: '2026-11-03', counted: true, reason: 'counted' },
		]);
	});

	test('ten business days are two weeks, and more where a holiday falls between', () => {
		expect(due('2026-03-02 10:00', 10)).toBe('Mon 2026-03-16 10:00');
		expect(due('2026-03-30 10:00', 10)).toBe('Tue 2026-04-14 10:00');
	});

	test('accepted before opening, the clock starts at opening', () => {
		expect(due('2026-03-02 07:00', 1)).toBe('Tue 2026-03-03 09:00');
		expect(reasons('2026-03-02 07:00', 1)).toEqual(['03-02 start', '03-03 counted']);
	});

	test('accepted at closing time or later, the clock starts on the next business day', () => {
		expect(due('2026-03-06 17:00', 1)).toBe('Tue 2026-03-10 09:00');
		expect(reasons('2026-03-06 17:00', 1)).toEqual([
			'03-06 after_hours',
			'03-07 weekend',
			'03-08 weekend',
			'03-09 start',
			'03-10 counted',
		]);
		expect(reasons('2026-03-07 12:00', 1)).toEqual(['03-07 weekend', '03-08 weekend', '03-09 start', '03-10 counted']);
	});

	test('seconds are kept', () => {
		expect(addBusinessDays(office(), at('2026-03-02 16:59:59.999'), 1).deadline).toBe(at('2026-03-03 16:59:59.999'));
	});

	test("across the beginning and the end of Brazil's summer time, the clock shows the same", () => {
		expect(due('2018-11-01 16:30', 1)).toBe('Mon 2018-11-05 16:30');
		expect(due('2018-02-16 16:30', 1)).toBe('Mon 2018-02-19 16:30');
		expect(addBusinessDays(office(), at('2018-02-16 16:30'), 1).deadline - at('2018-02-16 16:30')).toBe(
			3 * DAY + 60 * MINUTE,
		);
	});

	test('on a day without a midnight, an office that opens at midnight opens at one', () => {
		const night = office({ days: [...weekdays], from: '00:00', to: '06:00', holidays: () => null });
		expect(due('2018-11-03 00:30', 1, night)).toBe('Sun 2018-11-04 01:00');
		expect(due('2018-11-03 05:30', 1, night)).toBe('Sun 2018-11-04 05:30');
	});

	test('a reading that the clocks repeat before the usual opening is due at opening', () => {
		const early = office({
			zone: 'America/New_York',
			days: [...weekdays],
			from: '01:45',
			to: '09:00',
			holidays: () => null,
		});
		const secondTenPastOne = Date.parse('2026-11-01T06:10Z');
		expect(clock(addBusinessDays(early, secondTenPastOne, 1).deadline, early.zone)).toBe('Mon 2026-11-02 01:45');
	});

	test('an office without business days is refused', () => {
		expect(() => addBusinessDays(office({ days: [] }), 0, 1)).toThrow('no business day within ten years');
		const until2026 = office({ holidays: (date) => (date > '2026-03-02' ? { en: 'Closed for good' } : null) });
		expect(() => addBusinessDays(until2026, at('2026-03-02 10:00'), 1)).toThrow('no business day within ten years');
		expect(() => addOfficeMinutes(until2026, at('2026-03-02 10:00'), 8 * 60)).toThrow(
			'no business day within ten years',
		);
	});
});

describe('office minutes', () => {
	test('run while the office is open, and may end at closing time exactly', () => {
		const answered = (time: string) => clock(addOfficeMinutes(office(), at(time), 45).deadline);
		expect(answered('2026-03-06 16:15')).toBe('Fri 2026-03-06 17:00');
		expect(answered('2026-03-06 16:16')).toBe('Mon 2026-03-09 09:01');
		expect(answered('2026-03-07 12:00')).toBe('Mon 2026-03-09 09:45');
	});

	test('are told day by day', () => {
		const { startsAt, calculation } = addOfficeMinutes(office(), at('2026-10-30 16:30'), 45);
		expect(clock(startsAt)).toBe('Fri 2026-10-30 16:30');
		expect(calculation.map(({ counted, reason }) => `${reason} ${counted}`)).toEqual([
			'start true',
			'weekend false',
			'weekend false',
			'holiday false',
			'counted true',
		]);
	});

	test('around the clock, every day counts', () => {
		const { deadline, calculation } = addOfficeMinutes(aroundTheClock(saoPaulo), at('2026-03-06 23:30'), 45);
		expect(clock(deadline)).toBe('Sat 2026-03-07 00:15');
		expect(calculation.map(({ date, counted }) => [date, counted])).toEqual([
			['2026-03-06', true],
			['2026-03-07', true],
		]);
	});
});

const zones = fc.constantFrom(saoPaulo, 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe');
const offices = fc
	.record({
		zone: zones,
		from: fc.integer({ min: 6, max: 13 }),
		length: fc.integer({ min: 1, max: 9 }),
		sunday: fc.boolean(),
	})
	.map(({ zone, from, length, sunday }) =>
		office({
			zone,
			from: `${String(from).padStart(2, '0')}:30`,
			to: `${String(from + length).padStart(2, '0')}:15`,
			days: sunday ? ['sun', 'mon', 'wed', 'thu'] : ['mon', 'tue', 'wed', 'thu', 'fri'],
		}),
	);
/** Two years with Brazil's summer time, or any other's. */
const instants = fc.integer({ min: Date.UTC(2017, 8), max: Date.UTC(2019, 8) });

describe('for any office, acceptance and number of days', () => {
	const days = fc.integer({ min: 1, max: 15 });

	test('a deadline is never before acceptance, and never outside office hours', () => {
		fc.assert(
			fc.property(offices, instants, days, (given, acceptedAt, n) => {
				const { startsAt, deadline } = addBusinessDays(given, acceptedAt, n);
				const hours = hoursOn(given, dayOf(given.zone, deadline));
				expect(startsAt).toBeGreaterThanOrEqual(acceptedAt);
				expect(deadline).toBeGreaterThan(startsAt);
				expect(isOpen(given, startsAt)).toBe(true);
				expect(hours !== null && hours.start <= deadline && deadline <= hours.end).toBe(true);
			}),
		);
	});

	test('later acceptance or more days never bring it forward', () => {
		fc.assert(
			fc.property(offices, instants, fc.nat({ max: 3 * DAY }), days, (given, acceptedAt, delay, n) => {
				const { deadline } = addBusinessDays(given, acceptedAt, n);
				expect(addBusinessDays(given, acceptedAt + delay, n).deadline).toBeGreaterThanOrEqual(deadline);
				expect(addBusinessDays(given, acceptedAt, n + 1).deadline).toBeGreaterThan(deadline);
			}),
		);
	});

	test('weekends and holidays never count, and as many days as promised do', () => {
		fc.assert(
			fc.property(offices, instants, days, (given, acceptedAt, n) => {
				const { startsAt, deadline, calculation } = addBusinessDays(given, acceptedAt, n);
				expect(calculation.filter(({ counted }) => counted)).toHaveLength(n);
				expect(calculation.filter(({ reason }) => reason === 'start').map(({ date }) => date)).toEqual([
					dayOf(given.zone, startsAt),
				]);
				expect(calculation[0]?.date).toBe(dayOf(given.zone, acceptedAt));
				expect(calculation.at(-1)).toMatchObject({ date: dayOf(given.zone, deadline), counted: true });
				for (const { date, counted } of calculation) if (counted) expect(dayReason(given, date).counted).toBe(true);
			}),
		);
	});

	test('a deadline in office minutes is that much office time later', () => {
		fc.assert(
			fc.property(offices, instants, fc.integer({ min: 1, max: 3000 }), (given, receivedAt, minutes) => {
				const { startsAt, deadline } = addOfficeMinutes(given, receivedAt, minutes);
				expect(officeMillisBetween(given, receivedAt, deadline)).toBe(minutes * MINUTE);
				expect(officeMillisBetween(given, startsAt, deadline - 1)).toBe(minutes * MINUTE - 1);
			}),
		);
	});
});

describe('a slow walk, minute by minute, finds the same', () => {
	const minutes = instants.map((instant) => Math.floor(instant / MINUTE) * MINUTE);

	test('for business days', () => {
		fc.assert(
			fc.property(offices, minutes, fc.integer({ min: 1, max: 3 }), (given, acceptedAt, n) => {
				expect(addBusinessDays(given, acceptedAt, n).deadline).toBe(walkBusinessDays(given, acceptedAt, n));
			}),
			{ numRuns: 25 },
		);
	});

	test('for office minutes', () => {
		fc.assert(
			fc.property(offices, minutes, fc.integer({ min: 1, max: 600 }), (given, receivedAt, n) => {
				expect(addOfficeMinutes(given, receivedAt, n).deadline).toBe(walkOfficeMinutes(given, receivedAt, n));
			}),
			{ numRuns: 25 },
		);
	});
});

/** Looks at the clock on the wall every minute, and at nothing of ours but the table of holidays. */
function look(given: OfficeHours, minute: Instant): { open: boolean; date: string; time: string } {
	const local = DateTime.fromMillis(minute, { zone: given.zone });
	const time = local.toFormat('HH:mm');
	const date = local.toFormat('yyyy-MM-dd');
	const weekday = given.days.some(
		(day) => day === (['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const)[local.weekday - 1],
	);
	return { open: weekday && given.holidays(date) === null && given.from <= time && time < given.to, date, time };
}

function walkOfficeMinutes(given: OfficeHours, receivedAt: Instant, minutes: number): Instant {
	let open = 0;
	let minute = receivedAt;
	for (; open < minutes; minute += MINUTE) if (look(given, minute).open) open++;
	return minute;
}

function walkBusinessDays(given: OfficeHours, acceptedAt: Instant, days: number): Instant {
	let minute = acceptedAt;
	while (!look(given, minute).open) minute += MINUTE;
	const start = look(given, minute);
	let today = start.date;
	for (let left = days; left > 0; ) {
		minute += MINUTE;
		const { open, date } = look(given, minute);
		if (!open || date === today) continue;
		today = date;
		left--;
	}
	while (look(given, minute).open && look(given, minute).time < start.time) minute += MINUTE;
	return minute;
}

describe('a target that nobody lives to see', () => {
	test('is refused after twenty years of days, however it is counted', () => {
		const accepted = at('2026-03-02 10:00');
		expect(() => addBusinessDays(office(), accepted, 10_000_000)).toThrow('more than twenty years');
		expect(() => addOfficeMinutes(office(), accepted, 1e12)).toThrow('more than twenty years');
		expect(() => addOfficeMinutes(aroundTheClock(saoPaulo), accepted, 1e12)).toThrow('more than twenty years');
		expect(() => addDays(saoPaulo, accepted, 10_000)).toThrow('more than twenty years');
		expect(addBusinessDays(office(), accepted, 1000).calculation.length).toBeGreaterThan(1000);
	});

	test('of a revision of before, and an office that never opens, leave the promise untargeted', () => {
		const far = revision({ terms: termsBut('solution-urgent', { target: { business_days: 10_000_000 } }) });
		const known = terms();
		const never = revision({ terms: { ...known, calendar: { ...(known.calendar as Calendar), days: [] } } });
		for (const promise of [
			promiseFor(incident(), '', far, at('2026-03-05 10:00'), []),
			promiseFor(incident(), '', never, at('2026-03-05 10:00'), []),
		]) {
			expect(promise).toMatchObject({ outcome: 'untargeted', deadline: null, raw: null, calculation: [] });
		}
	});

	test.each([[{ business_days: 1001 }], [{ business_days: 10_000_000 }]])('%j cannot be published', (target) => {
		expect(Terms.safeParse(termsBut('solution-urgent', { target })).success).toBe(false);
	});

	test('no number of the terms is without a bound', () => {
		const numbers = (value: unknown, path: string[]): string[][] => {
			if (typeof value === 'number') return [path];
			if (typeof value !== 'object' || value === null) return [];
			return Object.entries(value).flatMap(([key, one]) => numbers(one, [...path, key]));
		};
		const { terms } = revision();
		const paths = numbers(terms, []);
		expect(paths.length).toBeGreaterThan(4);
		for (const path of paths) {
			const spoilt = structuredClone(terms) as unknown as Record<string, unknown>;
			const parent = path.slice(0, -1).reduce((at, key) => at[key] as Record<string, unknown>, spoilt);
			parent[path.at(-1) ?? ''] = 100_000_000;
			expect(Terms.safeParse(spoilt).success, path.join('.')).toBe(false);
		}
	});
});
