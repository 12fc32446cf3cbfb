import { justificationFor } from '../../domain/incidents/incident.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Miss, ReportFigures } from '../../domain/report/report-figures.ts';
import { isMark, markOf } from '../../domain/sla/ticket.ts';
import type { Wording } from '../../domain/text.ts';
import { monthInterval } from '../../domain/time/day.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { type Said, said } from './said.ts';

export interface MissCard extends Pick<Miss, 'kind' | 'id' | 'term' | 'of' | 'revision'> {
	deadline: Instant;
	/** Null while it is still open. */
	finishedAt: Instant | null;
	/** Null while it stands open. */
	justification: Said | null;
	/** Of an incident. */
	title: Wording | null;
}

/** By deadline. */
export async function missCards(reading: Reading, { misses }: ReportFigures): Promise<MissCard[]> {
	const cards: MissCard[] = [];
	for (const { deadline, finished_at, justification, ...miss } of Object.values(misses)) {
		const incident = miss.kind === 'incident' ? await reading.stores.incidents.find(miss.id) : undefined;
		cards.push({
			...miss,
			deadline: Date.parse(deadline),
			finishedAt: finished_at === null ? null : Date.parse(finished_at),
			justification: justification && said(reading, justification),
			title: incident ? worded(reading, incident.title) : null,
		});
	}
	return cards.sort((one, other) => one.deadline - other.deadline);
}

/** What was published in the meantime about a ticket or an incident that missed its deadline. */
export async function justificationOf(
	reading: Reading,
	{ document, month }: Pick<ReportFigures, 'document' | 'month'>,
	{ kind, id }: Pick<Miss, 'kind' | 'id'>,
): Promise<Said | null> {
	const { tickets, incidents } = reading.stores;
	const ticketOf = async () => {
		if (!isMark(id)) return (await tickets.known([id])).get(id);
		const ofMonth = await tickets.during(document, monthInterval(reading.site.time_zone, month));
		return ofMonth.find((ticket) => markOf(ticket) === id);
	};
	const ofIncident = async () => {
		const incident = await incidents.find(id);
		return incident && justificationFor(incident, document)?.body;
	};
	const text = kind === 'ticket' ? (await ticketOf())?.justification : await ofIncident();
	return text ? said(reading, text) : null;
}
