import type { Criticality } from '../../domain/incidents/incident.ts';
import type { RecordedTicket } from '../../domain/sla/ticket.ts';
import type { EarlierTicketOutcome } from '../../domain/sla/ticket-promises.ts';
import type { Text } from '../../domain/text.ts';
import { monthInterval } from '../../domain/time/day.ts';
import { iso, isoOrNull, type Page, pageOf, type ResourceReading, type Slice } from './resource.ts';

type EarlierTicketResource = Omit<EarlierTicketOutcome, 'deadline' | 'finishedAt' | 'changedAt'> & {
	deadline: string | null;
	changed_at: string;
};

/** A ticket as the admin API answers it. */
export interface TicketResource {
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
	{ stores, site }: ResourceReading,
	{ document, month }: TicketQuery,
	{ before, limit }: Slice,
): Promise<Page<TicketResource>> {
	const filter = {
		...(document !== undefined && { document }),
		...(month !== undefined && { received: monthInterval(site.time_zone, month) }),
	};
	const found = await stores.tickets.list(filter, before, limit + 1);
	const { items, next } = pageOf(found, limit, ({ number }) => number);
	return { items: items.map(ticketResource), next };
}

function ticketResource(ticket: RecordedTicket): TicketResource {
	const { reference, document, plan, criticality, cause, justification } = ticket;
	return {
		...{ reference, document, plan, criticality },
		received_at: iso(ticket.receivedAt),
		first_response_at: isoOrNull(ticket.firstResponseAt),
		accepted_at: isoOrNull(ticket.acceptedAt),
		solved_at: isoOrNull(ticket.solvedAt),
		cause: cause ?? 'own',
		justification,
		earlier_outcomes: (ticket.earlierOutcomes ?? []).map(earlierResource),
		recorded_at: iso(ticket.recordedAt),
		changed_at: iso(ticket.changedAt),
	};
}

function earlierResource({ deadline, changedAt, finishedAt: _, ...told }: EarlierTicketOutcome): EarlierTicketResource {
	return { ...told, deadline: isoOrNull(deadline), changed_at: iso(changedAt) };
}
