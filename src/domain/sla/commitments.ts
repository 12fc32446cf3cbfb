import type { Criticality } from '../incidents/incident.ts';
import type { Instant } from '../instant.ts';
import type { OfficeHours } from '../time/office.ts';
import type { MaintenanceWindow } from '../time/window.ts';
import { aroundTheClock, frozenCalendar, officeOfCalendar } from './calendar.ts';
import type { Availability, Commitment, FirstResponse, Kind, Solution, Timed } from './commitment.ts';
import { pairsOf } from './same-commitments.ts';
import type { Terms } from './terms.ts';
import type { Promised } from './verdict.ts';

/** The window that maintenance aims at. */
export interface PromisedWindow extends MaintenanceWindow {
	guaranteed: boolean;
	clause: string;
}

export function commitmentsOf<K extends Kind>({ commitments }: Terms, kind: K): Extract<Commitment, { kind: K }>[] {
	return commitments.filter((one): one is Extract<Commitment, { kind: K }> => one.kind === kind);
}

export function firstResponsesOf(terms: Terms): FirstResponse[] {
	return commitmentsOf(terms, 'first_response');
}

/** What is promised to a ticket about its first answer: what names its plan and criticality comes before what is for all. */
export function firstResponseFor(terms: Terms, plan: string, criticality: Criticality | null): FirstResponse | null {
	return closest(firstResponsesOf(terms), plan, criticality);
}

/** The same about its solution. */
export function solutionFor(terms: Terms, plan: string, criticality: Criticality): Solution | null {
	return closest(commitmentsOf(terms, 'solution'), plan, criticality);
}

/** What is promised about an incident: to each plan that is promised something of its own, and to all others. */
export function solutionsFor(terms: Terms, criticality: Criticality): Solution[] {
	const all = commitmentsOf(terms, 'solution');
	const plans = new Set(all.map(({ plan }) => plan));
	return [...plans].flatMap(
		(plan) =>
			closest(
				all.filter((one) => one.plan === plan),
				plan,
				criticality,
			) ?? [],
	);
}

/** What names its plan and criticality comes before what is for all; null where nothing fits. */
export function closest<T extends Timed>(
	all: readonly T[],
	plan: string | undefined,
	criticality: Criticality | null,
): T | null {
	const fitting = all.filter(
		(one) =>
			(one.plan === undefined || one.plan === plan) &&
			(one.criticality === undefined || one.criticality === criticality),
	);
	const weight = (one: T) => (one.plan === undefined ? 0 : 2) + (one.criticality === undefined ? 0 : 1);
	return fitting.toSorted((one, other) => weight(other) - weight(one))[0] ?? null;
}

export function availabilitiesOf(terms: Terms): Availability[] {
	return commitmentsOf(terms, 'availability');
}

/** Is its time an estimate of when a solution is proposed? Then it may not be called a time to solve (SLA §2.2). */
export function isEstimateOfProposal({ estimate, until }: Pick<Timed, 'estimate' | 'until'>): boolean {
	return estimate && until === 'proposal';
}

/** Is every time of them that is defined such an estimate? */
export function areUntilProposal(solutions: readonly Pick<Solution, 'target' | 'estimate' | 'until'>[]): boolean {
	return solutions.every((one) => one.target === 'not_defined' || isEstimateOfProposal(one));
}

/** Null where none is promised. */
export function windowOf(terms: Terms): PromisedWindow | null {
	const [found] = commitmentsOf(terms, 'maintenance_window');
	return found ? { ...found.window, guaranteed: found.guaranteed, clause: found.clause } : null;
}

/** The terms as they are published: with every holiday as a date. @param earlier those that they follow, as they were published */
export function frozenTerms(
	{ calendar, commitments, ...terms }: Terms,
	at: Instant,
	earlier: Terms | null = null,
): Terms {
	const before = new Map(
		pairsOf(earlier?.commitments ?? [], commitments).flatMap(([was, is]) => (was && is ? [[is, was] as const] : [])),
	);
	const ownOf = (one: Commitment | undefined) => (one && 'calendar' in one ? one.calendar : undefined);
	return {
		...terms,
		...(calendar && { calendar: frozenCalendar(calendar, at, earlier?.calendar) }),
		commitments: commitments.map((one) => {
			const own = ownOf(one);
			return own ? { ...one, calendar: frozenCalendar(own, at, ownOf(before.get(one)) ?? earlier?.calendar) } : one;
		}),
	};
}

/** The hours in which a time is counted. */
export function officeFor(terms: Terms, commitment: Pick<Timed, 'counted_in' | 'calendar'>): OfficeHours {
	const calendar = commitment.calendar ?? terms.calendar;
	if (commitment.counted_in === 'office' && calendar) return officeOfCalendar(calendar);
	return aroundTheClock(calendar?.zone ?? 'UTC');
}

/** Does the exclusion of the terms, if there is one, apply to this commitment? */
export function isCovered({ exclusion }: Terms, { id }: Pick<Commitment, 'id'>): boolean {
	return exclusion !== undefined && (exclusion.covers?.includes(id) ?? true);
}

/** By which of them something was promised. Verdicts that were recorded before commitments had an id know their clause alone. */
export function commitmentBehind(
	{ commitments }: Terms,
	{ term, commitment, clause }: Pick<Promised, 'term' | 'commitment' | 'clause'>,
): Timed | undefined {
	return commitments.find(
		(one): one is Timed =>
			one.kind === term && (commitment === undefined ? one.clause === clause : one.id === commitment),
	);
}

/** The terms, as far as they bear on one commitment. */
export function termsAbout(terms: Terms, commitment: Commitment): Terms {
	return {
		...terms,
		commitments: [commitment],
		exclusion: isCovered(terms, commitment) ? terms.exclusion : undefined,
		readings: terms.readings.filter(({ commitments }) => commitments?.includes(commitment.id)),
	};
}

/** The name of a plan that customers know; its id where no revision names it. */
export function planNameIn({ plans }: Terms, plan: string): string {
	return plans.find(({ id }) => id === plan)?.name ?? plan;
}
