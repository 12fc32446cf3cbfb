import type { Amendment } from '../domain/amendment.ts';
import { type ComponentStatus, type KnownCatalogue, knownComponent } from '../domain/component.ts';
import {
	type Criticality,
	type Impact,
	type Incident,
	type IncidentStatus,
	type IncidentUpdate,
	isOver,
	postmortemsOf,
	touched,
} from '../domain/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Wording } from '../domain/text.ts';
import { foldMessage, renderMessage } from '../render/messages.ts';
import { type Reading, worded } from './reading.ts';

export interface NamedComponent {
	slug: string;
	name: Wording;
}

export interface UpdateCard {
	id: string;
	status: string;
	/** Sanitised, and the language that it is in. */
	html: string;
	language: Wording['language'];
	happenedAt: Instant;
	publishedAt: Instant;
	amended: Amendment[];
	components: (NamedComponent & { status: ComponentStatus })[];
}

export interface IncidentCard {
	id: string;
	title: Wording;
	status: IncidentStatus;
	over: boolean;
	impact: Impact;
	criticality: Criticality | null;
	/** Null when the cause is our own. */
	cause: NamedComponent | null;
	detectedAt: Instant | null;
	acceptedAt: Instant | null;
	startedAt: Instant;
	publishedAt: Instant;
	resolvedAt: Instant | null;
	/** Has what was learned been published? */
	postmortem: boolean;
	components: (NamedComponent & { status: ComponentStatus })[];
}

/** With its latest update, of which the rest is folded; null where it is short. */
export interface LiveIncidentCard extends IncidentCard {
	latest: UpdateCard & { rest: string | null };
}

export function incidentCard(reading: Reading, incident: Incident, catalogue: KnownCatalogue): IncidentCard {
	const { id, status, impact, criticality, detectedAt, acceptedAt, startedAt, publishedAt, resolvedAt } = incident;
	return {
		...{ id, status, impact, criticality, detectedAt, acceptedAt, startedAt, publishedAt, resolvedAt },
		over: isOver(incident),
		postmortem: postmortemsOf(incident).length > 0,
		title: worded(reading, incident.title),
		cause: incident.cause === null ? null : named(reading, incident.cause, catalogue),
		components: [...touched(incident)].map(([slug, status]) => ({ ...named(reading, slug, catalogue), status })),
	};
}

export function liveIncidentCard(reading: Reading, incident: Incident, catalogue: KnownCatalogue): LiveIncidentCard {
	const update = incident.updates.at(-1) as IncidentUpdate;
	const { opening, rest } = foldMessage(worded(reading, update.body).wording);
	const latest = { ...updateCard(reading, incident, update, catalogue), html: opening, rest };
	return { ...incidentCard(reading, incident, catalogue), latest };
}

/** @param under the level of the heading that its text stands under */
export function updateCard(
	reading: Reading,
	incident: Incident,
	update: IncidentUpdate,
	catalogue: KnownCatalogue,
	under?: number,
): UpdateCard {
	const changes = incident.changes.filter(({ updateId }) => updateId === update.id);
	// What were two components then may be one now.
	const set = new Map(changes.map(({ component, status }) => [component, status]));
	const components = [...set].map(([slug, status]) => ({ ...named(reading, slug, catalogue), status }));
	return { ...messageCard(reading, update, under), components };
}

/** What updates of incidents and of maintenance have in common. */
export function messageCard(
	reading: Reading,
	update: Omit<IncidentUpdate, 'status'> & { status: string },
	under?: number,
): UpdateCard {
	const { id, status, happenedAt, publishedAt, amended } = update;
	const { wording, language } = worded(reading, update.body);
	const html = renderMessage(wording, under);
	return { id, status, html, language, happenedAt, publishedAt, amended, components: [] };
}

/** One of which nothing is known but what history says of it has its slug for a name. */
export function named(reading: Reading, slug: string, catalogue: KnownCatalogue): NamedComponent {
	const component = knownComponent(catalogue, slug);
	return { slug, name: component ? worded(reading, component.name) : { language: reading.language, wording: slug } };
}
