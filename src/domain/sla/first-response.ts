import type { Criticality } from '../incidents/incident.ts';
import type { Instant } from '../instant.ts';
import type { FirstResponse, Target } from './commitment.ts';
import { firstResponseFor, isCovered, officeFor } from './commitments.ts';
import { type CalculationDay, deadlineOf } from './deadline.ts';
import { causedBy, type Exclusion } from './exclusion.ts';
import { type Outcome, outcomeOf, unlessImpossible } from './promise.ts';
import type { Revision } from './revision.ts';
import type { Ticket } from './ticket.ts';

/** One commitment of one revision about the first answer to a ticket. */
export interface FirstResponsePromise {
	document: string;
	revision: number;
	/** Its id; absent from verdicts that were recorded before commitments had one. */
	commitment?: string;
	clause: string;
	term: 'first_response';
	plan: string;
	/** The hours in which it is counted stand with it. */
	target: Exclude<Target, 'not_defined'> & { counted: 'office_hours' | 'around_the_clock' };
	estimate?: boolean;
	receivedAt: Instant;
	/** Null while nobody has accepted it. */
	acceptedAt?: Instant | null;
	/** What starts its clock; absent from verdicts of when that was receipt always. */
	from?: 'receipt' | 'acceptance';
	startsAt: Instant;
	deadline: Instant;
	outcome: Exclude<Outcome, 'untargeted' | 'replaced'>;
	finishedAt: Instant | null;
	calculation: CalculationDay[];
	/** What kept it from applying. */
	excluded?: Exclusion[];
}

/** When its clock began to count. */
export function countedFrom({ from, receivedAt, acceptedAt }: FirstResponsePromise): Instant {
	return from === 'acceptance' ? (acceptedAt ?? receivedAt) : receivedAt;
}

/** What it has to know of a ticket. */
export type Answered = Pick<Ticket, 'plan' | 'receivedAt' | 'acceptedAt' | 'firstResponseAt' | 'cause'> & {
	criticality: Criticality | null;
};

/**
 * What a revision promises about the first answer to a ticket, as it stands at `now` (SLA §2.1): a time from receipt, or from
 * acceptance. Null where the revision promises nothing to its plan, or nothing that can be computed, and while nothing has
 * started the clock.
 */
export function firstResponsePromise(
	revision: Revision,
	ticket: Answered,
	now: Instant,
	exclusions: readonly Exclusion[],
): FirstResponsePromise | null {
	const { plan, criticality, receivedAt, firstResponseAt } = ticket;
	const commitment = firstResponseFor(revision.terms, plan, criticality);
	const start = commitment && startOf(commitment, ticket);
	if (commitment === null || start === null || commitment.target === 'not_defined') return null;
	const { id, target, clause, estimate, from } = commitment;
	const office = officeFor(revision.terms, commitment);
	const computed = unlessImpossible(() => deadlineOf(target, office, start));
	if (computed === null) return null;
	const excluded = exclusionOf(revision, commitment, ticket, now, exclusions);
	return {
		document: revision.document,
		revision: revision.number,
		commitment: id,
		clause,
		term: 'first_response',
		plan,
		target: { ...target, counted: commitment.counted_in === 'office' ? 'office_hours' : 'around_the_clock' },
		estimate,
		receivedAt,
		acceptedAt: ticket.acceptedAt,
		from,
		...computed,
		outcome: excluded.length > 0 ? 'excluded' : outcomeOf(computed.deadline, firstResponseAt, now),
		finishedAt: firstResponseAt,
		excluded,
	};
}

function startOf({ from }: FirstResponse, { receivedAt, acceptedAt }: Answered): Instant | null {
	return from === 'receipt' ? receivedAt : acceptedAt;
}

/** A partner that was down meanwhile excludes no answer: only what it caused. */
function exclusionOf(
	{ terms }: Revision,
	commitment: FirstResponse,
	{ cause, receivedAt, firstResponseAt }: Answered,
	now: Instant,
	exclusions: readonly Exclusion[],
): Exclusion[] {
	if (terms.exclusion === undefined || !isCovered(terms, commitment)) return [];
	const known = Math.min(now, firstResponseAt ?? now);
	return causedBy({ cause, startedAt: receivedAt, finishedAt: firstResponseAt }, terms.exclusion, exclusions, known);
}
