import { DomainError } from '../../domain/errors.ts';
import type { Criticality } from '../../domain/incidents/incident.ts';
import type { EarlierTicketOutcome } from '../../domain/sla/earlier-outcome.ts';
import type { RecordedTicket } from '../../domain/sla/ticket.ts';
import type { Judged, Promised, Verdict } from '../../domain/sla/verdict.ts';
import type { Text } from '../../domain/text.ts';
import { monthInterval } from '../../domain/time/day.ts';
import { openTicketBook } from '../shared/promise-book.ts';
import { type JudgedResource, judgedResource } from './promise-resource.ts';
import { iso, isoOrNull, type Page, pageOf, type ResourceReading, type Slice } from './resource.ts';

type EarlierTicketResource = Omit<EarlierTicketOutcome, 'deadline' | 'finishedAt' | 'changedAt'> & {
	deadline: string | null;
	changed_at: string;
};

/** A ticket as the admin API answers it. */
export interface TicketResource {
	/** The public one, for its customer: {@link TicketResource.url} shows what was promised to it. */
	id: string;
	url: string;
	reference: string;
	document: string;
	plan: string;
	criticality: Criticality;
	received_at: string;
	first_response_at: string | null;
	accepted_at: string | null;
	solved_at: string | null;
	/** 'own' or the slug of a partner. */
	cause: string;
	justification: Text | null;
	promises: JudgedResource[];
	earlier_outcomes: EarlierTicketResource[];
	recorded_at: string;
	changed_at: string;
}

export interface TicketQuery {
	document?: string | undefined;
	/** Of receipt, 'YYYY-MM' in the site's zone. */
	month?: string | undefined;
}

/** The last first recorded comes first. */
export async function ticketResources(
	reading: ResourceReading,
	{ document, month }: TicketQuery,
	{ before, limit }: Slice,
): Promise<Page<TicketResource>> {
	const { stores, site } = reading;
	const filter = {
		...(document !== undefined && { document }),
		...(month !== undefined && { received: monthInterval(site.time_zone, month) }),
	};
	const found = await stores.tickets.list(filter, before, limit + 1);
	const { items, next } = pageOf(found, limit, ({ number }) => number);
	return { items: await presented(reading, items), next };
}

/** Where the customers of tickets find them: by reference, in the order of the references. */
export async function ticketAddresses(
	{ stores, siteUrl }: ResourceReading,
	references: string[],
): Promise<{ reference: string; id: string; url: string }[]> {
	const known = await stores.tickets.known(references);
	return references.flatMap((reference) => {
		const id = known.get(reference)?.publicId;
		return id === undefined ? [] : [{ reference, id, url: addressOf(siteUrl, id) }];
	});
}

/** @throws DomainError `not_found` */
export async function ticketById(reading: ResourceReading, id: string): Promise<TicketResource> {
	const [found] = await presented(reading, await reading.stores.tickets.withPublicIds([id]));
	if (!found) throw new DomainError('not_found', `There is no ticket ${id}`);
	return found;
}

async function presented({ stores, site, siteUrl, now }: ResourceReading, tickets: RecordedTicket[]) {
	const promisesOf = await openTicketBook(stores, site, tickets, now);
	return tickets.map((ticket) => ticketResource(ticket, promisesOf(ticket), siteUrl));
}

function ticketResource(ticket: RecordedTicket, promises: Judged<Promised>[], siteUrl: string): TicketResource {
	const { publicId, reference, document, plan, criticality, cause, justification } = ticket;
	return {
		...{ id: publicId, url: addressOf(siteUrl, publicId), reference, document, plan, criticality },
		received_at: iso(ticket.receivedAt),
		first_response_at: isoOrNull(ticket.firstResponseAt),
		accepted_at: isoOrNull(ticket.acceptedAt),
		solved_at: isoOrNull(ticket.solvedAt),
		cause: cause ?? 'own',
		justification,
		promises: promises.map(judgedResource),
		earlier_outcomes: [
			...ticket.earlierOutcomes.map(earlierResource),
			...promises.flatMap((promise) => promise.verdicts.flatMap((one) => withdrawnResource(one, ticket))),
		],
		recorded_at: iso(ticket.recordedAt),
		changed_at: iso(ticket.changedAt),
	};
}

function addressOf(siteUrl: string, id: string): string {
	return `${siteUrl}/promises/${id}`;
}

function earlierResource({ deadline, changedAt, finishedAt: _, ...told }: EarlierTicketOutcome): EarlierTicketResource {
	return { ...told, deadline: isoOrNull(deadline), changed_at: iso(changedAt) };
}

/** A verdict that was withdrawn is how a promise had ended before. */
function withdrawnResource(verdict: Verdict, { justification }: RecordedTicket): EarlierTicketResource[] {
	const { promise, outcome, withdrawal, atUpgrade } = verdict;
	// What was kept before verdicts were recorded stands there already.
	if (withdrawal === null || atUpgrade) return [];
	const { document, revision, clause, term, deadline } = promise;
	const of = promise.term === 'solution' ? promise.criticality : promise.plan;
	const facts = { document, revision, clause, term, of, outcome, justification, reason: withdrawal.reason };
	return [{ ...facts, deadline: isoOrNull(deadline), changed_at: iso(withdrawal.at) }];
}
