import type { KnownCatalogue } from '../../domain/component.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { EarlierOutcome } from '../../domain/sla/earlier-outcome.ts';
import type { RecordedTicket } from '../../domain/sla/ticket.ts';
import type { EarlierTicketOutcome } from '../../domain/sla/ticket-promises.ts';
import type { Wording } from '../../domain/text.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { type IncidentCard, incidentCard } from './incident-card.ts';

/** How a promise had ended before a correction changed that, and why it was made. */
export interface EarlierCard extends Omit<EarlierOutcome, 'reason'> {
	incident: IncidentCard;
	reason: Wording;
}

/** The same of a promise to a ticket. */
export interface EarlierTicketCard extends Omit<EarlierTicketOutcome, 'reason' | 'justification'> {
	reference: string;
	reason: Wording;
	justification: Wording | null;
}

/** The last correction first. */
export function earlierCards(reading: Reading, incidents: Incident[], catalogue: KnownCatalogue): EarlierCard[] {
	const cards = incidents.flatMap((incident) => {
		const card = incidentCard(reading, incident, catalogue);
		return (incident.earlierOutcomes ?? []).map((one) => {
			return { ...one, incident: card, reason: worded(reading, one.reason) };
		});
	});
	return cards.sort((one, other) => other.changedAt - one.changedAt);
}

/** The last correction first. */
export function earlierTicketCards(reading: Reading, tickets: RecordedTicket[]): EarlierTicketCard[] {
	const cards = tickets.flatMap(({ reference, earlierOutcomes = [] }) =>
		earlierOutcomes.map(({ reason, justification, ...one }) => ({
			...one,
			reference,
			reason: worded(reading, reason),
			justification: justification && worded(reading, justification),
		})),
	);
	return cards.sort((one, other) => other.changedAt - one.changedAt);
}
