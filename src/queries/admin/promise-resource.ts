import type { CalculationDay } from '../../domain/sla/deadline.ts';
import type { FirstResponsePromise } from '../../domain/sla/first-response.ts';
import type { Outcome, SolutionPromise } from '../../domain/sla/promise.ts';
import type { SolutionTarget } from '../../domain/sla/terms.ts';
import { iso, isoOrNull } from './resource.ts';

/** A promise as the API answers it. */
export interface PromiseResource {
	document: string;
	revision: number;
	term: 'solution' | 'first_response';
	clause: string;
	target: SolutionTarget | { minutes: number };
	/** For a first response: when the ticket was received. */
	accepted_at: string;
	deadline: string | null;
	outcome: Outcome;
	calculation: Pick<CalculationDay, 'date' | 'counted' | 'reason'>[];
	/** As if nothing were excluded; null where no target is defined. */
	raw: { deadline: string; outcome: Outcome } | null;
	excluded: { partner: string; why: 'cause' | 'unavailable'; from: string; until: string | null }[];
	/** The clock started anew here, since the criticality changed. */
	reprioritised_at: string | null;
	/** Another criticality took its place here. */
	superseded_at: string | null;
}

export function solutionResource(promise: SolutionPromise): PromiseResource {
	const { document, revision, term, clause, target, raw, excluded } = promise;
	return {
		...{ document, revision, term, clause, target },
		accepted_at: iso(promise.acceptedAt),
		deadline: isoOrNull(promise.deadline),
		outcome: promise.outcome,
		calculation: promise.calculation.map(dayResource),
		raw: raw && { deadline: iso(raw.deadline), outcome: raw.outcome },
		excluded: excluded.map(({ partner, why, start, end }) => ({
			partner,
			why,
			from: iso(start),
			until: isoOrNull(end),
		})),
		reprioritised_at: isoOrNull(promise.reprioritisedAt),
		superseded_at: isoOrNull(promise.supersededAt),
	};
}

export function firstResponseResource(promise: FirstResponsePromise): PromiseResource {
	const { document, revision, term, clause, target, deadline, outcome } = promise;
	return {
		...{ document, revision, term, clause },
		target: { minutes: target.minutes },
		accepted_at: iso(promise.receivedAt),
		deadline: iso(deadline),
		outcome,
		calculation: promise.calculation.map(dayResource),
		raw: { deadline: iso(deadline), outcome },
		excluded: [],
		reprioritised_at: null,
		superseded_at: null,
	};
}

function dayResource({ date, counted, reason }: CalculationDay) {
	return { date, counted, reason };
}
