import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { criticalities } from '../../../src/domain/incidents/incident.ts';
import { HOUR } from '../../../src/domain/instant.ts';
import type { Commitment } from '../../../src/domain/sla/commitment.ts';
import { solutionFor } from '../../../src/domain/sla/commitments.ts';
import { changesOfTerms } from '../../../src/domain/sla/term-changes.ts';
import { effectsOfTerms } from '../../../src/domain/sla/term-effects.ts';
import { Terms } from '../../../src/domain/sla/terms.ts';
import { effectWords, reportWords } from '../../../src/i18n/effect-words.ts';
import { formatFor } from '../../../src/i18n/format.ts';
import { messagesIn } from '../../../src/i18n/messages.ts';
import { at } from '../builders.ts';

const now = at('2026-03-02 10:00');
const termsOf = (...commitments: object[]) => Terms.parse({ plans: [{ id: 'pro', name: 'Pro Max' }], commitments });
const answer = (target: object, more: object = {}) => ({
	...{ id: 'first', kind: 'first_response', clause: '2.1', counted_in: 'always', target },
	...more,
});
const share = (percent: number) => ({
	...{ id: 'up', kind: 'availability', clause: '3.1', target: { percent, per: 'month' } },
});
const window = (from: string) => ({
	...{ id: 'window', kind: 'maintenance_window', clause: '3.2', window: { from, to: '05:00', offset: '-03:00' } },
});
const watching = (hours_a_day: number) => ({
	...{ id: 'watch', kind: 'monitoring', clause: '3.3', target: { hours_a_day, days_a_week: 7 } },
});
const kept = (months: number) => ({ id: 'kept', kind: 'retention', clause: '3.4', target: { months } });

const saidIn = (language: 'es' | 'en', before: Terms, after: Terms) => {
	const t = messagesIn(language);
	const effects = effectsOfTerms(before, after, now);
	const names = { plans: { pro: 'Pro Max' }, components: {} };
	const sentences = effects.map((one) => effectWords(t, formatFor(language, 'America/Sao_Paulo'), one, names));
	return [...sentences, ...reportWords(t, effects, 3)].map((one) => one.replaceAll('\u00a0', ' '));
};

