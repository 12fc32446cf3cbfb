import type { KnownCatalogue } from '../../domain/component.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Qualifier, Target } from '../../domain/sla/commitment.ts';
import { commitmentBehind, termsAbout } from '../../domain/sla/commitments.ts';
import { countedFrom } from '../../domain/sla/first-response.ts';
import type { Outcome } from '../../domain/sla/promise.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import type { Terms } from '../../domain/sla/terms.ts';
import type { Ticket } from '../../domain/sla/ticket.ts';
import type { Difference, Judged, Promised } from '../../domain/sla/verdict.ts';
import type { Wording } from '../../domain/text.ts';
import { officeMillisBetween } from '../../domain/time/office.ts';
import { openTicketBook } from '../shared/promise-book.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { isUntilProposal } from '../shared/until-proposal.ts';
import { readingsOf, type ShownReading } from './clause-readings.ts';
import { type Fresh, validUntil } from './freshness.ts';
import { named } from './incident-card.ts';
import { officeOfPromise, type ShownDay, type ShownExclusion, shownDay } from './promise-card.ts';
import { textFor } from './promise-summary.ts';

/** One promise to a ticket. */
export interface TicketPromise {
	term: 'first_response' | 'solution';
	document: string;
	/** The document's own name. */
	title: string;
	revision: number;
	/** Is its time an estimate of when a solution is proposed? */
	untilProposal: boolean;
	target: Target;
	qualifier: Qualifier | undefined;
	estimate: boolean;
	clause: string;
	outcome: Outcome;
	from: Instant;
	/** Null where none applies. */
	deadline: Instant | null;
	/** The deadline that there would be if nothing were excluded; null where it is the same. */
	rawDeadline: Instant | null;
	excluded: ShownExclusion[];
	/** Of the revision that applies: what it says of unavailable partners. */
	exclusionClause: string | null;
	/** What the text leaves open about it, and how that is counted. */
	readings: ShownReading[];
	/** Those of its revision that bear on it; null where its commitment is not known. */
	terms: Terms | null;
	/** Of an answer that is counted from acceptance. */
	sinceReceipt: SinceReceipt | null;
	/** Has the deadline passed, and the help desk told nothing since? */
	isOverdue: boolean;
	finishedAt: Instant | null;
	days: ShownDay[];
	/** When how it ended was recorded; null while that is open. */
	recordedAt: Instant | null;
	/** Outcomes that were withdrawn, and why. */
	withdrawn: { outcome: Outcome; at: Instant; reason: Wording }[];
	difference: Difference | null;
}

/** How long after receipt the answer came, and how much of that was office time. */
export interface SinceReceipt {
	millis: number;
	officeMillis: number;
}

type Told = Pick<Ticket, 'plan' | 'criticality' | 'receivedAt' | 'firstResponseAt' | 'acceptedAt' | 'solvedAt'>;

/** What its customer sees of a ticket: nothing that says whose it is. */
export interface TicketPage extends Fresh, Told {
	/** When the help desk last told of it. */
	toldAt: Instant;
	justification: Wording | null;
	promises: TicketPromise[];
}

/** Null when there is no such ticket. @param id the public one */
export async function ticketPage(reading: Reading, id: string): Promise<TicketPage | null> {
	const { stores, site, now } = reading;
	const [ticket] = await stores.tickets.withPublicIds([id]);
	if (!ticket) return null;
	const promises = (await openTicketBook(stores, site, [ticket], now))(ticket);
	const revisions = await stores.revisions.of(ticket.document);
	const catalogue = await stores.components.catalogue();
	const { plan, criticality, receivedAt, firstResponseAt, acceptedAt, solvedAt, changedAt, justification } = ticket;
	return {
		...{ plan, criticality, receivedAt, firstResponseAt, acceptedAt, solvedAt, toldAt: changedAt },
		justification: justification && worded(reading, justification),
		promises: promises.map((one) => ticketPromise(reading, one, revisions, catalogue)),
		validUntil: validUntil(
			reading,
			promises.map(({ deadline }) => deadline),
		),
	};
}

function ticketPromise(
	reading: Reading,
	promise: Judged<Promised>,
	revisions: Revision[],
	catalogue: KnownCatalogue,
): TicketPromise {
	const { term, document, revision, clause, outcome, finishedAt, verdicts, difference } = promise;
	const its = revisions.find(({ number }) => number === revision);
	if (!its) throw new Error(`Revision ${revision} of ${document} is missing`);
	const own = commitmentBehind(its.terms, promise);
	const standing = verdicts.findLast(({ withdrawal }) => withdrawal === null);
	const { deadline, rawDeadline } = deadlinesOf(promise);
	return {
		untilProposal: isUntilProposal(promise, revisions),
		...{ term, document, revision, clause, outcome, deadline, rawDeadline, finishedAt, difference },
		title: textFor(reading, its).title,
		target: timeOf(promise.target),
		qualifier: own?.qualifier,
		estimate: promise.estimate ?? false,
		excluded: (promise.excluded ?? []).map((one) => ({ ...one, partner: named(reading, one.partner, catalogue) })),
		exclusionClause: its.terms.exclusion?.clause ?? null,
		readings: own ? readingsOf(reading, its.terms, own.id) : [],
		terms: own ? termsAbout(its.terms, own) : null,
		sinceReceipt: sinceReceipt(promise, revisions),
		isOverdue: outcome === 'running' && deadline !== null && deadline <= reading.now,
		from: promise.term === 'solution' ? promise.acceptedAt : countedFrom(promise),
		days: promise.calculation.map((day) => shownDay(reading, day)),
		recordedAt: standing?.recordedAt ?? null,
		withdrawn: verdicts.flatMap(({ outcome, withdrawal }) =>
			withdrawal === null ? [] : [{ outcome, at: withdrawal.at, reason: worded(reading, withdrawal.reason) }],
		),
	};
}

/** What applies, and, where that is another, what would apply if nothing were excluded. */
export function deadlinesOf(promise: Promised): { deadline: Instant | null; rawDeadline: Instant | null } {
	const raw = promise.term === 'solution' ? (promise.raw?.deadline ?? null) : promise.deadline;
	const deadline = promise.outcome === 'excluded' ? null : promise.deadline;
	return { deadline, rawDeadline: raw === deadline ? null : raw };
}

/** Null for any other than an answer that is counted from acceptance, and while there is none. */
export function sinceReceipt(promise: Promised, revisions: Revision[]): SinceReceipt | null {
	if (promise.term !== 'first_response' || promise.from !== 'acceptance') return null;
	const { receivedAt, finishedAt } = promise;
	if (finishedAt === null) return null;
	const officeMillis = officeMillisBetween(officeOfPromise(promise, revisions), receivedAt, finishedAt);
	return { millis: finishedAt - receivedAt, officeMillis };
}

/** Without the hours in which it is counted. */
function timeOf(target: Promised['target']): Target {
	if (target === 'not_defined' || !('counted' in target)) return target;
	const { counted: _, ...time } = target;
	return time;
}
