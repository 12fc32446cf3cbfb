import type { Component } from '../component.ts';
import type { Criticality, Incident } from '../incidents/incident.ts';
import type { Instant, Interval } from '../instant.ts';
import { invalid } from '../refusal.ts';
import { timelineOf } from '../status/status.ts';
import type { Text } from '../text.ts';
import { unionOf, withoutHoles } from '../time/interval.ts';
import { exclusionsFrom } from './exclusion.ts';
import type { Outcome, SolutionPromise } from './promise.ts';
import { type Grounds, promiseBook } from './promise-book.ts';

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
	/** The incident that was corrected, where it is another one: that of a partner, say. */
	correctedIncident?: string;
}

/** An incident before and after; `before` is null where nothing was told of it. */
export interface IncidentChange {
	before: Incident | null;
	after: Incident;
}

/** What had ended in another way, by the id of the incident that it was promised of. */
export type EarlierOutcomes = ReadonlyMap<string, EarlierOutcome[]>;

/**
 * Says which promises that have ended have another outcome after a change: each needs the public reason, and is kept.
 *
 * @param reason null where none is published with the change
 * @throws DomainError `invalid` at `/reason`
 */
export type OutcomeKeeper = (changes: readonly IncidentChange[], reason: Text | null) => EarlierOutcomes;

/** Reads what a keeper has to know of a change that is about to be made. */
export type OpenKeeper = (changes: readonly IncidentChange[]) => Promise<OutcomeKeeper>;

/** For what is told of the past as it happened: nothing has ended yet. */
export const keepingNothing: OpenKeeper = async () => () => new Map();

/**
 * @param bystanders incidents of which promises were under way while partners were down in one of the two versions alone
 * @param grounds as they were before the change
 */
export function outcomeKeeper(bystanders: readonly Incident[], grounds: Grounds, now: Instant): OutcomeKeeper {
	return (changes, reason) => {
		const ids = new Set(changes.map(({ after }) => after.id));
		const others = grounds.facts.incidents.filter(({ id }) => !ids.has(id));
		const bookOn = (changed: readonly Incident[]) =>
			promiseBook({ ...grounds, facts: { ...grounds.facts, incidents: [...others, ...changed] } }, now);
		const before = bookOn(changes.flatMap((change) => change.before ?? []));
		const after = bookOn(changes.map((change) => change.after));
		const all = [
			...changes.flatMap((change) => (change.before === null ? [] : [{ was: change.before, is: change.after }])),
			...bystanders.filter(({ id }) => !ids.has(id)).map((one) => ({ was: one, is: one })),
		];
		const corrected = changes.length === 1 ? changes[0]?.after.id : undefined;
		return new Map(
			all.flatMap(({ was, is }) => {
				const altered = alteredBetween(before(was), after(is));
				if (altered.length === 0) return [];
				const origin = corrected === undefined || corrected === is.id ? {} : { correctedIncident: corrected };
				return [[is.id, altered.map((one) => ({ ...earlierOutcome(one, reason, now), ...origin }))] as const];
			}),
		);
	};
}

/** When partners were unavailable as one of the two versions tells it, and not as the other does. */
export function changedOutages(
	changes: readonly IncidentChange[],
	components: readonly Component[],
	now: Instant,
): Interval[] {
	const partners = components.filter(({ kind }) => kind === 'partner');
	return unionOf(
		changes.flatMap(({ before, after }) =>
			partners.flatMap(({ slug }) => {
				const was = before === null ? [] : outagesTold(slug, before, now);
				const is = outagesTold(slug, after, now);
				return [...was.flatMap((one) => withoutHoles(one, is)), ...is.flatMap((one) => withoutHoles(one, was))];
			}),
		),
	);
}

function outagesTold(slug: string, incident: Incident, now: Instant): Interval[] {
	const own = incident.changes.filter(({ component }) => component === slug);
	if (own.length === 0) return [];
	const facts = { incidents: [incident], maintenances: [], overrides: [], observations: [], unknowns: [] };
	const range = { start: Math.min(...own.map(({ at }) => at)), end: now };
	return exclusionsFrom(slug, timelineOf(slug, range, facts), now).map(({ start, end }) => ({
		start,
		end: end ?? now,
	}));
}

function alteredBetween(before: readonly SolutionPromise[], after: readonly SolutionPromise[]): SolutionPromise[] {
	const present = new Map(after.map((promise) => [keyOf(promise), promise.outcome]));
	return before.filter((one) => hasEnded(one) && present.get(keyOf(one)) !== one.outcome);
}

function earlierOutcome(promise: SolutionPromise, reason: Text | null, changedAt: Instant): EarlierOutcome {
	if (reason === null) {
		throw invalid(
			'/reason',
			'Expected the reason, which is published: a promise that has ended has another outcome then',
		);
	}
	const { document, revision, clause, criticality, outcome, deadline, finishedAt } = promise;
	return { ...{ document, revision, clause, criticality, outcome, deadline, finishedAt }, changedAt, reason };
}

function hasEnded({ outcome, finishedAt }: SolutionPromise): boolean {
	return outcome === 'met' || outcome === 'missed' || finishedAt !== null;
}

/** The same promise before and after: of one document, made at acceptance or by one change of the criticality. */
function keyOf({ document, reasonUpdateId }: SolutionPromise): string {
	return `${document} ${reasonUpdateId ?? ''}`;
}
