import { expect, test } from 'vitest';
import { amendIncident } from '../../../src/domain/incidents/incident.ts';
import { clausesBehind, inTextOrder } from '../../../src/domain/sla/clauses-behind.ts';
import { promisesFor } from '../../../src/domain/sla/promise.ts';
import type { Terms } from '../../../src/domain/sla/terms.ts';
import { judgedPromises } from '../../../src/domain/sla/verdict.ts';
import { at, incident, revision, termsWithCause } from '../builders.ts';

const said = { es: '…' };
const terms: Terms = {
	...termsWithCause(),
	exclusion: { when: 'caused_by_partner', effect: 'voids', clause: '2.2.6' },
	reprioritisation: { clock: 'continues', clause: '2.2.4' },
	missed: { duties: ['justify'], clause: '2.2.7' },
	readings: [
		{ id: 'start', clause: '2.2.5', commitments: ['solution-urgent'], question: said, answer: said },
		{ id: 'night', clause: '2.1.1', commitments: ['first-response-pro'], question: said, answer: said },
	],
};
const urgent = incident({ acceptedAt: at('2026-03-02 10:00') });

function behind(of: typeof urgent, now: string, cause: string | null = null): string[][] {
	const promises = judgedPromises(promisesFor(of, [revision({ terms })], at(now), []), []);
	return promises.map((promise) => clausesBehind(promise, terms, cause));
}

test('a commitment rests on the clauses of its own readings', () => {
	expect(behind(urgent, '2026-03-02 11:00')).toEqual([['2.2.5']]);
});

test('what was missed rests on what the text says of that, and a cause that is named on the exclusion', () => {
	expect(behind(urgent, '2026-03-04 11:00')).toEqual([['2.2.7', '2.2.5']]);
	expect(behind(urgent, '2026-03-02 11:00', 'whatsapp')).toEqual([['2.2.6', '2.2.5']]);
});

test('where the criticality changed, both times rest on the clause about that', () => {
	const changed = amendIncident(urgent, { criticality: 'high', reason: said }, 'why', at('2026-03-02 12:00'));
	expect(behind(changed, '2026-03-02 13:00')).toEqual([['2.2.4'], ['2.2.4', '2.2.5']]);
});

test('clauses stand in the order of the text', () => {
	expect(inTextOrder(['2.10', '2.2.5', '2.2'])).toEqual(['2.2', '2.2.5', '2.10']);
});
