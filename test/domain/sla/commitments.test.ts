import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amendIncident, type Incident, reopenIncident } from '../../../src/domain/incidents/incident.ts';
import { DAY, HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { frozenTerms } from '../../../src/domain/sla/commitments.ts';
import { firstResponsePromise } from '../../../src/domain/sla/first-response.ts';
import { promiseFor, promisesFor } from '../../../src/domain/sla/promise.ts';
import { revisionAt, withInForce } from '../../../src/domain/sla/revision-in-force.ts';
import { Terms } from '../../../src/domain/sla/terms.ts';
import { promisesTo } from '../../../src/domain/sla/ticket-promises.ts';
import { at, clock, exclusion, incident, revision, termsBut, termsWithCause } from '../builders.ts';

const accepted = at('2026-03-02 10:00');
const later = at('2026-06-01 12:00');
const strict = revision({ terms: termsWithCause() });
const reason = { es: 'Afecta a más personas.' };

const only = (given: Partial<Incident>, now = later, outages = [] as ReturnType<typeof exclusion>[], by = strict) => {
	const promises = promisesFor(incident({ acceptedAt: accepted, startedAt: accepted, ...given }), [by], now, outages);
	if (promises[0] === undefined) throw new Error('No promise');
	return promises[0];
};

describe('a time that ends with a proposal', () => {
	test('is kept by what was proposed in time, whenever it is repaired', () => {
		const proposedAt = at('2026-03-02 15:00');
		expect(only({ proposedAt })).toMatchObject({ outcome: 'met', finishedAt: proposedAt });
		expect(only({ proposedAt, resolvedAt: at('2026-03-20 10:00') })).toMatchObject({ outcome: 'met' });
		expect(only({ proposedAt: at('2026-03-04 15:00') })).toMatchObject({ outcome: 'missed' });
	});

	test('is kept by the repair where that comes first', () => {
		const resolvedAt = at('2026-03-02 14:00');
		expect(only({ resolvedAt, proposedAt: at('2026-03-02 15:00') })).toMatchObject({ finishedAt: resolvedAt });
	});

	test('runs on from acceptance once what was proposed did not hold', () => {
		const repaired = { resolvedAt: at('2026-03-02 15:00'), status: 'resolved' as const };
		const over = incident({ acceptedAt: accepted, proposedAt: at('2026-03-02 12:00'), ...repaired });
		const update = {
			id: 'u',
			status: 'identified' as const,
			body: reason,
			components: {},
			happenedAt: at('2026-03-02 16:00'),
		};
		const again = reopenIncident(over, update, at('2026-03-02 16:00'));
		expect(promisesFor(again, [strict], at('2026-03-02 16:30'), [])[0]).toMatchObject({
			outcome: 'running',
			deadline: at('2026-03-03 10:00'),
			finishedAt: null,
		});
	});

	test('of another document is not ended by a proposal', () => {
		expect(only({ proposedAt: at('2026-03-02 15:00') }, later, [], revision())).toMatchObject({ outcome: 'missed' });
	});
});

describe('the exclusion of what a partner caused', () => {
	const down = exclusion('2026-03-02 09:30', '2026-03-02 12:00');

	test('needs the cause and the outage on record', () => {
		expect(only({ cause: 'whatsapp' }, later, [down])).toMatchObject({
			outcome: 'excluded',
			deadline: null,
			excluded: [{ partner: 'whatsapp', why: 'cause', start: down.start, end: down.end }],
		});
		expect(only({ cause: 'whatsapp' })).toMatchObject({ outcome: 'missed', excluded: [] });
		expect(only({}, later, [down])).toMatchObject({ outcome: 'missed', excluded: [] });
		expect(only({ cause: 'whatsapp' }, later, [{ ...down, partner: 'meta' }])).toMatchObject({ outcome: 'missed' });
	});

	test('has no evidence in an outage that was over before, or began once the work was done', () => {
		const before = exclusion('2026-03-02 08:00', '2026-03-02 10:00');
		const after = exclusion('2026-03-02 15:00', '2026-03-02 16:00');
		const solved = { cause: 'whatsapp', resolvedAt: at('2026-03-02 14:00') };
		expect(only(solved, later, [before, after])).toMatchObject({ outcome: 'met', excluded: [] });
	});

	test('covers what the terms say: no first response', () => {
		const ticket = {
			...{ reference: 'T', document: 'blip-go', plan: 'pro', criticality: 'urgent' as const, cause: 'whatsapp' },
			...{ receivedAt: accepted, acceptedAt: accepted, firstResponseAt: null, solvedAt: null, justification: null },
		};
		const found = promisesTo(ticket, [strict], later, [down]);
		expect(found.map(({ term, outcome }) => [term, outcome])).toEqual([
			['first_response', 'missed'],
			['solution', 'excluded'],
		]);
	});

	test('of some partners only leaves those of others where they were', () => {
		const rule = { ...termsWithCause().exclusion, partners: ['meta'] } as Terms['exclusion'];
		const some = revision({ terms: { ...termsWithCause(), exclusion: rule } });
		expect(only({ cause: 'whatsapp' }, later, [down], some)).toMatchObject({ outcome: 'missed' });
	});

	test('may pause instead: the deadline moves by what the cause took', () => {
		const rule = { ...termsWithCause().exclusion, effect: 'pauses' } as Terms['exclusion'];
		const pausing = revision({ terms: { ...termsWithCause(), exclusion: rule } });
		expect(clock(only({ cause: 'whatsapp' }, later, [down], pausing).deadline)).toBe('Tue 2026-03-03 12:00');
		expect(clock(only({}, later, [down], pausing).deadline)).toBe('Tue 2026-03-03 10:00');
	});
});

describe('another criticality', () => {
	const changed = (from: 'urgent' | 'high', to: 'urgent' | 'high' | 'normal', when: number) =>
		amendIncident(
			incident({ criticality: from, acceptedAt: accepted, startedAt: accepted }),
			{ criticality: to, reason },
			'update',
			when,
		);

	test('counts from acceptance, too', () => {
		const [present, replaced] = promisesFor(changed('urgent', 'high', accepted + HOUR), [strict], later, []);
		expect(clock(present?.deadline ?? null)).toBe('Mon 2026-03-16 10:00');
		expect(present?.reprioritisedAt).toBe(accepted + HOUR);
		expect(replaced).toMatchObject({ outcome: 'running', supersededAt: accepted + HOUR });
	});

	test('counts from the change where its time would have passed already', () => {
		const [present] = promisesFor(changed('high', 'urgent', at('2026-03-04 15:00')), [strict], later, []);
		expect(clock(present?.deadline ?? null)).toBe('Thu 2026-03-05 15:00');
	});

	test('never gives a deadline that had passed when the change was made, nor one later than a clock that starts anew', () => {
		const restarts = revision({ terms: { ...termsWithCause(), reprioritisation: { clock: 'restarts' } } });
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 40 * 24 * 60 }),
				fc.constantFrom('urgent' as const, 'high' as const),
				(minutes, to) => {
					const when = accepted + minutes * MINUTE;
					const from = to === 'urgent' ? 'high' : 'urgent';
					const [going] = promisesFor(changed(from, to, when), [strict], when, []);
					const [anew] = promisesFor(changed(from, to, when), [restarts], when, []);
					expect(going?.deadline).toBeGreaterThan(when);
					expect(going?.deadline).toBeLessThanOrEqual(anew?.deadline as number);
				},
			),
		);
	});
});

