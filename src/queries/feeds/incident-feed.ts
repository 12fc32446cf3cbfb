import type { Instant } from '../../domain/instant.ts';
import { type Fresh, validUntil } from '../pages/freshness.ts';
import { incidentCard, type RetractionCard, type UpdateCard, updateCard } from '../pages/incident-card.ts';
import type { Reading } from '../shared/reading.ts';

const ENTRIES = 25;

export interface FeedEntry {
	id: string;
	number: number;
	title: string;
	/** Why it should never have been published: then nothing else is told of it. */
	retraction: RetractionCard | null;
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
		const { id, number, title, retraction, postmortem, publishedAt } = {
			...incidentCard(reading, incident, catalogue),
			number: incident.number,
		};
		const updates = incident.updates.map((update) => updateCard(reading, incident, update, catalogue)).toReversed();
		return {
			id,
			number,
			title: title.wording,
			retraction,
			postmortem,
			publishedAt,
			// Whoever has read it before has to read it anew when words went, or were edited.
			updatedAt: Math.max(
				publishedAt,
				...updates.flatMap((update) => [update.publishedAt, ...update.edits.map(({ editedAt }) => editedAt)]),
				retraction?.at ?? 0,
				...(redactions.get(`incident/${id}`) ?? []).map(({ at }) => at),
			),
			updates: retraction ? [] : updates,
		};
	});
	const since = (await reading.stores.publications.first())?.at ?? reading.now;
	return { entries, since, validUntil: validUntil(reading, []) };
}
