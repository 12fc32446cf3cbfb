import type { CalculationDay } from '../../domain/sla/deadline.ts';
import type { FirstResponsePromise } from '../../domain/sla/first-response.ts';
import type { Outcome, SolutionPromise } from '../../domain/sla/promise.ts';
import type { SolutionTarget } from '../../domain/sla/terms.ts';
import type { Judged, Promised, Verdict } from '../../domain/sla/verdict.ts';
import type { Text } from '../../domain/text.ts';
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

/** How a promise was judged. */
export interface VerdictResource {
	id: string;
	outcome: Outcome;
	deadline: string | null;
	recorded_at: string;
	/** Of a second verdict, for all to see. */
	reason: Text | null;
	publication: number;
	/** Was it computed long after the promise had ended, when verdicts began to be recorded? */
	at_upgrade: boolean;
	withdrawn: { at: string; reason: Text } | null;
}

export interface JudgedResource extends PromiseResource {
	verdicts: VerdictResource[];
	/** What follows from the facts of today, where it is not what was recorded. */
	difference: { outcome: Outcome | null; deadline: string | null } | null;
}

export function judgedResource(promise: Judged<Promised>): JudgedResource {
	const { verdicts, difference } = promise;
	return {
		...(promise.term === 'solution' ? solutionResource(promise) : firstResponseResource(promise)),
		verdicts: verdicts.map(verdictResource),
		difference: difference && { outcome: difference.outcome, deadline: isoOrNull(difference.deadline) },
	};
}

function verdictResource(verdict: Verdict): VerdictResource {
	const { id, outcome, promise, recordedAt, reason, publication, atUpgrade, withdrawal } = verdict;
	return {
		...{ id, outcome, reason, publication },
		deadline: isoOrNull(promise.deadline),
		recorded_at: iso(recordedAt),
		at_upgrade: atUpgrade,
		withdrawn: withdrawal && { at: iso(withdrawal.at), reason: withdrawal.reason },
	};
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
