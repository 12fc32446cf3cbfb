import { DomainError, type Flaw } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import type { Author } from '../domain/publication.ts';
import {
	flawsOfTicket,
	type GivenTicket,
	type Ticket,
	type TicketSurroundings,
	ticketAfter,
} from '../domain/sla/ticket.ts';
import type { TicketsRecorded } from '../stores/sql/tickets.ts';
import type { Stores } from '../stores/stores.ts';

/** Tells what is wrong with tickets, without recording them; pointers begin with their position: `/3/received_at`. */
export type TicketCheck = (given: GivenTicket[]) => Promise<Flaw[]>;

/**
 * Records a batch, all of it or nothing. A ticket that is known already, by its reference, is brought up to date.
 *
 * @throws DomainError `invalid` with the position of each error: `/tickets/3/received_at`
 */
export async function recordTickets(
	stores: Stores,
	given: GivenTicket[],
	author: Author,
	now: Instant,
): Promise<TicketsRecorded> {
	const surroundings = await surroundingsOf(stores);
	const decide = (known: ReadonlyMap<string, Ticket>) => {
		const flaws = [...repeated(given), ...flawsIn(given, known, surroundings, now)];
		if (flaws.length > 0) throw refusal(flaws);
		return given.map((one) => ticketAfter(known.get(one.reference) ?? null, one));
	};
	const references = given.map(({ reference }) => reference);
	return stores.tickets.record(references, decide, author, now);
}

export async function ticketCheck(stores: Stores, now: Instant): Promise<TicketCheck> {
	const surroundings = await surroundingsOf(stores);
	return async (given) => {
		const known = await stores.tickets.known(given.map(({ reference }) => reference));
		return flawsIn(given, known, surroundings, now);
	};
}

async function surroundingsOf(stores: Stores): Promise<TicketSurroundings> {
	const plans = new Map<string, Set<string>>();
	for (const { document, terms } of await stores.revisions.all()) {
		const known = plans.get(document) ?? new Set();
		for (const { plan } of terms.first_response) known.add(plan);
		plans.set(document, known);
	}
	const { components, departed, succession } = await stores.components.catalogue();
	const partners = [...components, ...departed].filter(({ kind }) => kind === 'partner');
	return { plans, partners: new Set(partners.map(({ slug }) => slug)), succession };
}

function flawsIn(
	given: GivenTicket[],
	known: ReadonlyMap<string, Ticket>,
	surroundings: TicketSurroundings,
	now: Instant,
): Flaw[] {
	return given.flatMap((one, index) => {
		const ticket = ticketAfter(known.get(one.reference) ?? null, one);
		const flaws = flawsOfTicket(ticket, surroundings, now);
		return flaws.map(({ pointer, detail }) => ({ pointer: `/${index}${pointer}`, detail }));
	});
}

function repeated(given: GivenTicket[]): Flaw[] {
	const seen = new Set<string>();
	return given.flatMap(({ reference }, index) => {
		const isRepeated = seen.has(reference);
		seen.add(reference);
		return isRepeated ? [{ pointer: `/${index}/reference`, detail: 'Expected each reference once' }] : [];
	});
}

function refusal(flaws: Flaw[]): DomainError {
	const inBody = flaws.map(({ pointer, detail }) => ({ pointer: `/tickets${pointer}`, detail }));
	return new DomainError('invalid', 'The tickets are not as expected: none was recorded', inBody);
}
