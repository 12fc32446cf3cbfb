import type { Instant } from '../domain/instant.ts';
import { type Fresh, validUntil } from './freshness.ts';
import { incidentCard, type UpdateCard, updateCard } from './incident-card.ts';
import type { Reading } from './reading.ts';

const ENTRIES = 25;

export interface FeedEntry {
	id: string;
	number: number;
	title: string;
	/** Does what was learned have an address of its own? */
	postmortem: boolean;
	publishedAt: Instant;
	updatedAt: Instant;
	/** Newest first. */
	updates: UpdateCard[];
}

export interface IncidentFeed extends Fresh {
	/** When recording began. */
	since: Instant;
	entries: FeedEntry[];
}

/** The incidents that were told of last, and every one that is open; by what was told last, newest first. */
export async function incidentFeed(reading: Reading): Promise<IncidentFeed> {
	const catalogue = await reading.stores.components.catalogue();
	const incidents = await reading.stores.incidents.latest(ENTRIES);
	const redactions = await reading.stores.redactions.of(incidents.map(({ id }) => `incident/${id}`));
	const entries = incidents.map((incident) => {
		const { id, number, title, postmortem, publishedAt } = {
			...incidentCard(reading, incident, catalogue),
			number: incident.number,
		};
		const updates = incident.updates.map((update) => updateCard(reading, incident, update, catalogue)).toReversed();
		return {
			id,
			number,
			title: title.wording,
			postmortem,
			publishedAt,
			// Whoever has read it before has to read it anew when words went.
			updatedAt: Math.max(
				publishedAt,
				...updates.map((update) => update.publishedAt),
				...(redactions.get(`incident/${id}`) ?? []).map(({ at }) => at),
			),
			updates,
		};
	});
	const since = (await reading.stores.publications.first())?.at ?? reading.now;
	return { entries, since, validUntil: validUntil(reading, []) };
}
