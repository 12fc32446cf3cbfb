import { addBusinessDays, type CalculationDay, type Deadline } from './deadline.ts';
import { type Exclusion, exclusionsWithin, pauseFor } from './exclusion.ts';
import type { Criticality, Incident } from './incident.ts';
import type { Instant } from './instant.ts';
import { nextOpening, type OfficeHours } from './office.ts';
import type { Revision } from './revision.ts';
import { revisionAt } from './revision-in-force.ts';
import type { SolutionTarget } from './terms.ts';

export const outcomes = ['running', 'met', 'missed', 'excluded', 'untargeted'] as const;
export type Outcome = (typeof outcomes)[number];

/** One term of one revision, applied to one incident (SLA §2.2). */
export interface SolutionPromise {
	document: string;
	revision: number;
	clause: string;
	term: 'solution';
	criticality: Criticality;
	target: SolutionTarget;
	acceptedAt: Instant;
	startsAt: Instant;
	/** Null where no deadline applies: excluded or untargeted. */
	deadline: Instant | null;
	outcome: Outcome;
	finishedAt: Instant | null;
	/** Empty where the target is not defined. */
	calculation: CalculationDay[];
	/** What kept the promise from applying, or moved its deadline. */
	excluded: Exclusion[];
}

/**
 * What each document promises about an incident: by its revision in force at acceptance. Sorted by document.
 * Nothing for a document that came into force later, or an incident that was never accepted or classified.
 */
export function promisesFor(
	incident: Incident,
	revisions: Iterable<Revision>,
	office: OfficeHours,
	now: Instant,
	exclusions: readonly Exclusion[],
): SolutionPromise[] {
	const promises: SolutionPromise[] = [];
	if (incident.acceptedAt === null) return promises;
	const documents = Map.groupBy(revisions, (revision) => revision.document);
	for (const [, ofDocument] of [...documents].sort(([one], [other]) => (one < other ? -1 : 1))) {
		const revision = revisionAt(ofDocument, incident.acceptedAt);
		const promise = revision && promiseFor(incident, revision, office, now, exclusions);
		if (promise) promises.push(promise);
	}
	return promises;
}

/**
 * What one revision promises about an incident, as it stands at `now`; the caller chooses the revision in force at
 * acceptance. `exclusions`: when the partners that matter here were unavailable.
 * Null for an incident that was never accepted or classified.
 */
export function promiseFor(
	incident: Incident,
	revision: Revision,
	office: OfficeHours,
	now: Instant,
	exclusions: readonly Exclusion[],
): SolutionPromise | null {
	const { acceptedAt, criticality } = incident;
	if (acceptedAt === null || criticality === null) return null;
	const { target, clause } = revision.terms.solution[criticality];
	const promise: SolutionPromise = {
		document: revision.document,
		revision: revision.number,
		clause,
		term: 'solution',
		criticality,
		target,
		acceptedAt,
		startsAt: nextOpening(office, acceptedAt),
		deadline: null,
		outcome: 'untargeted',
		finishedAt: incident.resolvedAt,
		calculation: [],
		excluded: [],
	};
	if (target === 'not_defined') return promise;
	const planned = addBusinessDays(office, acceptedAt, target.business_days);
	return { ...promise, ...judge(planned, incident, revision, office, now, exclusions) };
}

/** How a piece of work with a deadline stands at `now`. At the deadline itself is in time. */
export function outcomeOf(deadline: Instant, finishedAt: Instant | null, now: Instant): 'running' | 'met' | 'missed' {
	if (finishedAt !== null) return finishedAt <= deadline ? 'met' : 'missed';
	return now >= deadline ? 'missed' : 'running';
}

type Judgement = Pick<SolutionPromise, 'deadline' | 'outcome' | 'calculation' | 'excluded'>;

/** SLA §2.2: none of this applies while a partner is unavailable. */
function judge(
	planned: Deadline,
	incident: Incident,
	{ terms }: Revision,
	office: OfficeHours,
	now: Instant,
	exclusions: readonly Exclusion[],
): Judgement {
	// A partner that fails once the work is done changes nothing.
	const known = Math.min(now, incident.resolvedAt ?? now);
	const voids = terms.exclusion.effect === 'voids';
	const { startsAt, deadline, calculation } = voids ? planned : pauseFor(exclusions, planned, office, known);
	const overlapping = exclusionsWithin(exclusions, { start: startsAt, end: deadline }, known);
	const cause = causeOf(incident);
	const excluded = cause === null ? overlapping : [cause];
	if (cause !== null || (voids && overlapping.length > 0)) {
		return { deadline: null, outcome: 'excluded', calculation: planned.calculation, excluded };
	}
	return { deadline, outcome: outcomeOf(deadline, incident.resolvedAt, now), calculation, excluded };
}

function causeOf(incident: Incident): Exclusion | null {
	if (incident.cause === null) return null;
	return { partner: incident.cause, why: 'cause', start: incident.startedAt, end: incident.resolvedAt };
}
