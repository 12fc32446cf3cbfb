import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Incident } from '../../../src/domain/incidents/incident.ts';
import { HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { exclusionsFrom } from '../../../src/domain/sla/exclusion.ts';
import { firstResponsePromise } from '../../../src/domain/sla/first-response.ts';
import { promiseFor, promisesFor } from '../../../src/domain/sla/promise.ts';
import { revisionAt } from '../../../src/domain/sla/revision-in-force.ts';
import { officeMillisBetween } from '../../../src/domain/time/office.ts';
import { at, clock, exclusion, incident, office, revision, terms } from '../builders.ts';

const later = at('2026-06-01 12:00');
const paused = revision({ terms: terms('pauses') });

/** Accepted on Monday, 2 March, at 10:00, unless told otherwise. */
function promised(
	given: Partial<Incident>,
	now = later,
	exclusions = [] as ReturnType<typeof exclusion>[],
	by = revision(),
) {
	const promise = promiseFor(incident(given), '', by, now, exclusions);
	if (promise === null) throw new Error('No promise');
	return promise;
}

describe('the outcome of a solution', () => {
	test('is running until the deadline, and missed from the deadline on', () => {
		const deadline = at('2026-03-03 10:00');
		expect(promised({}, deadline - 1)).toMatchObject({ outcome: 'running', deadline, finishedAt: null });
		expect(promised({}, deadline)).toMatchObject({ outcome: 'missed', deadline, finishedAt: null });
	});

	test('is met at the deadline itself, and missed after it', () => {
		const resolvedAt = at('2026-03-03 10:00');
		expect(promised({ resolvedAt })).toMatchObject({ outcome: 'met', finishedAt: resolvedAt });
		expect(promised({ resolvedAt: resolvedAt + 1 })).toMatchObject({ outcome: 'missed' });
	});

	test('says by which clause of which revision, and how it was computed', () => {
		const promise = promised({ acceptedAt: at('2026-10-30 16:30') });
		expect(promise).toMatchObject({
			document: 'blip-go',
			revision: 1,
			clause: '2.2',
			term: 'solution',
			criticality: 'urgent',
			target: { business_days: 1 },
		});
		expect(clock(promise.deadline)).toBe('Tue 2026-11-03 16:30');
		expect(promise.calculation.map(({ reason }) => reason)).toEqual([
			'start',
			'weekend',
			'weekend',
			'holiday',
			'counted',
		]);
	});

	test('is untargeted where the target is not defined, whatever happens', () => {
		for (const cause of [null, 'whatsapp']) {
			const promise = promised({ criticality: 'normal', cause, resolvedAt: at('2026-05-01 10:00') });
			expect(promise).toMatchObject({ outcome: 'untargeted', target: 'not_defined', deadline: null, calculation: [] });
		}
	});

	test('follows the criticality that the incident has now', () => {
		expect(clock(promised({ criticality: 'high' }).deadline)).toBe('Mon 2026-03-16 10:00');
	});

	test('does not exist for an incident that nobody accepted or classified', () => {
		expect(promiseFor(incident({ acceptedAt: null }), '', revision(), later, [])).toBeNull();
		expect(promiseFor(incident({ criticality: null }), '', revision(), later, [])).toBeNull();
		expect(promisesFor(incident({ acceptedAt: null }), [revision()], later, [])).toEqual([]);
	});
});

describe('the exclusion', () => {
	test('of what a partner caused', () => {
		const promise = promised({ cause: 'whatsapp', resolvedAt: at('2026-03-02 11:00') });
		expect(promise).toMatchObject({ outcome: 'excluded', deadline: null });
		expect(promise.excluded).toMatchObject([{ partner: 'whatsapp', why: 'cause', end: at('2026-03-02 11:00') }]);
	});

	test('voids a promise when a partner was unavailable before the deadline', () => {
		const whatsapp = exclusion('2026-03-03 09:59', '2026-03-03 10:30');
		expect(promised({}, later, [whatsapp])).toMatchObject({ outcome: 'excluded', excluded: [whatsapp] });
	});

	test('does not reach before acceptance, after the deadline or after the solution', () => {
		const before = exclusion('2026-03-02 08:00', '2026-03-02 10:00');
		const after = exclusion('2026-03-03 10:00', null);
		expect(promised({}, later, [before, after])).toMatchObject({ outcome: 'missed', excluded: [] });
		const solved = promised({ resolvedAt: at('2026-03-02 12:00') }, later, [exclusion('2026-03-02 12:00', null)]);
		expect(solved).toMatchObject({ outcome: 'met', excluded: [] });
	});

	test('is unknown before it begins', () => {
		const tomorrow = exclusion('2026-03-03 09:00', '2026-03-03 09:30');
		expect(promised({}, at('2026-03-02 12:00'), [tomorrow])).toMatchObject({ outcome: 'running', excluded: [] });
	});

	test('pauses, and the deadline moves by the office time that was lost', () => {
		const promise = promised({}, later, [exclusion('2026-03-02 16:00', '2026-03-03 09:30')], paused);
		expect(clock(promise.deadline)).toBe('Tue 2026-03-03 11:30');
		expect(promise).toMatchObject({ outcome: 'missed', excluded: [{ partner: 'whatsapp' }] });
	});

	test('pauses again when it falls into the extension, and overlapping partners count once', () => {
		const promise = promised(
			{},
			later,
			[
				exclusion('2026-03-02 15:00', '2026-03-02 16:00'),
				exclusion('2026-03-02 15:30', '2026-03-02 16:00', 'meta'),
				exclusion('2026-03-03 10:30', '2026-03-03 16:30', 'meta'),
			],
			paused,
		);
		expect(clock(promise.deadline)).toBe('Tue 2026-03-03 17:00');
		expect(promise.excluded.map(({ partner }) => partner)).toEqual(['whatsapp', 'meta', 'meta']);
	});

	test('says which days were wholly excluded', () => {
		const accepted = { acceptedAt: at('2026-10-30 16:30') };
		const promise = promised(
			accepted,
			at('2026-12-01 12:00'),
			[exclusion('2026-11-03 08:00', '2026-11-03 19:00')],
			paused,
		);
		expect(clock(promise.deadline)).toBe('Wed 2026-11-04 16:30');
		expect(promise.calculation.map(({ date, counted, reason }) => `${date.slice(5)} ${reason} ${counted}`)).toEqual([
			'10-30 start false',
			'10-31 weekend false',
			'11-01 weekend false',
			'11-02 holiday false',
			'11-03 excluded false',
			'11-04 counted true',
		]);
	});

	test('keeps a promise running for as long as it lasts', () => {
		const lasting = [exclusion('2026-03-03 09:59', null)];
		expect(promised({}, at('2026-03-09 12:00'), lasting, paused)).toMatchObject({
			outcome: 'running',
			deadline: at('2026-03-09 12:01'),
			excluded: lasting,
		});
	});

	test('without a pause, a deadline at opening time stays there', () => {
		const promise = promised({ acceptedAt: at('2026-03-02 07:00') }, later, [], paused);
		expect(clock(promise.deadline)).toBe('Tue 2026-03-03 09:00');
	});

	test('leaves exactly the promised office time, for any exclusions', () => {
		const exclusions = fc.array(
			fc
				.record({ from: fc.nat({ max: 12 * 24 * 60 }), minutes: fc.integer({ min: 1, max: 3000 }) })
				.map(({ from, minutes }) => {
					const start = at('2026-02-27 00:00') + from * MINUTE;
					return { partner: 'whatsapp', why: 'unavailable' as const, start, end: start + minutes * MINUTE };
				}),
			{ maxLength: 6 },
		);
		fc.assert(
			fc.property(exclusions, fc.nat({ max: 3 * 24 * 60 }), (all, delay) => {
				const acceptedAt = at('2026-03-02 00:00') + delay * MINUTE;
				const free = promised({ acceptedAt });
				const { startsAt, deadline } = promised({ acceptedAt }, later, all, paused);
				const excluded = (instant: number) => all.some(({ start, end }) => start <= instant && instant < end);
				let left = 0;
				for (let minute = startsAt; minute < (deadline as number); minute += MINUTE) {
					if (!excluded(minute)) left += officeMillisBetween(office(), minute, minute + MINUTE);
				}
				expect(left).toBe(officeMillisBetween(office(), startsAt, free.deadline as number));
			}),
			{ numRuns: 10 },
		);
	});
});

test("a partner's major outages are exclusions, touching ones are one, and what reaches now lasts still", () => {
	const now = at('2026-03-02 12:00');
	const segment = (start: number, status: 'operational' | 'major_outage' | 'partial_outage') => ({
		start: now - start * HOUR,
		end: now - (start - 1) * HOUR,
		status,
	});
	const timeline = [
		segment(5, 'major_outage'),
		segment(4, 'major_outage'),
		segment(3, 'partial_outage'),
		segment(1, 'major_outage'),
	];
	expect(exclusionsFrom('meta', timeline, now)).toEqual([
		{ partner: 'meta', why: 'unavailable', start: now - 5 * HOUR, end: now - 3 * HOUR },
		{ partner: 'meta', why: 'unavailable', start: now - HOUR, end: null },
	]);
});

describe('the revision in force', () => {
	const first = revision({ number: 1, publishedAt: at('2026-01-01 00:00') });
	const second = revision({ number: 2, publishedAt: at('2026-03-02 10:00') });

	test('is in force from the instant of its publication until the next one is', () => {
		expect(revisionAt([second, first], first.publishedAt - 1)).toBeNull();
		expect(revisionAt([second, first], first.publishedAt)).toBe(first);
		expect(revisionAt([second, first], second.publishedAt - 1)).toBe(first);
		expect(revisionAt([second, first], second.publishedAt)).toBe(second);
		expect(revisionAt([second, { ...first, inForceFrom: second.publishedAt }], second.publishedAt)).toBe(second);
	});

	test('at acceptance is the one that promises, in each document', () => {
		const store = revision({ document: 'blip-store', publishedAt: at('2026-02-01 00:00') });
		const young = revision({ document: 'another', publishedAt: at('2026-03-02 10:01') });
		const by = (acceptedAt: string) =>
			promisesFor(incident({ acceptedAt: at(acceptedAt) }), [store, second, young, first], later, []).map(
				({ document, revision }) => `${document}/${revision}`,
			);
		expect(by('2026-03-02 09:59')).toEqual(['blip-go/1', 'blip-store/1']);
		expect(by('2026-03-02 10:00')).toEqual(['blip-go/2', 'blip-store/1']);
		expect(by('2025-12-31 23:59')).toEqual([]);
	});
});

describe('the first response', () => {
	const answer = (plan: string, receivedAt: string, respondedAt: string | null, now = later) =>
		firstResponsePromise(
			revision(),
			{
				...{ plan, criticality: 'urgent', acceptedAt: null, cause: null, receivedAt: at(receivedAt) },
				firstResponseAt: respondedAt === null ? null : at(respondedAt),
			},
			now,
			[],
		);

	test('runs within office hours', () => {
		const promise = answer('pro', '2026-03-06 16:30', '2026-03-09 09:15');
		expect(clock(promise?.deadline ?? null)).toBe('Mon 2026-03-09 09:15');
		expect(promise).toMatchObject({ outcome: 'met', target: { minutes: 45, counted: 'office_hours' }, clause: '2.1' });
		expect(answer('pro', '2026-03-06 16:30', '2026-03-09 09:16')?.outcome).toBe('missed');
	});

	test('runs around the clock where the terms say so', () => {
		const promise = answer('max', '2026-03-06 23:30', null, at('2026-03-07 00:14'));
		expect(promise).toMatchObject({
			outcome: 'running',
			deadline: at('2026-03-07 00:15'),
			startsAt: at('2026-03-06 23:30'),
		});
		expect(answer('max', '2026-03-06 23:30', null, at('2026-03-07 00:15'))?.outcome).toBe('missed');
	});

	test('is not promised to a plan that the revision does not name', () => {
		expect(answer('free', '2026-03-06 16:30', null)).toBeNull();
	});
});
