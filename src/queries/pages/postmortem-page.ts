import { postmortemsOf } from '../../domain/incidents/incident.ts';
import type { Reading } from '../shared/reading.ts';
import { type Fresh, validUntil } from './freshness.ts';
import { type IncidentCard, incidentCard, messageCard, type UpdateCard } from './incident-card.ts';

export interface PostmortemPage extends Fresh {
	incident: IncidentCard;
	/** Oldest first, never none. */
	postmortems: UpdateCard[];
}

/** Null when there is no such incident, or nothing was published of what was learned from it. */
export async function postmortemPage(reading: Reading, id: string): Promise<PostmortemPage | null> {
	const { stores } = reading;
	const incident = await stores.incidents.find(id);
	const told = incident ? postmortemsOf(incident) : [];
	if (!incident || told.length === 0) return null;
	return {
		incident: incidentCard(reading, incident, await stores.components.catalogue()),
		postmortems: told.map((update) => messageCard(reading, update, 1)),
		validUntil: validUntil(reading, []),
	};
}