describe('what other terms come to is said', () => {
	test('of a first response, from what starts its clock', () => {
		const [before, after] = [2, 4].map((hours) => termsOf(answer({ hours }, { from: 'receipt', plan: 'pro' })));
		expect(saidIn('en', before as Terms, after as Terms)).toEqual([
			'First response, Pro Max plan, if it comes in now: until now 2 Mar 2026, 12:00 GMT−3; with this text, 2 Mar 2026, 14:00 GMT−3.',
			'The report of the month counts what came in before by revision 2, and what comes in afterwards by 3.',
		]);
	});

	test('of one criticality alone where the others stay', () => {
		const before = termsOf(answer({ hours: 8 }));
		const after = termsOf(answer({ hours: 8 }), answer({ hours: 1 }, { id: 'urgent', criticality: 'urgent' }));
		expect(effectsOfTerms(before, after, now)).toMatchObject([{ kind: 'first_response', criticality: 'urgent' }]);
	});

	test('of those for whom it comes to something else, where one plan gets it alone, or no longer', () => {
		const [general, own] = [termsOf(answer({ hours: 8 })), termsOf(answer({ hours: 8 }, { plan: 'pro' }))];
		expect(saidIn('en', general, own)[0]).toBe(
			'First response, but on the Pro Max plan, if it is accepted now: until now 2 Mar 2026, 18:00 GMT−3; with this text, no deadline.',
		);
		expect(saidIn('es', own, general)[0]).toMatch(
			/^Primera respuesta, salvo en el plan Pro Max, .*hasta ahora sin plazo/,
		);
		const both = termsOf(answer({ hours: 4 }), answer({ hours: 8 }, { id: 'own', plan: 'pro' }));
		expect(effectsOfTerms(general, both, now)).toMatchObject([{ plan: undefined, besides: ['pro'] }]);
		const same = termsOf(answer({ hours: 4 }), answer({ hours: 4 }, { id: 'own', plan: 'pro' }));
		expect(effectsOfTerms(general, same, now)).toMatchObject([{ plan: undefined, besides: [] }]);
	});

	test('by the rule by which it is promised then, whatever the terms say', () => {
		const hours = fc.integer({ min: 1, max: 3 });
		const one = fc.record({
			plan: fc.constantFrom(undefined, 'pro'),
			criticality: fc.constantFrom(undefined, 'urgent', 'high'),
			hours,
		});
		const some = fc.uniqueArray(one, { selector: ({ plan, criticality }) => `${plan} ${criticality}`, maxLength: 5 });
		const terms = some.map((all) =>
			termsOf(
				...all.map(({ hours, plan, criticality }, i) =>
					answer(
						{ hours },
						{ id: `c${i}`, kind: 'solution', ...(plan && { plan }), ...(criticality && { criticality }) },
					),
				),
			),
		);
		fc.assert(
			fc.property(
				terms,
				terms,
				fc.constantFrom('pro', 'other'),
				fc.constantFrom(...criticalities),
				(before, after, plan, criticality) => {
					const due = (of: Terms) => {
						const target = solutionFor(of, plan, criticality)?.target as { hours: number } | undefined;
						return target === undefined ? null : now + target.hours * HOUR;
					};
					const told = effectsOfTerms(before, after, now).filter((effect) => {
						if (effect.kind !== 'solution') return false;
						const isOfPlan = effect.plan === undefined ? !effect.besides.includes(plan) : effect.plan === plan;
						return isOfPlan && (effect.criticality ?? criticality) === criticality;
					});
					const expected = due(before) === due(after) ? [] : [{ was: due(before), is: due(after) }];
					expect(told.map((effect) => ({ was: effect.was, is: effect.is }))).toEqual(expected);
				},
			),
		);
	});

	test('of availability, by how much may be missing', () => {
		expect(saidIn('en', termsOf(share(99.5)), termsOf(share(99.9)))).toEqual([
			'Availability: until now 99.5% per month; with this text, 99.9% per month. In a month of 30 days 3 h 36 min could be missing; now 43 min.',
			'The report measures availability by revision 3 from the first month or quarter that begins with it in force.',
		]);
	});

	test('of hours for work, of watching and of keeping', () => {
		const before = termsOf(window('23:00'), watching(24), kept(12));
		const after = termsOf(window('22:00'), watching(12), kept(6));
		expect(saidIn('es', before, after)).toEqual([
			expect.stringMatching(
				/^Mantenimiento preventivo: hasta ahora de 23:00 a 05:00 .*; con este texto, de 22:00 a 05:00 .*\. Lo que/,
			),
			expect.stringContaining('24×7'),
			expect.stringContaining('hasta ahora 12 meses; con este texto, 6 meses.'),
		]);
	});

	test('of what is not defined any more, as no deadline', () => {
		const said = saidIn('en', termsOf(answer({ hours: 2 })), termsOf({ ...answer({}), target: 'not_defined' }));
		expect(said[0]).toContain('with this text, no deadline.');
	});
});

test('equal terms come to nothing else, and what comes to something else is a change of the terms', () => {
	const commitment = fc.oneof(
		fc.integer({ min: 1, max: 5 }).map((hours) => answer({ hours })),
		fc.constantFrom(99, 99.5, 99.9).map(share),
		fc.constantFrom('21:00', '22:00').map(window),
		fc.integer({ min: 1, max: 24 }).map(watching),
		fc.integer({ min: 1, max: 3 }).map(kept),
	);
	const terms = fc
		.uniqueArray(commitment, { selector: (one) => (one as Commitment).kind, minLength: 1 })
		.map((all) => termsOf(...all));
	fc.assert(
		fc.property(terms, terms, (before, after) => {
			expect(effectsOfTerms(before, before, now)).toEqual([]);
			const isChanged = changesOfTerms(before, after).length > 0;
			expect(effectsOfTerms(before, after, now).length > 0).toBe(isChanged);
		}),
	);
});
