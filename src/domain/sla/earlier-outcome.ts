import type { Criticality, Incident } from '../incidents/incident.ts';
import type { Instant } from '../instant.ts';
import { invalid } from '../refusal.ts';
import type { Text } from '../text.ts';
import type { Outcome, SolutionPromise } from './promise.ts';

/** How a promise had ended, before a correction of the facts changed it. It stays on the register. */
export interface EarlierOutcome {
	document: string;
	revision: number;
	clause: string;
	criticality: Criticality;
	outcome: Outcome;
	deadline: Instant | null;
	finishedAt: Instant | null;
	/** When the correction was published, and why: for all to see. */
	changedAt: Instant;
	reason: Text;
}

export type PromisesOf = (incident: Incident) => SolutionPromise[];

/**
 * Whatever alters the outcome of a promise that has ended needs a public reason, and the earlier outcome is kept with it.
 *
 * @param reason null where none is published with the change
 * @throws DomainError `invalid` at `/reason`
 */
export function keepOutcomes(
	before: Incident,
	after: Incident,
	promisesOf: PromisesOf,
	reason: Text | null,
	now: Instant,
): Incident {
	const present = new Map(promisesOf(after).map((promise) => [keyOf(promise), promise.outcome]));
	const altered = promisesOf(before).filter((one) => hasEnded(one) && present.get(keyOf(one)) !== one.outcome);
	if (altered.length === 0) return after;
	if (reason === null) {
		throw invalid(
			'/reason',
			'Expected the reason, which is published: a promise that has ended has another outcome then',
		);
	}
	const kept = altered.map(({ document, revision, clause, criticality, outcome, deadline, finishedAt }) => {
		return { ...{ document, revision, clause, criticality, outcome, deadline, finishedAt }, changedAt: now, reason };
	});
	return { ...after, earlierOutcomes: [...(after.earlierOutcomes ?? []), ...kept] };
}

function hasEnded({ outcome, finishedAt }: SolutionPromise): boolean {
	return outcome === 'met' || outcome === 'missed' || finishedAt !== null;
}

/** The same promise before and after: of one document, made at acceptance or by one change of the criticality. */
function keyOf({ document, reasonUpdateId }: SolutionPromise): string {
	return `${document} ${reasonUpdateId ?? ''}`;
}
