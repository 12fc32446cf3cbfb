import { allow } from '../domain/actor.ts';
import { DomainError, type Flaw } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import type { Revision } from '../domain/sla/revision.ts';
import {
	flawsOfTicket,
	type GivenTicket,
	type RecordedTicket,
	reported,
	type Ticket,
	type TicketSurroundings,
	ticketAfter,
} from '../domain/sla/ticket.ts';
import { movedClock, rewritesJustification } from '../domain/sla/ticket-promises.ts';
import type { Stores, TicketsRecorded } from '../stores/stores.ts';
import { newId } from './new-id.ts';

/** Tells what is wrong with tickets, without recording them; pointers begin with their position: `/3/received_at`. */
export type TicketCheck = (given: GivenTicket[]) => Promise<Flaw[]>;

/**
 * Records a batch, all of it or nothing. What starts a clock cannot be moved to a later deadline, see `movedClock`. A ticket that
 * is known already, by its reference, is brought up to date; how its promises ended stays as it was recorded.
 *
 * @throws DomainError `invalid` with the position of each error: `/tickets/3/received_at`
 */
export async function recordTickets(
	stores: Stores,
	given: GivenTicket[],
	writing: Writing,
	now: Instant,
): Promise<TicketsRecorded> {
	allow(writing.by, 'tickets');
	const surroundings = await surroundingsOf(stores);
	const references = given.map(({ reference }) => reference);
	const judged = await judgedKeys(stores, await stores.tickets.known(references));
	const decide = (known: ReadonlyMap<string, RecordedTicket>) => {
		const flaws = [...repeated(given), ...flawsIn(given, known, judged, surroundings, now)];
		if (flaws.length > 0) throw refusal(flaws);
		return given.map((one) => after(known.get(one.reference), one));
	};
	return stores.tickets.record(references, decide, newId, writing, now);
}

export async function ticketCheck(stores: Stores, now: Instant): Promise<TicketCheck> {
	const surroundings = await surroundingsOf(stores);
	return async (given) => {
		const known = await stores.tickets.known(given.map(({ reference }) => reference));
		return flawsIn(given, known, await judgedKeys(stores, known), surroundings, now);
	};
}

interface Surroundings extends TicketSurroundings {
	revisions: Revision[];
}

/** By the public ids of tickets: the promises whose end is recorded. */
type JudgedKeys = ReadonlyMap<string, ReadonlySet<string>>;

async function judgedKeys(stores: Stores, known: ReadonlyMap<string, RecordedTicket>): Promise<JudgedKeys> {
	const verdicts = await stores.verdicts.of(
		'ticket',
		[...known.values()].map(({ publicId }) => publicId),
	);
	return new Map(
		[...verdicts].map(([id, own]) => [
			id,
			new Set(own.filter(({ withdrawal }) => withdrawal === null).map(({ key }) => key)),
		]),
	);
}

/** A clock that has started is not started anew. */
function restarted(
	before: RecordedTicket | undefined,
	ticket: Ticket,
	judged: JudgedKeys,
	{ revisions }: Surroundings,
	now: Instant,
): Flaw[] {
	if (before === undefined) return [];
	const field = movedClock(before, ticket, revisions, judged.get(before.publicId) ?? new Set(), now);
	const detail =
		'Expected what was told before: it would move a deadline that is running, or that has passed and is not judged yet. Tell first when it was answered or solved';
	return field === null ? [] : [{ pointer: `/${field}`, detail }];
}

async function surroundingsOf(stores: Stores): Promise<Surroundings> {
	const plans = new Map<string, Set<string>>();
	const revisions = await stores.revisions.all();
	for (const { document, terms } of revisions) {
		const known = plans.get(document) ?? new Set();
		for (const { id } of terms.plans) known.add(id);
		plans.set(document, known);
	}
	const { components, departed, succession } = await stores.components.catalogue();
	const partners = [...components, ...departed].filter(({ kind }) => kind === 'partner');
	const slugs = new Set(partners.map(({ slug }) => slug));
	return { plans, partners: slugs, succession, revisions };
}

function flawsIn(
	given: GivenTicket[],
	known: ReadonlyMap<string, RecordedTicket>,
	judged: JudgedKeys,
	surroundings: Surroundings,
	now: Instant,
): Flaw[] {
	return given.flatMap((one, index) => {
		const before = known.get(one.reference);
		const ticket = after(before, one);
		const wrong = flawsOfTicket(ticket, surroundings, now);
		const flaws =
			wrong.length > 0
				? wrong
				: [...rewritten(before, ticket), ...restarted(before, ticket, judged, surroundings, now)];
		return flaws.map(({ pointer, detail }) => ({ pointer: `/${index}${pointer}`, detail }));
	});
}

function after(before: RecordedTicket | undefined, given: GivenTicket): Ticket {
	return ticketAfter(before === undefined ? null : reported(before), given);
}

/** What was published of why a deadline was missed stands. */
function rewritten(before: RecordedTicket | undefined, ticket: Ticket): Flaw[] {
	if (before === undefined || !rewritesJustification(before, ticket)) return [];
	return [{ pointer: '/justification', detail: 'Expected what was published already: a justification stands' }];
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
