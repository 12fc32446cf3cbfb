import { canonicalJson } from '../canonical.ts';
import type { Instant } from '../instant.ts';
import type { OfficeHours } from '../time/office.ts';
import { type FirstResponsePromise, firstResponsePromise } from './first-response.ts';
import { promiseFor, type SolutionPromise } from './promise.ts';
import type { Revision } from './revision.ts';
import { revisionAt } from './revision-in-force.ts';
import type { Ticket } from './ticket.ts';
import type { Promised } from './verdict.ts';

/** By the revision in force at receipt (SLA §2.1). Null where nothing was promised. @param ofDocument the revisions of its document */
export function firstResponseOf(
	{ plan, receivedAt, firstResponseAt, cause }: Ticket,
	ofDocument: readonly Revision[],
	office: OfficeHours,
	now: Instant,
): FirstResponsePromise | null {
	const revision = revisionAt(ofDocument, receivedAt);
	const promise = revision && firstResponsePromise(revision, office, plan, receivedAt, firstResponseAt, now);
	// SLA §2.2.6: "none of the above" is the first response too.
	return promise && (cause === null ? promise : { ...promise, outcome: 'excluded' });
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

/** All that was promised to a ticket. @param revisions of every document */
export function promisesTo(
	ticket: Ticket,
	revisions: readonly Revision[],
	office: OfficeHours,
	now: Instant,
): Promised[] {
	const ofDocument = revisions.filter(({ document }) => document === ticket.document);
	const answer = firstResponseOf(ticket, ofDocument, office, now);
	const solution = solutionOf(ticket, ofDocument, office, now);
	return [answer, solution].filter((promise) => promise !== null);
}

/** Does a report say in other words why a deadline was missed? What was published of it is not replaced in silence. */
export function rewritesJustification(before: Ticket, after: Ticket): boolean {
	return before.justification !== null && canonicalJson(before.justification) !== canonicalJson(after.justification);
}
