import type { Target } from '../../domain/sla/commitment.ts';
import type { CalculationDay } from '../../domain/sla/deadline.ts';
import type { Exclusion } from '../../domain/sla/exclusion.ts';
import { countedFrom, type FirstResponsePromise } from '../../domain/sla/first-response.ts';
import { type Outcome, outcomeOf, type SolutionPromise } from '../../domain/sla/promise.ts';
import type { Judged, Promised, Verdict } from '../../domain/sla/verdict.ts';
import type { Text } from '../../domain/text.ts';
import { iso, isoOrNull } from './resource.ts';

/** A promise as the API answers it. */
export interface PromiseResource {
	document: string;
	revision: number;
	term: 'solution' | 'first_response';
	clause: string;
	/** The id that the revision gives it; absent where it was judged before commitments had one. */
	commitment?: string | undefined;
	/** To which plan alone it is made; absent where it is made to all. */
	plan?: string | undefined;
	target: Target;
	/** Does the text call it an estimate? */
	estimate: boolean;
	/** For a first response: when its clock started, at receipt or at acceptance. */
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
	const { document, revision, commitment, plan, term, clause, target, estimate, raw, excluded } = promise;
	return {
		...{ document, revision, commitment, plan, term, clause, target, estimate },
		accepted_at: iso(promise.acceptedAt),
		deadline: isoOrNull(promise.deadline),
		outcome: promise.outcome,
		calculation: promise.calculation.map(dayResource),
		raw: raw && { deadline: iso(raw.deadline), outcome: raw.outcome },
		excluded: excluded.map(excludedResource),
		reprioritised_at: isoOrNull(promise.reprioritisedAt),
		superseded_at: isoOrNull(promise.supersededAt),
	};
}

export function firstResponseResource(promise: FirstResponsePromise): PromiseResource {
	const { document, revision, commitment, plan, term, clause, target, estimate = false, deadline, outcome } = promise;
	const { counted: _, ...time } = target;
	return {
		...{ document, revision, commitment, plan, term, clause, estimate },
		target: time,
		accepted_at: iso(countedFrom(promise)),
		deadline: iso(deadline),
		outcome,
		calculation: promise.calculation.map(dayResource),
		raw: { deadline: iso(deadline), outcome: unlessExcluded(promise) },
		excluded: (promise.excluded ?? []).map(excludedResource),
		reprioritised_at: null,
		superseded_at: null,
	};
}

/** As it stands with the answer that was given; until then it runs. */
function unlessExcluded({ outcome, deadline, finishedAt }: FirstResponsePromise): Outcome {
	if (outcome !== 'excluded') return outcome;
	return finishedAt === null ? 'running' : outcomeOf(deadline, finishedAt, finishedAt);
}

function excludedResource({ partner, why, start, end }: Exclusion) {
	return { partner, why, from: iso(start), until: isoOrNull(end) };
}

function dayResource({ date, counted, reason }: CalculationDay) {
	return { date, counted, reason };
}
