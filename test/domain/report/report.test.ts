import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MonthFacts, reportFigures } from '../../../src/domain/report/report.ts';
import {
	changesBetween,
	corrected,
	type FigureValue,
	figuresIn,
	hashOfFigures,
} from '../../../src/domain/report/report-figures.ts';
import type { Ticket } from '../../../src/domain/sla/ticket.ts';
import { promisesTo } from '../../../src/domain/sla/ticket-promises.ts';
import { freezesAt, monthOf, monthsBetween, shiftedMonth } from '../../../src/domain/time/month.ts';
import { at, maintenance, office, range, revision, saoPaulo, termsBut } from '../builders.ts';

const month = range('2026-03-01 00:00', '2026-04-01 00:00');
const now = at('2026-04-02 00:00');

function ticket(given: Partial<Ticket> = {}): Ticket {
	const receivedAt = at('2026-03-02 10:00');
	const nothing = { firstResponseAt: null, acceptedAt: null, solvedAt: null, cause: null, justification: null };
	return {
		reference: 'T-1',
		document: 'blip-go',
		plan: 'pro',
		criticality: 'urgent',
		receivedAt,
		...nothing,
		...given,
	};
}

function facts(given: Partial<MonthFacts> = {}): MonthFacts {
	return {
		...{
			document: 'blip-go',
			month: '2026-03',
			range: month,
			recorded: month,
			quarter: null,
			office: office(),
			revisions: [revision()],
		},
		...{ weights: { major_outage: 1, partial_outage: 0.3 }, tickets: [], incidents: [], systems: [], maintenances: [] },
		...given,
	};
}

/** With their promises as they stand. */
function judged(tickets: Ticket[], revisions = [revision()]): MonthFacts['tickets'] {
	return tickets.map((one) => ({ ticket: one, mark: one.reference, promises: promisesTo(one, revisions, now, []) }));
}

function figures(...tickets: Ticket[]) {
	return reportFigures(facts({ tickets: judged(tickets) }), now);
}

describe('first responses', () => {
	test('are counted by plan, in office minutes, rounded against us', () => {
		const { first_response } = figures(
			ticket({ reference: 'A', firstResponseAt: at('2026-03-02 10:20:01') }),
			ticket({ reference: 'B', firstResponseAt: at('2026-03-02 10:46') }),
			ticket({ reference: 'C', receivedAt: at('2026-03-02 16:50'), firstResponseAt: at('2026-03-03 09:10') }),
			ticket({ reference: 'D', cause: 'whatsapp' }),
		);
		expect(first_response.pro).toEqual({
			...{ count: 4, met: 2, missed: 1, running: 0, excluded: 1, untargeted: 0 },
			...{ share: '66.66', median_minutes: 21, p90_minutes: 46 },
		});
		expect(first_response.max).toMatchObject({ count: 0, share: null, median_minutes: null });
	});

	test('are promised by the revision in force at receipt', () => {
		const slow = termsBut('first-response-pro', { target: { minutes: 5 } });
		const second = revision({ number: 2, publishedAt: at('2026-03-10 00:00'), terms: slow });
		const answered = (day: string) => ({ receivedAt: at(`${day} 10:00`), firstResponseAt: at(`${day} 10:30`) });
		const tickets = [
			ticket({ reference: 'A', ...answered('2026-03-09') }),
			ticket({ reference: 'B', ...answered('2026-03-10') }),
		];
		const revisions = [revision(), second];
		const { first_response, misses } = reportFigures(facts({ tickets: judged(tickets, revisions), revisions }), now);
		expect(first_response.pro).toMatchObject({ met: 1, missed: 1 });
		expect(misses['ticket B first_response pro']).toMatchObject({ revision: 2, justification: null });
	});
});

describe('solutions', () => {
	const accepted = { acceptedAt: at('2026-03-02 10:00') };

	test('have five outcomes, and a month has those that were accepted in it', () => {
		const { solution } = figures(
			ticket({ reference: 'A', ...accepted, solvedAt: at('2026-03-03 10:00') }),
			ticket({ reference: 'B', ...accepted, solvedAt: at('2026-03-03 10:01') }),
			ticket({ reference: 'C', ...accepted, cause: 'whatsapp' }),
			ticket({ reference: 'D', ...accepted, criticality: 'normal' }),
			ticket({ reference: 'E', acceptedAt: at('2026-03-31 16:00'), criticality: 'high' }),
			ticket({ reference: 'F', receivedAt: at('2026-03-31 23:00'), acceptedAt: at('2026-04-01 09:00') }),
		);
		expect(solution.urgent.tickets).toEqual({ met: 1, missed: 1, excluded: 1, running: 0, untargeted: 0 });
		expect(solution.high.tickets).toMatchObject({ running: 1 });
		expect(solution.normal.tickets).toMatchObject({ untargeted: 1 });
	});

	test('before the first revision nothing was promised', () => {
		const late = [revision({ publishedAt: at('2026-03-15 00:00') })];
		const { solution, first_response } = reportFigures(
			facts({ revisions: late, tickets: judged([ticket(accepted)], late) }),
			now,
		);
		expect(solution.urgent.tickets).toMatchObject({ untargeted: 1, missed: 0 });
		expect(first_response.pro).toMatchObject({ untargeted: 1, missed: 0 });
	});

	test('every ticket is counted exactly once', () => {
		const instant = fc.integer({ min: month.start, max: month.end - 1 });
		const any = fc.record({
			receivedAt: instant,
			criticality: fc.constantFrom('urgent', 'high', 'normal'),
			cause: fc.constantFrom(null, 'whatsapp'),
			delay: fc.nat(20 * 86_400_000),
		});
		fc.assert(
			fc.property(fc.array(any, { maxLength: 12 }), (all) => {
				const tickets = all.map(({ delay, ...one }, index) => {
					return ticket({
						...one,
						reference: `T-${index}`,
						acceptedAt: one.receivedAt,
						solvedAt: one.receivedAt + delay,
					} as Partial<Ticket>);
				});
				const { solution, first_response, misses } = figures(...tickets);
				const counts = Object.values(solution).flatMap((one) => Object.values(one.tickets));
				expect(counts.reduce((sum, count) => sum + count, 0)).toBe(all.length);
				const {
					count = 0,
					share: _,
					median_minutes: __,
					p90_minutes: ___,
					...outcomes
				} = first_response.pro ?? ({} as never);
				expect(Object.values(outcomes).reduce((sum: number, one) => sum + Number(one), 0)).toBe(count);
				const missed = Object.values(solution).reduce((sum, one) => sum + one.tickets.missed, 0);
				expect(Object.keys(misses)).toHaveLength(missed + (first_response.pro?.missed ?? 0));
			}),
			{ numRuns: 50 },
		);
	});
});