describe('any agreement', () => {
	const severities = Terms.parse({
		plans: [
			{ id: 'basic', name: 'Basic' },
			{ id: 'premium', name: 'Premium' },
		],
		calendar: { zone: 'Europe/Lisbon', days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00' },
		commitments: [
			response('basic', 'urgent', { hours: 4 }, 'office'),
			response('basic', 'normal', { business_days: 2 }, 'office'),
			response('premium', 'urgent', { minutes: 30 }, 'always'),
			response('premium', undefined, { hours: 8 }, 'always'),
			{
				id: 'fix',
				kind: 'solution',
				plan: 'premium',
				criticality: 'urgent',
				target: { days: 3 },
				counted_in: 'always',
				clause: '2',
			},
		],
	});
	const support = revision({ document: 'support', terms: severities });
	const answered = (plan: string, criticality: 'urgent' | 'high' | 'normal') =>
		firstResponsePromise(
			support,
			{ plan, criticality, receivedAt: accepted, acceptedAt: accepted, firstResponseAt: null, cause: null },
			accepted,
			[],
		);

	test('may answer by plan and criticality, in hours, in office hours or around the clock', () => {
		expect(clock(answered('basic', 'urgent')?.deadline ?? null, 'Europe/Lisbon')).toBe('Mon 2026-03-02 17:00');
		expect(clock(answered('basic', 'normal')?.deadline ?? null, 'Europe/Lisbon')).toBe('Wed 2026-03-04 13:00');
		expect(answered('premium', 'urgent')?.deadline).toBe(accepted + 30 * MINUTE);
		expect(answered('premium', 'high')?.deadline).toBe(accepted + 8 * HOUR);
		expect(answered('basic', 'high')).toBeNull();
	});

	test('promises a solution to the plans that it names, in days of the calendar', () => {
		const work = incident({ acceptedAt: accepted, startedAt: accepted });
		expect(promiseFor(work, 'premium', support, later, [])).toMatchObject({
			plan: 'premium',
			deadline: accepted + 3 * DAY,
		});
		expect(promiseFor(work, 'basic', support, later, [])).toBeNull();
		expect(promisesFor(work, [support], later, []).map(({ plan }) => plan)).toEqual(['premium']);
	});

	test('may count one commitment by a calendar of its own', () => {
		const own = { zone: 'UTC', days: ['sat' as const], from: '10:00', to: '12:00', holidays: { also: [], not: [] } };
		const saturdays = revision({ terms: termsBut('solution-urgent', { calendar: own, target: { hours: 3 } }) });
		expect(clock(only({}, later, [], saturdays).deadline, 'UTC')).toBe('Sat 2026-03-14 11:00');
	});

	test('may give notice of changes: they bind from then on, and none overtakes another', () => {
		const giving = { ...termsWithCause(), changes: { in_force: { days: 30 }, clause: '6' } };
		const published = ['2026-01-05 10:00', '2026-02-01 10:00', '2026-02-02 10:00'].map((time, index) =>
			revision({ number: index + 1, publishedAt: at(time), terms: index === 1 ? termsWithCause() : giving }),
		);
		const known = withInForce(published);
		expect(known.map(({ inForceFrom }) => clock(inForceFrom))).toEqual([
			'Mon 2026-01-05 10:00',
			'Tue 2026-03-03 10:00',
			'Wed 2026-03-04 10:00',
		]);
		expect(revisionAt(known, at('2026-03-03 09:59'))?.number).toBe(1);
		expect(revisionAt(known, at('2026-03-03 10:00'))?.number).toBe(2);
		expect(revisionAt(known, at('2026-03-04 10:00'))?.number).toBe(3);
	});

	test('may say nothing that can be measured', () => {
		const privacy = revision({ document: 'privacy', terms: Terms.parse({}) });
		expect(promisesFor(incident({ acceptedAt: accepted }), [privacy], later, [])).toEqual([]);
	});

	test('keeps the holidays that it was published with', () => {
		const frozen = frozenTerms(termsWithCause(), at('2026-01-01 00:00'));
		const names = frozen.calendar?.frozen?.names ?? [];
		expect(frozen.calendar?.frozen?.dates['2026-11-02']).toBeDefined();
		expect(names.length).toBeLessThan(30);
		const decreed = {
			...frozen,
			calendar: {
				...frozen.calendar,
				holidays: { country: 'BR', also: [{ date: '2026-03-03', name: { es: 'x' } }], not: [] },
			},
		};
		const by = revision({ terms: decreed as Terms });
		expect(clock(only({}, later, [], by).deadline)).toBe('Tue 2026-03-03 10:00');
	});

	test('keeps those of the revision before it, but for the days that either names, or another country', () => {
		const first = frozenTerms(termsWithCause(), at('2026-01-01 00:00'));
		const { '2026-12-25': christmas, ...left } = first.calendar?.frozen?.dates ?? {};
		expect(christmas).toBeDefined();
		const fixed = { ...first.calendar?.frozen, dates: left };
		// As if the list of holidays had not known it then.
		const earlier = { ...first, calendar: { ...first.calendar, frozen: fixed } } as Terms;
		const next = (holidays: object) => {
			const { frozen: _, ...calendar } = { ...first.calendar, holidays };
			const terms = frozenTerms({ ...termsWithCause(), calendar } as Terms, at('2027-06-01 00:00'), earlier);
			return Object.keys(terms.calendar?.frozen?.dates ?? {});
		};
		const rule = { country: 'BR', also: [], not: [] };
		expect(next(rule)).not.toContain('2026-12-25');
		expect(next(rule)).toEqual(expect.arrayContaining(['2026-11-02', '2055-12-25', '2056-12-25']));
		const eve = { date: '2026-12-24', name: { es: 'x' } };
		const named = next({ ...rule, also: [eve], not: ['2026-11-02'] });
		expect(named).toContain('2026-12-24');
		for (const day of ['2026-12-25', '2026-11-02']) expect(named).not.toContain(day);
		expect(next({ ...rule, also: [{ ...eve, date: '2026-12-25' }] })).toContain('2026-12-25');
		expect(next({ ...rule, country: 'PT' })).toContain('2026-12-25');
	});
});

function response(plan: string, criticality: string | undefined, target: object, counted_in: string): object {
	return {
		id: `answer-${plan}-${criticality ?? 'all'}`,
		kind: 'first_response',
		plan,
		criticality,
		target,
		counted_in,
		clause: '1',
	};
}

describe('terms that contradict themselves are refused', () => {
	const base = { plans: [{ id: 'pro', name: 'Pro' }], calendar: termsWithCause().calendar };
	const solution = { id: 'a', kind: 'solution', criticality: 'urgent', target: { business_days: 1 }, clause: '1' };
	const availability = { id: 'up', kind: 'availability', target: { percent: 99.9, per: 'month' }, clause: '1' };

	test.each<[string, object, string]>([
		['an id twice', { commitments: [solution, { ...solution, criticality: 'high' }] }, 'Expected each id once'],
		['a commitment twice', { commitments: [solution, { ...solution, id: 'b' }] }, '"a" says it of the same already'],
		['a plan that there is not', { commitments: [{ ...solution, plan: 'max' }] }, 'there is no "max"'],
		[
			'business days around the clock',
			{ commitments: [{ ...solution, counted_in: 'always' }] },
			'business days are days of a calendar',
		],
		['office hours without an office', { commitments: [solution], calendar: undefined }, 'Expected a calendar'],
		[
			'a calendar without days',
			{ calendar: { zone: 'UTC', days: [], from: '09:00', to: '17:00' } },
			'Expected at least one day',
		],
		[
			'hours that end before they begin',
			{ calendar: { zone: 'UTC', days: ['mon'], from: '17:00', to: '09:00' } },
			'Expected a time after',
		],
		[
			'an exclusion of what there is not',
			{ exclusion: { when: 'caused_by_partner', effect: 'voids', covers: ['b'], clause: '1' } },
			'there is no "b"',
		],
		[
			'credits that overlap',
			{
				commitments: [
					{
						...availability,
						credits: [
							{ below: 99, percent: 10 },
							{ below: 99, percent: 25 },
						],
					},
				],
			},
			'do not overlap',
		],
		[
			'a credit above the target',
			{ commitments: [{ ...availability, credits: [{ below: 99.95, percent: 10 }] }] },
			'not above the target',
		],
		[
			'less credit for less',
			{
				commitments: [
					{
						...availability,
						credits: [
							{ below: 99.5, percent: 25 },
							{ below: 99, percent: 10 },
						],
					},
				],
			},
			'do not overlap',
		],
		[
			'a kind that nobody can keep account of',
			{ commitments: [{ id: 'x', kind: 'happiness', clause: '1' }] },
			'Expected a kind',
		],
		['more than everything', { commitments: [{ ...availability, target: { percent: 101, per: 'month' } }] }, '100'],
		[
			'a reading of a commitment that there is not',
			{ readings: [{ id: 'r', question: { es: '¿?' }, answer: { es: 'x' }, clause: '1', commitments: ['x'] }] },
			'there is no "x"',
		],
		[
			'an empty window',
			{
				commitments: [
					{
						id: 'w',
						kind: 'maintenance_window',
						window: { from: '23:00', to: '23:00', offset: '+00:00' },
						clause: '1',
					},
				],
			},
			'not empty',
		],
	])('%s', (_, change, sentence) => {
		const { success, error } = Terms.safeParse({ ...base, ...change });
		expect(success).toBe(false);
		expect(error?.issues.map(({ message }) => message).join('\n')).toContain(sentence);
	});
});
