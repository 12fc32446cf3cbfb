import { canonicalJson } from '../canonical.ts';
import { DAY, type Instant } from '../instant.ts';
import type { Text } from '../text.ts';
import type { OfficeHours } from '../time/office.ts';
import { type FirstResponsePromise, firstResponsePromise } from './first-response.ts';
import { type Outcome, promiseFor, type SolutionPromise } from './promise.ts';
import type { Revision } from './revision.ts';
import { revisionAt } from './revision-in-force.ts';
import type { RecordedTicket, Ticket } from './ticket.ts';

/** How a promise to a ticket had ended, before what was reported later changed it. It stays on the register. */
export interface EarlierTicketOutcome {
	document: string;
	revision: number;
	clause: string;
	term: 'first_response' | 'solution';
	/** The plan or the criticality that it was promised for. */
	of: string;
	outcome: Outcome;
	deadline: Instant | null;
	finishedAt: Instant | null;
	justification: Text | null;
	/** When the change was published, and why: for all to see. */
	changedAt: Instant;
	reason: Text;
}

/** What promises to tickets follow from. */
export interface TicketGrounds {
	revisions: readonly Revision[];
	office: OfficeHours;
}

/** Help desks hand over what happened a day at a time: by then, an end that was in time is no correction. */
const HANDED_OVER = DAY;

/** By the revision in force at receipt (SLA §2.1). Null where nothing was promised. @param ofDocument the revisions of its document */
export function firstResponseOf(
	{ plan, receivedAt, firstResponseAt }: Ticket,
	ofDocument: readonly Revision[],
	office: OfficeHours,
	now: Instant,
): FirstResponsePromise | null {
	const revision = revisionAt(ofDocument, receivedAt);
	return revision && firstResponsePromise(revision, office, plan, receivedAt, firstResponseAt, now);
}

/**
 * By the revision in force when it was accepted (SLA §2.2.5). Null where nothing was promised. A ticket names no systems:
 * only the partner that it names itself can exclude it.
 */
export function solutionOf(
	{ acceptedAt, criticality, receivedAt: startedAt, solvedAt: resolvedAt, cause }: Ticket,
	ofDocument: readonly Revision[],
	office: OfficeHours,
	now: Instant,
): SolutionPromise | null {
	const revision = acceptedAt === null ? null : revisionAt(ofDocument, acceptedAt);
	return revision && promiseFor({ acceptedAt, criticality, startedAt, resolvedAt, cause }, revision, office, now, []);
}

/**
 * The promises to a known ticket that had ended, and that end in another way, or with another justification of a miss, by
 * what is reported now. What nobody had finished counts as it stood when it was last reported, or a day ago.
 */
export function alteredByReport(
	before: RecordedTicket,
	after: Ticket,
	grounds: TicketGrounds,
	now: Instant,
): Omit<EarlierTicketOutcome, 'reason'>[] {
	const present = new Map(promised(after, grounds, now).map((one) => [`${one.term} ${one.document}`, one]));
	const known = Math.max(before.changedAt, now - HANDED_OVER);
	return promised(before, grounds, known)
		.filter((was) => {
			if (!hasEnded(was)) return false;
			const is = present.get(`${was.term} ${was.document}`);
			return is?.outcome !== was.outcome || (was.outcome === 'missed' && isRewritten(before, after));
		})
		.map((one) => ({ ...one, justification: before.justification, changedAt: now }));
}

type Promised = Omit<EarlierTicketOutcome, 'justification' | 'changedAt' | 'reason'>;

function promised(ticket: Ticket, { revisions, office }: TicketGrounds, now: Instant): Promised[] {
	const ofDocument = revisions.filter(({ document }) => document === ticket.document);
	const answer = firstResponseOf(ticket, ofDocument, office, now);
	const solution = solutionOf(ticket, ofDocument, office, now);
	const { plan, criticality, cause } = ticket;
	// SLA §2.2.6: "none of the above" is the first response too.
	const answered =
		answer === null ? [] : [{ ...answer, outcome: cause === null ? answer.outcome : 'excluded' } as const];
	return [
		...answered.map((promise) => told(promise, plan)),
		...(solution === null ? [] : [told(solution, criticality)]),
	];
}

function told(promise: Omit<Promised, 'of'>, of: string): Promised {
	const { document, revision, clause, term, outcome, deadline, finishedAt } = promise;
	return { document, revision, clause, term, of, outcome, deadline, finishedAt };
}

function hasEnded({ outcome, finishedAt }: Promised): boolean {
	return outcome === 'met' || outcome === 'missed' || finishedAt !== null;
}

function isRewritten(before: Ticket, after: Ticket): boolean {
	return before.justification !== null && canonicalJson(before.justification) !== canonicalJson(after.justification);
}
