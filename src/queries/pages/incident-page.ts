import { type Incident, postmortemsOf } from '../../domain/incidents/incident.ts';
import { type Instant, MINUTE } from '../../domain/instant.ts';
import { renderMessage } from '../../render/markdown.ts';
import { openPromiseBook } from '../shared/promise-book.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { type EarlierCard, earlierCards } from './earlier-card.ts';
import { type Fresh, validUntil } from './freshness.ts';
import { type IncidentCard, incidentCard, type UpdateCard, updateCard } from './incident-card.ts';
import { nextTick, type PromiseCard, promiseCard } from './promise-card.ts';
import { type RedactionCard, redactionCards } from './redaction-cards.ts';

export interface JustificationCard {
	html: string;
	language: string;
	publishedAt: Instant;
	/** How long after the deadline had passed. */
	afterMillis: number;
}

export interface IncidentPage extends Fresh {
	incident: IncidentCard;
	/** Newest first. */
	updates: UpdateCard[];
	/** What was learned, oldest first: those of the updates. */
	postmortems: UpdateCard[];
	redactions: RedactionCard[];
	/** The present one first, then those that it replaced. */
	promises: PromiseCard[];
	/** The deadline that was missed, and why; null when none was. */
	miss: { deadline: Instant; justification: JustificationCard | null } | null;
	/** How promises had ended before a correction changed that. */
	earlier: EarlierCard[];
	now: Instant;
}

/** Null when there is no such incident. */
export async function incidentPage(reading: Reading, id: string): Promise<IncidentPage | null> {
	const { stores, site, now } = reading;
	const incident = await stores.incidents.find(id);
	if (!incident) return null;
	const catalogue = await stores.components.catalogue();
	const revisions = await stores.revisions.all();
	const book = await openPromiseBook(stores, site, [incident], now);
	const promises = book(incident).map((promise) => promiseCard(reading, promise, catalogue, revisions));
	const missed = promises.findLast(({ outcome }) => outcome === 'missed')?.deadline ?? null;
	return {
		incident: incidentCard(reading, incident, catalogue),
		earlier: earlierCards(reading, [incident], catalogue),
		updates: incident.updates.map((update) => updateCard(reading, incident, update, catalogue)).toReversed(),
		postmortems: postmortemsOf(incident).map((update) => updateCard(reading, incident, update, catalogue, 2)),
		redactions: await redactionCards(reading, `incident/${id}`),
		promises,
		miss: missed === null ? null : { deadline: missed, justification: justificationCard(reading, incident, missed) },
		now,
		validUntil: validUntil(reading, [
			...promises.map(({ deadline }) => deadline),
			nextTick(promises, now),
			// While it goes on, the page counts the minutes.
			incident.resolvedAt === null ? now + MINUTE : null,
			incident.nextUpdateAt ?? null,
		]),
	};
}

/** @param deadline the first that was missed */
export function justificationCard(
	reading: Reading,
	{ justification }: Incident,
	deadline: Instant,
): JustificationCard | null {
	if (!justification) return null;
	const { wording, language } = worded(reading, justification.body);
	const { publishedAt } = justification;
	return { html: renderMessage(wording), language, publishedAt, afterMillis: publishedAt - deadline };
}
