import { type Criticality, criticalities } from '../incidents/incident.ts';
import type { Calendar } from './calendar.ts';
import type { Commitment, Timed } from './commitment.ts';
import type { Terms } from './terms.ts';

/** The terms of revisions that were published before commitments were a list: what the ledger says of them stays as it is. */
export interface EarlierTerms {
	first_response: {
		plan: string;
		name: string;
		minutes: number;
		counted: 'office_hours' | 'around_the_clock';
		clause: string;
	}[];
	solution: Record<
		Criticality,
		{ target: { business_days: number } | 'not_defined'; estimate?: boolean; clause: string; definition: string }
	>;
	clock_starts: { at: 'acceptance'; clause: string };
	exclusion: { while: 'partner_unavailable'; effect: 'voids' | 'pauses'; clause: string };
	missed_deadline: { duty: 'communicate_and_justify'; clause: string };
	maintenance_window: { from: string; to: string; offset: string; guaranteed: boolean; clause: string };
	monitoring: { hours_a_day: number; days_a_week: number; clause: string };
	retention: { months: number; clause: string };
	changes: { in_force: 'at_publication'; clause: string };
}

export function isEarlier(terms: object): terms is EarlierTerms {
	return 'first_response' in terms;
}

/**
 * What such terms meant, said as today: first responses from receipt, solutions until the repair, a clock that starts anew with
 * another criticality, and every promise void or paused while a partner was unavailable.
 *
 * @param calendar the office hours that applied to it, as they were recorded when it was carried over
 */
export function termsOfEarlier(earlier: EarlierTerms, calendar: Calendar | undefined): Terms {
	const { exclusion, missed_deadline, changes } = earlier;
	return {
		plans: earlier.first_response.map(({ plan, name }) => ({ id: plan, name })),
		calendar,
		commitments: [...responsesOf(earlier), ...solutionsOf(earlier), ...othersOf(earlier)],
		exclusion: { when: 'while_partner_unavailable', effect: exclusion.effect, clause: exclusion.clause },
		reprioritisation: { clock: 'restarts' },
		missed: { duties: ['communicate', 'justify'], clause: missed_deadline.clause },
		changes,
		readings: [],
	};
}

function responsesOf({ first_response }: EarlierTerms): Timed[] {
	return first_response.map(({ plan, minutes, counted, clause }) => ({
		...{ id: `first-response-${plan}`, kind: 'first_response', plan, target: { minutes }, qualifier: 'up_to', clause },
		...{ estimate: false, from: 'receipt', until: 'first_response' },
		counted_in: counted === 'office_hours' ? 'office' : 'always',
	}));
}

function solutionsOf({ solution }: EarlierTerms): Timed[] {
	return criticalities.map((criticality) => {
		const { target, estimate = false, clause, definition } = solution[criticality];
		return {
			...{
				id: `solution-${criticality}`,
				kind: 'solution',
				criticality,
				target,
				qualifier: 'exactly',
				estimate,
				clause,
			},
			...{ definition, from: 'acceptance', until: 'resolution', counted_in: 'office' },
		};
	});
}

function othersOf({ maintenance_window, monitoring, retention }: EarlierTerms): Commitment[] {
	const { from, to, offset, guaranteed, clause } = maintenance_window;
	const { hours_a_day, days_a_week } = monitoring;
	return [
		{
			...{ id: 'maintenance-window', kind: 'maintenance_window', estimate: false },
			...{ window: { from, to, offset }, guaranteed, clause },
		},
		{
			...{ id: 'monitoring', kind: 'monitoring', estimate: false },
			...{ target: { hours_a_day, days_a_week }, clause: monitoring.clause },
		},
		{
			...{ id: 'retention', kind: 'retention', estimate: false, qualifier: 'exactly' },
			...{ target: { months: retention.months }, clause: retention.clause },
		},
	];
}