describe('what turns out later', () => {
	const value = fc.oneof(fc.integer(), fc.constant(null), fc.string());
	const known = fc.dictionary(
		fc.constantFrom('["a","x"]', '["a","y"]', '["b"]', '["availability","api","down_minutes"]'),
		value,
	);

	test('corrections turn what was frozen into what is known, and change nothing else', () => {
		fc.assert(
			fc.property(fc.array(known, { minLength: 1, maxLength: 5 }), (states) => {
				const maps = states.map((state) => new Map<string, FigureValue>(Object.entries(state)));
				const corrections: { changes: ReturnType<typeof changesBetween> }[] = [];
				const frozen = maps[0] as Map<string, FigureValue>;
				const before = new Map(frozen);
				for (const map of maps) corrections.push({ changes: changesBetween(corrected(frozen, corrections), map) });
				expect(changesBetween(corrected(frozen, corrections), maps.at(-1) as Map<string, FigureValue>)).toEqual([]);
				expect(frozen).toEqual(before);
			}),
		);
	});

	test('a system that came or went is no correction', () => {
		const api = new Map([['["availability","api","around_the_clock"]', '100']]);
		expect(changesBetween(api, new Map())).toEqual([]);
		expect(changesBetween(new Map(), api)).toEqual([]);
	});

	test('that nothing measured what an earlier version called 100 % is no correction, but an outage told later is', () => {
		const figure = '["availability","api","around_the_clock"]';
		const frozen = new Map([[figure, '100']]);
		expect(changesBetween(frozen, new Map([[figure, null]]))).toEqual([]);
		expect(changesBetween(frozen, new Map([[figure, '99.8']]))).toHaveLength(1);
	});

	test('equal figures have one hash, and a justified miss is another figure than an open one', () => {
		const missed = ticket({ acceptedAt: at('2026-03-02 10:00') });
		const justified = figures({ ...missed, justification: { es: 'Faltó gente.' } });
		expect(hashOfFigures(figures(missed))).toBe(hashOfFigures(figures(missed)));
		const changes = changesBetween(figuresIn(figures(missed)), figuresIn(justified));
		expect(changes.map(({ from, to }) => [from, to])).toEqual([
			['open', 'justified'],
			['open', 'justified'],
		]);
	});
});

test('months are those of the calendar, and freeze one day after their end in the zone', () => {
	expect(shiftedMonth('2026-01', -1)).toBe('2025-12');
	expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
	expect(monthOf(saoPaulo, at('2026-03-31 23:59'))).toBe('2026-03');
	expect(freezesAt(saoPaulo, '2026-03')).toBe(at('2026-04-02 00:00'));
});

describe('emergency work', () => {
	const start = at('2026-03-03 10:00');
	const late = maintenance({
		planned: { start, end: start + 3_600_000 },
		...{ startedAt: start, endedAt: start + 3_600_000, publishedAt: start + 60_000 },
	});
	const planned = maintenance({
		id: 'maintenance2',
		startedAt: at('2026-03-02 23:00'),
		endedAt: at('2026-03-03 01:00'),
	});

	test('is said apart: adherence counts preventive work only', () => {
		const { maintenance } = reportFigures(facts({ maintenances: [planned, late] }), now);
		expect(maintenance).toMatchObject({ work_minutes: 120, outside_minutes: 0, share: '100', outside: {} });
		expect(maintenance).toMatchObject({ emergency_minutes: 60, emergency: { maintenance1: 60 } });
	});

	test('in a month that was frozen by the earlier rule is compared by that rule: nothing is corrected', () => {
		const old = facts({ maintenances: [planned, late], deductsEmergencies: true });
		const { maintenance } = reportFigures(old, now);
		expect(maintenance).toMatchObject({ work_minutes: 180, outside_minutes: 60, outside: { maintenance1: 60 } });
		expect(maintenance).not.toHaveProperty('emergency_minutes');
	});
});
