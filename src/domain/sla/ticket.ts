import { sha256 } from '../canonical.ts';
import type { Flaw } from '../errors.ts';
import type { Criticality } from '../incidents/incident.ts';
import { DAY, type Instant } from '../instant.ts';
import { defined } from '../refusal.ts';
import type { Succession } from '../succession.ts';
import type { Text } from '../text.ts';
import type { EarlierTicketOutcome } from './earlier-outcome.ts';

/** One support request, without anything of a person. */
export interface Ticket {
	/** Opaque: only the help desk knows whose it is. */
	reference: string;
	/** The document whose promises apply. */
	document: string;
	plan: string;
	criticality: Criticality;
	receivedAt: Instant;
	firstResponseAt: Instant | null;
	/** When support accepted it: the clock of the solution starts here. */
	acceptedAt: Instant | null;
	solvedAt: Instant | null;
	/** Slug of the partner that caused it; null when the cause is our own. */
	cause: string | null;
	/** Why a deadline was missed, for all to see. */
	justification: Text | null;
}

/** A ticket as it is kept. */
export interface RecordedTicket extends Ticket {
	/** From 1, in the order in which tickets were first recorded. */
	number: number;
	/** What its customer is told to find it by: nobody can guess it, and it says nothing. */
	publicId: string;
	/** From before verdicts were recorded: how promises had ended before later reports changed that. */
	earlierOutcomes: EarlierTicketOutcome[];
	recordedAt: Instant;
	/** When it last changed. */
	changedAt: Instant;
}

type Known = 'reference' | 'document' | 'plan' | 'criticality' | 'receivedAt';

/** What somebody reports of a ticket. What is left out stays as it is known, null takes it away. */
export type GivenTicket = Pick<Ticket, Known> &
	Partial<Omit<Ticket, Known>> & {
		/** Why what it says now ends a promise in another way: for all to see. */
		reason?: Text;
	};

/** What a ticket may refer to. */
export interface TicketSurroundings {
	/** The plans that any revision of a document knows. */
	plans: ReadonlyMap<string, ReadonlySet<string>>;
	/** Slugs, of those that have left too: tickets tell of what is past. */
	partners: ReadonlySet<string>;
	succession: Succession;
}

/** By which public figures tell a ticket from others: nobody gets from it to the ticket, or to what the help desk calls it. */
export function markOf({ publicId }: Pick<RecordedTicket, 'publicId'>): string {
	return sha256(`mark of ${publicId}`).slice(0, 12);
}

export function isMark(id: string): boolean {
	return /^[0-9a-f]{12}$/.test(id);
}

/** A reference says nothing: it cannot be an address of e-mail, and has no room for a name in two words. */
export const TICKET_REFERENCE = /^[A-Za-z0-9._-]{1,64}$/;

const nothingYet = { firstResponseAt: null, acceptedAt: null, solvedAt: null, cause: null, justification: null };

/** The ticket as it is after a report. @param before what was known; null for a new one */
export function ticketAfter(before: Ticket | null, { reason: _, ...given }: GivenTicket): Ticket {
	return { ...nothingYet, ...before, ...defined(given), reference: given.reference } as Ticket;
}

/** A ticket as it was reported. */
export function reported(recorded: RecordedTicket): Ticket {
	const { number: _, publicId: __, earlierOutcomes: ___, recordedAt: ____, changedAt: _____, ...ticket } = recorded;
	return ticket;
}

/** Help desks hand over what happened a day at a time. */
export const HANDED_OVER = DAY;

/** Until when it is known that nobody had answered or solved it: as it was last reported, or a day ago. */
export function knownUntil({ changedAt }: RecordedTicket, now: Instant): Instant {
	return Math.max(changedAt, now - HANDED_OVER);
}

/** Everything that is wrong with a ticket; pointers are relative to it and named as the API names its fields. */
export function flawsOfTicket(
	ticket: Ticket,
	{ plans, partners, succession }: TicketSurroundings,
	now: Instant,
): Flaw[] {
	const flaws: Flaw[] = [];
	const say = (field: string, detail: string) => flaws.push({ pointer: `/${field}`, detail });
	const ofDocument = plans.get(ticket.document);
	if (!ofDocument) say('document', `Expected a document: there is no "${ticket.document}"`);
	else if (!ofDocument.has(ticket.plan)) {
		say('plan', `Expected ${[...ofDocument].map((plan) => `"${plan}"`).join(' or ')}: there is no "${ticket.plan}"`);
	}
	if (ticket.cause !== null && !partners.has(ticket.cause)) {
		const current = succession.now(ticket.cause);
		const found =
			current === ticket.cause ? `there is no "${current}"` : `"${ticket.cause}" is called "${current}" now`;
		say('cause', `Expected "own" or the slug of a partner: ${found}`);
	}
	return [...flaws, ...disorder(ticket, now)];
}

/** A request is received, answered, accepted and solved, not the other way round, and not tomorrow. */
function disorder({ receivedAt, firstResponseAt, acceptedAt, solvedAt }: Ticket, now: Instant): Flaw[] {
	const flaws: Flaw[] = [];
	const say = (field: string, detail: string) => flaws.push({ pointer: `/${field}`, detail });
	const inOrder = (field: string, at: Instant | null, earlier: Instant | null, name: string) => {
		if (at !== null && earlier !== null && at < earlier) say(field, `Expected an instant that is not before ${name}`);
	};
	const all = {
		received_at: receivedAt,
		first_response_at: firstResponseAt,
		accepted_at: acceptedAt,
		solved_at: solvedAt,
	};
	for (const [field, at] of Object.entries(all)) {
		if (at !== null && at > now) say(field, 'Expected an instant that is not in the future');
	}
	inOrder('first_response_at', firstResponseAt, receivedAt, 'received_at');
	inOrder('accepted_at', acceptedAt, receivedAt, 'received_at');
	inOrder('solved_at', solvedAt, acceptedAt, 'accepted_at');
	if (solvedAt !== null && acceptedAt === null) say('accepted_at', 'Expected an instant: a solved ticket was accepted');
	return flaws;
}
