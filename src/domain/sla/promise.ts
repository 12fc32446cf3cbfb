import { DomainError } from '../errors.ts';
import { type Criticality, criticalityPeriods, type Incident } from '../incidents/incident.ts';
import type { Instant } from '../instant.ts';
import { nextOpening, type OfficeHours } from '../time/office.ts';
import type { Qualifier, Solution, Target } from './commitment.ts';
import { isCovered, officeFor, solutionFor, solutionsFor } from './commitments.ts';
import { type CalculationDay, type Deadline, deadlineOf } from './deadline.ts';
import { causedBy, type Exclusion, exclusionsWithin, pauseFor } from './exclusion.ts';
import type { Revision } from './revision.ts';
import { revisionAt } from './revision-in-force.ts';

/** `replaced`: its time ended early, because another criticality took its place. */
export const outcomes = ['running', 'met', 'missed', 'excluded', 'untargeted', 'replaced'] as const;
export type Outcome = (typeof outcomes)[number];

/** One commitment of one revision, applied to one incident or ticket (SLA §2.2). */
export interface SolutionPromise {
	document: string;
	revision: number;
	/** Its id; absent from verdicts that were recorded before commitments had one. */
	commitment?: string;
	/** To which plan alone it is made; absent where it is made to all. */
	plan?: string;
	clause: string;
	term: 'solution';
	criticality: Criticality;
	target: Target;
	/** `up to`, or no word at all; absent from verdicts that were recorded before commitments said so. */
	qualifier?: Qualifier;
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
	/** Another criticality brought it, here; null for the promise made at acceptance. Its time counts from there where the terms say so, or where it would have passed already. */
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
export type PromisedWork = Pick<
	Incident,
	'acceptedAt' | 'criticality' | 'cause' | 'startedAt' | 'resolvedAt' | 'proposedAt'
>;

/**
 * What each document promises about an incident: by its revision in force at acceptance. Sorted by document; the present
 * promise first, then those that it replaced, since a change of criticality undoes no miss.
 * Nothing for a document that came into force later, or an incident that was never accepted or classified, or retracted.
 */
export function promisesFor(
	incident: Incident,
	revisions: Iterable<Revision>,
	now: Instant,
	exclusions: readonly Exclusion[],
): SolutionPromise[] {
	const promises: SolutionPromise[] = [];
	if (incident.acceptedAt === null || incident.retraction) return promises;
	const documents = Map.groupBy(revisions, (revision) => revision.document);
	for (const [, ofDocument] of [...documents].sort(([one], [other]) => (one < other ? -1 : 1))) {
		const revision = revisionAt(ofDocument, incident.acceptedAt);
		if (revision) promises.push(...promisesOf(incident, incident.acceptedAt, revision, now, exclusions));
	}
	return promises;
}

function promisesOf(
	incident: Incident,
	acceptedAt: Instant,
	revision: Revision,
	now: Instant,
	exclusions: readonly Exclusion[],
): SolutionPromise[] {
	return criticalityPeriods(incident)
		.toReversed()
		.flatMap(({ criticality, from, until, reason }) => {
			// Its time ended with the change: what was proposed or repaired later is the next one's.
			const within = (at: Instant | null | undefined) => (at == null || (until !== null && at > until) ? null : at);
			const [proposedAt, resolvedAt] = [within(incident.proposedAt), until === null ? incident.resolvedAt : null];
			const work = { ...incident, criticality, acceptedAt, proposedAt, resolvedAt };
			const known = Math.min(now, until ?? now);
			return solutionsFor(revision.terms, criticality).map((commitment) => ({
				...promiseOf(work, from, commitment, revision, known, exclusions),
				reprioritisedAt: reason ? from : null,
				supersededAt: until,
				reasonUpdateId: reason?.id ?? null,
			}));
		});
}

/**
 * What one revision promises to a plan about work, as it stands at `now`; the caller chooses the revision in force at
 * acceptance. `exclusions`: when the partners that matter here were unavailable.
 * Null for what was never accepted or classified, and where nothing is promised.
 */
export function promiseFor(
	work: PromisedWork,
	plan: string,
	revision: Revision,
	now: Instant,
	exclusions: readonly Exclusion[],
): SolutionPromise | null {
	const { acceptedAt, criticality } = work;
	if (acceptedAt === null || criticality === null) return null;
	const commitment = solutionFor(revision.terms, plan, criticality);
	return (
		commitment && promiseOf({ ...work, acceptedAt, criticality }, acceptedAt, commitment, revision, now, exclusions)
	);
}

type AcceptedWork = PromisedWork & { acceptedAt: Instant; criticality: Criticality };

/** @param since when it got its criticality */
function promiseOf(
	work: AcceptedWork,
	since: Instant,
	commitment: Solution,
	revision: Revision,
	now: Instant,
	exclusions: readonly Exclusion[],
): SolutionPromise {
	const { acceptedAt, criticality } = work;
	const { id, plan, target, qualifier, estimate, clause } = commitment;
	const office = officeFor(revision.terms, commitment);
	const planned = plannedFor(revision, commitment, acceptedAt, since);
	const finishedAt = finishOf(work, commitment);
	const promise: SolutionPromise = {
		document: revision.document,
		revision: revision.number,
		commitment: id,
		...(plan === undefined ? {} : { plan }),
		clause,
		term: 'solution',
		criticality,
		target,
		qualifier,
		estimate,
		acceptedAt,
		startsAt: planned?.startsAt ?? startOf(office, acceptedAt),
		deadline: null,
		outcome: 'untargeted',
		finishedAt,
		calculation: [],
		excluded: [],
		raw: null,
		reprioritisedAt: null,
		supersededAt: null,
		reasonUpdateId: null,
	};
	if (planned === null) return promise;
	const raw = { deadline: planned.deadline, outcome: outcomeOf(planned.deadline, finishedAt, now) };
	return { ...promise, raw, ...judge(planned, { ...work, finishedAt }, commitment, revision, now, exclusions) };
}

/** What ends the time of a solution: the repair, or, where the terms say so, what was proposed before it. */
function finishOf({ proposedAt, resolvedAt }: PromisedWork, { until }: Solution): Instant | null {
	if (until === 'resolution' || proposedAt == null) return resolvedAt;
	return Math.min(proposedAt, resolvedAt ?? proposedAt);
}

/**
 * From acceptance; after a change of the criticality from the change, where the terms let the clock start anew, or where the
 * time would have passed already. Null where no deadline can be computed: the office never opens, or the target was
 * published before targets had bounds. What happens is told and recorded all the same.
 */
function plannedFor({ terms }: Revision, commitment: Solution, acceptedAt: Instant, since: Instant): Deadline | null {
	const { target } = commitment;
	if (target === 'not_defined') return null;
	const office = officeFor(terms, commitment);
	const from = (at: Instant) => unlessImpossible(() => deadlineOf(target, office, at));
	if (terms.reprioritisation?.clock === 'restarts') return from(since);
	const planned = from(acceptedAt);
	return planned === null || planned.deadline > since ? planned : from(since);
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

/** SLA §2.2: none of this applies in case of unavailability of a partner. */
function judge(
	planned: Deadline,
	work: AcceptedWork & { finishedAt: Instant | null },
	commitment: Solution,
	{ terms }: Revision,
	now: Instant,
	exclusions: readonly Exclusion[],
): Judgement {
	const { finishedAt } = work;
	const rule = isCovered(terms, commitment) ? terms.exclusion : undefined;
	const voids = rule?.effect === 'voids';
	// A partner that fails once the work is done changes nothing.
	const known = Math.min(now, finishedAt ?? now);
	const counting = rule ? exclusions.filter(({ partner }) => rule.partners?.includes(partner) ?? true) : [];
	const caused = rule ? causedBy(work, rule, counting, known) : [];
	const meanwhile = rule?.when === 'while_partner_unavailable' ? counting : [];
	const holes = meanwhile.length > 0 ? meanwhile : caused;
	const office = officeFor(terms, commitment);
	const { startsAt, deadline, calculation } = voids ? planned : pauseFor(holes, planned, office, known);
	const overlapping = exclusionsWithin(holes, { start: startsAt, end: deadline }, known);
	const excluded = caused.length > 0 ? caused : overlapping;
	// Earlier terms are void of what a partner caused even where they pause for the rest.
	const isVoid = voids ? excluded.length > 0 : rule?.when === 'while_partner_unavailable' && caused.length > 0;
	if (isVoid) return { deadline: null, outcome: 'excluded', calculation: planned.calculation, excluded };
	return { deadline, outcome: outcomeOf(deadline, finishedAt, now), calculation, excluded };
}
