import { DomainError } from '../errors.ts';
import { type Criticality, criticalityPeriods, type Incident } from '../incidents/incident.ts';
import type { Instant } from '../instant.ts';
import { nextOpening, type OfficeHours } from '../time/office.ts';
import { addBusinessDays, type CalculationDay, type Deadline } from './deadline.ts';
import { type Exclusion, exclusionsWithin, pauseFor } from './exclusion.ts';
import type { Revision } from './revision.ts';
import { revisionAt } from './revision-in-force.ts';
import type { SolutionTarget } from './terms.ts';

/** `replaced`: its time ended early, because another criticality took its place. */
export const outcomes = ['running', 'met', 'missed', 'excluded', 'untargeted', 'replaced'] as const;
export type Outcome = (typeof outcomes)[number];

/** One term of one revision, applied to one incident (SLA §2.2). */
export interface SolutionPromise {
	document: string;
	revision: number;
	clause: string;
	term: 'solution';
	criticality: Criticality;
	target: SolutionTarget;
	/** Does the text call its target an estimate? */
	estimate: boolean;
	acceptedAt: Instant;
	startsAt: Instant;
	/** Null where no deadline applies: excluded or untargeted, as one is that cannot be computed. */
	deadline: Instant | null;
	outcome: Outcome;
	finishedAt: Instant | null;
	/** Empty where the target is not defined. */
	calculation: CalculationDay[];
	/** What kept the promise from applying, or moved its deadline. */
	excluded: Exclusion[];
	/** How it would stand if nothing were excluded; null where the target is not defined. */
	raw: { deadline: Instant; outcome: Outcome } | null;
	/** The clock started anew here, because the criticality changed; null for the promise made at acceptance. */
	reprioritisedAt: Instant | null;
	/** When another criticality took its place; its outcome is the one of that moment. */
	supersededAt: Instant | null;
	/** The update that changed the criticality: its body is the public reason. */
	reasonUpdateId: string | null;
}

/** The clock of this promise runs towards a deadline now: none that another criticality replaced. */
export function isRunning<Of extends Pick<SolutionPromise, 'outcome' | 'supersededAt' | 'deadline'>>(
	promise: Of,
): promise is Of & { deadline: Instant } {
	return promise.outcome === 'running' && promise.supersededAt === null && promise.deadline !== null;
}

/** Was it missed, under whichever criticality, or may it be still? */
export function mayBeJustified(promise: Pick<SolutionPromise, 'outcome' | 'supersededAt' | 'deadline'>): boolean {
	return promise.outcome === 'missed' || isRunning(promise);
}

/** What an incident that is open is held to: the deadline that runs, or that has passed meanwhile. */
export function isHeldTo<Of extends Pick<SolutionPromise, 'outcome' | 'supersededAt' | 'deadline'>>(
	promise: Of,
): promise is Of & { deadline: Instant } {
	const { outcome, supersededAt, deadline } = promise;
	return (outcome === 'running' || outcome === 'missed') && supersededAt === null && deadline !== null;
}

/** A promise that another criticality replaced counts only where it had been missed by then. */
export function countsInFigures({ supersededAt, outcome }: Pick<SolutionPromise, 'supersededAt' | 'outcome'>): boolean {
	return supersededAt === null || outcome === 'missed';
}

/** What a promise has to know of the work that it is about. */
export type PromisedWork = Pick<Incident, 'acceptedAt' | 'criticality' | 'cause' | 'startedAt' | 'resolvedAt'>;

/**
 * What each document promises about an incident: by its revision in force at acceptance. Sorted by document; the present
 * promise first, then those that it replaced, since a change of criticality starts the clock anew and undoes no miss.
 * Nothing for a document that came into force later, or an incident that was never accepted or classified, or retracted.
 */
export function promisesFor(
	incident: Incident,
	revisions: Iterable<Revision>,
	office: OfficeHours,
	now: Instant,
	exclusions: readonly Exclusion[],
): SolutionPromise[] {
	const promises: SolutionPromise[] = [];
	if (incident.acceptedAt === null || incident.retraction) return promises;
	const documents = Map.groupBy(revisions, (revision) => revision.document);
	for (const [, ofDocument] of [...documents].sort(([one], [other]) => (one < other ? -1 : 1))) {
		const revision = revisionAt(ofDocument, incident.acceptedAt);
		if (revision) promises.push(...promisesOf(incident, revision, office, now, exclusions));
	}
	return promises;
}

function promisesOf(
	incident: Incident,
	revision: Revision,
	office: OfficeHours,
	now: Instant,
	exclusions: readonly Exclusion[],
): SolutionPromise[] {
	return criticalityPeriods(incident)
		.toReversed()
		.flatMap(({ criticality, from, until, reason }) => {
			const resolvedAt = until === null ? incident.resolvedAt : null;
			const work = { ...incident, criticality, acceptedAt: from, resolvedAt };
			const promise = promiseFor(work, revision, office, Math.min(now, until ?? now), exclusions);
			if (!promise) return [];
			const acceptedAt = incident.acceptedAt ?? from;
			const reprioritisedAt = reason ? from : null;
			return [{ ...promise, acceptedAt, reprioritisedAt, supersededAt: until, reasonUpdateId: reason?.id ?? null }];
		});
}

/**
 * What one revision promises about an incident, as it stands at `now`; the caller chooses the revision in force at
 * acceptance. `exclusions`: when the partners that matter here were unavailable.
 * Null for an incident that was never accepted or classified.
 */
export function promiseFor(
	incident: PromisedWork,
	revision: Revision,
	office: OfficeHours,
	now: Instant,
	exclusions: readonly Exclusion[],
): SolutionPromise | null {
	const { acceptedAt, criticality } = incident;
	if (acceptedAt === null || criticality === null) return null;
	const { target, estimate = false, clause } = revision.terms.solution[criticality];
	const planned = target === 'not_defined' ? null : plannedFor(office, acceptedAt, target.business_days);
	const promise: SolutionPromise = {
		document: revision.document,
		revision: revision.number,
		clause,
		term: 'solution',
		criticality,
		target,
		estimate,
		acceptedAt,
		startsAt: planned?.startsAt ?? startOf(office, acceptedAt),
		deadline: null,
		outcome: 'untargeted',
		finishedAt: incident.resolvedAt,
		calculation: [],
		excluded: [],
		raw: null,
		reprioritisedAt: null,
		supersededAt: null,
		reasonUpdateId: null,
	};
	if (planned === null) return promise;
	const raw = { deadline: planned.deadline, outcome: outcomeOf(planned.deadline, incident.resolvedAt, now) };
	return { ...promise, raw, ...judge(planned, incident, revision, office, now, exclusions) };
}

/**
 * Null where no deadline can be computed: the office never opens, or the target was published before targets had bounds.
 * What happens is told and recorded all the same.
 */
function plannedFor(office: OfficeHours, acceptedAt: Instant, days: number): Deadline | null {
	return unlessImpossible(() => addBusinessDays(office, acceptedAt, days));
}

function startOf(office: OfficeHours, acceptedAt: Instant): Instant {
	return unlessImpossible(() => nextOpening(office, acceptedAt)) ?? acceptedAt;
}

/** What cannot be computed is null. */
export function unlessImpossible<T>(compute: () => T): T | null {
	try {
		return compute();
	} catch (error) {
		if (error instanceof DomainError && error.code === 'invalid') return null;
		throw error;
	}
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
	incident: PromisedWork,
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

function causeOf(incident: PromisedWork): Exclusion | null {
	if (incident.cause === null) return null;
	return { partner: incident.cause, why: 'cause', start: incident.startedAt, end: incident.resolvedAt };
}
