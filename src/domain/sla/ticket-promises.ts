import { canonicalJson } from '../canonical.ts';
import type { Instant } from '../instant.ts';
import type { Exclusion } from './exclusion.ts';
import { type FirstResponsePromise, firstResponsePromise } from './first-response.ts';
import { promiseFor, type SolutionPromise } from './promise.ts';
import type { Revision } from './revision.ts';
import { revisionAt } from './revision-in-force.ts';
import type { Ticket } from './ticket.ts';
import { keyOf, type Promised } from './verdict.ts';

/**
 * By the revision in force when what starts its clock happened (SLA §2.1): where that is acceptance, at acceptance. Null where
 * nothing was promised. @param ofDocument the revisions of its document
 */
export function firstResponseOf(
	ticket: Ticket,
	ofDocument: readonly Revision[],
	now: Instant,
	exclusions: readonly Exclusion[],
): FirstResponsePromise | null {
	const atReceipt = revisionAt(ofDocument, ticket.receivedAt);
	const atAcceptance = ticket.acceptedAt === null ? null : revisionAt(ofDocument, ticket.acceptedAt);
	const promise = atReceipt && firstResponsePromise(atReceipt, ticket, now, exclusions);
	if (promise?.from === 'receipt' || atAcceptance === atReceipt) return promise;
	return atAcceptance && firstResponsePromise(atAcceptance, ticket, now, exclusions);
}

/**
 * By the revision in force when it was accepted (SLA §2.2.5). Null where nothing was promised. A ticket names no systems:
 * only the partner that it names itself can exclude it.
 */
export function solutionOf(
	{ plan, acceptedAt, criticality, receivedAt: startedAt, solvedAt: resolvedAt, cause }: Ticket,
	ofDocument: readonly Revision[],
	now: Instant,
	exclusions: readonly Exclusion[],
): SolutionPromise | null {
	const revision = acceptedAt === null ? null : revisionAt(ofDocument, acceptedAt);
	const work = { acceptedAt, criticality, startedAt, resolvedAt, cause };
	const own = exclusions.filter(({ partner }) => partner === cause);
	const meanwhile = revision?.terms.exclusion?.when === 'while_partner_unavailable';
	return revision && promiseFor(work, plan, revision, now, meanwhile ? [] : own);
}

/** All that was promised to a ticket. @param revisions of every document @param exclusions when the partner that caused it was unavailable */
export function promisesTo(
	ticket: Ticket,
	revisions: readonly Revision[],
	now: Instant,
	exclusions: readonly Exclusion[],
): Promised[] {
	const ofDocument = revisions.filter(({ document }) => document === ticket.document);
	const answer = firstResponseOf(ticket, ofDocument, now, exclusions);
	const solution = solutionOf(ticket, ofDocument, now, exclusions);
	return [answer, solution].filter((promise) => promise !== null);
}

/** What starts a clock, by the names of the API, and what decides which one it is. */
const starts = {
	acceptedAt: 'accepted_at',
	receivedAt: 'received_at',
	criticality: 'criticality',
	plan: 'plan',
	document: 'document',
} as const;

/**
 * The field by which a report would move, or take away, a deadline that has passed or is running, of a promise whose end nobody
 * has recorded yet; null where it does not. A clock that has started is started anew by nobody. Another criticality may come
 * before the deadline has passed, an earlier deadline always, and what was done in time was done in time.
 *
 * @param judged the keys of the promises whose end is recorded: those stand, whatever is told now
 */
export function movedClock(
	before: Ticket,
	after: Ticket,
	revisions: readonly Revision[],
	judged: ReadonlySet<string>,
	now: Instant,
): string | null {
	const [moved] = (Object.keys(starts) as (keyof typeof starts)[]).filter((field) => before[field] !== after[field]);
	if (moved === undefined) return null;
	const { firstResponseAt, solvedAt } = after;
	const held = promisesTo({ ...before, firstResponseAt, solvedAt }, revisions, now, []);
	const next = new Map(promisesTo(after, revisions, now, []).map((promise) => [keyOf(promise), promise.deadline]));
	const inTime = before.acceptedAt === after.acceptedAt && before.receivedAt === after.receivedAt;
	const isMoved = held.some((promise) => {
		const { deadline, outcome } = promise;
		if (deadline === null || judged.has(keyOf(promise)) || outcome === 'met' || outcome === 'excluded') return false;
		const later = next.get(keyOf(promise)) ?? null;
		if (later !== null && later <= deadline) return false;
		return !(inTime && deadline > now);
	});
	return isMoved ? starts[moved] : null;
}

/** Does a report say in other words why a deadline was missed? What was published of it is not replaced in silence. */
export function rewritesJustification(before: Ticket, after: Ticket): boolean {
	return before.justification !== null && canonicalJson(before.justification) !== canonicalJson(after.justification);
}
