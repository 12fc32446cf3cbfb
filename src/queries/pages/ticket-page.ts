import type { Instant } from '../../domain/instant.ts';
import { countedFrom } from '../../domain/sla/first-response.ts';
import type { Outcome } from '../../domain/sla/promise.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import type { Ticket } from '../../domain/sla/ticket.ts';
import type { Difference, Judged, Promised } from '../../domain/sla/verdict.ts';
import type { Wording } from '../../domain/text.ts';
import { openTicketBook } from '../shared/promise-book.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { isUntilProposal } from '../shared/until-proposal.ts';
import { type Fresh, validUntil } from './freshness.ts';
import { type ShownDay, shownDay } from './promise-card.ts';
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
	target: Promised['target'];
	clause: string;
	outcome: Outcome;
	from: Instant;
	deadline: Instant | null;
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
	const titles = new Map(revisions.map((one) => [one.number, textFor(reading, one).title]));
	const { plan, criticality, receivedAt, firstResponseAt, acceptedAt, solvedAt, changedAt, justification } = ticket;
	return {
		...{ plan, criticality, receivedAt, firstResponseAt, acceptedAt, solvedAt, toldAt: changedAt },
		justification: justification && worded(reading, justification),
		promises: promises.map((one) => ticketPromise(reading, one, revisions, titles.get(one.revision) ?? one.document)),
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
	title: string,
): TicketPromise {
	const { term, document, revision, target, clause, outcome, deadline, finishedAt, verdicts, difference } = promise;
	const standing = verdicts.findLast(({ withdrawal }) => withdrawal === null);
	return {
		untilProposal: isUntilProposal(promise, revisions),
		...{ term, document, title, revision, target, clause, outcome, deadline, finishedAt, difference },
		isOverdue: outcome === 'running' && deadline !== null && deadline <= reading.now,
		from: promise.term === 'solution' ? promise.acceptedAt : countedFrom(promise),
		days: promise.calculation.map((day) => shownDay(reading, day)),
		recordedAt: standing?.recordedAt ?? null,
		withdrawn: verdicts.flatMap(({ outcome, withdrawal }) =>
			withdrawal === null ? [] : [{ outcome, at: withdrawal.at, reason: worded(reading, withdrawal.reason) }],
		),
	};
}
