import { type ComponentStatus, type KnownCatalogue, knownComponent } from '../../domain/component.ts';
import type { Amendment } from '../../domain/incidents/amendment.ts';
import {
	type Criticality,
	type Impact,
	type Incident,
	type IncidentStatus,
	type IncidentUpdate,
	isOver,
	postmortemsOf,
	touched,
} from '../../domain/incidents/incident.ts';
import type { UpdateEdit } from '../../domain/incidents/incident-edit.ts';
import type { Retraction } from '../../domain/incidents/retraction.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Wording } from '../../domain/text.ts';
import { foldMessage, renderMessage } from '../../render/messages.ts';
import { type Reading, worded } from '../shared/reading.ts';

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
	/** What it said before each edit, oldest first. */
	edits: EditCard[];
	/** When it promised that customers would hear of it again. */
	nextUpdateAt: Instant | null;
	/** When a solution is expected, where it says that a deadline will not be kept. */
	estimate: Instant | null;
	components: (NamedComponent & { status: ComponentStatus })[];
}

/** What an update said until it was edited. */
export interface EditCard {
	status: string;
	html: string;
	language: Wording['language'];
	happenedAt: Instant;
	editedAt: Instant;
	reason: Wording | null;
	components: (NamedComponent & { status: ComponentStatus })[];
}

/** When, and why, it was said that something should never have been published. */
export interface RetractionCard {
	at: Instant;
	reason: Wording;
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
	/** When customers should hear of it again; it may have passed. Null where nothing is promised. */
	nextUpdateAt: Instant | null;
	retraction: RetractionCard | null;
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
		nextUpdateAt: incident.nextUpdateAt ?? null,
		retraction: retractionCard(reading, incident),
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
	const card = messageCard(reading, { ...update, amended: namedAmendments(reading, update.amended, catalogue) }, under);
	const edits = card.edits.map((edit, index) => {
		const said = Object.entries(update.edits?.[index]?.components ?? {});
		return { ...edit, components: said.map(([slug, status]) => ({ ...named(reading, slug, catalogue), status })) };
	});
	const estimate = incident.delays?.find(({ updateId }) => updateId === update.id)?.estimate ?? null;
	return { ...card, edits, components, estimate };
}

type Message = Omit<IncidentUpdate, 'status' | 'edits'> & { status: string; edits?: UpdateEdit[] };

/** What updates of incidents and of maintenance have in common. */
export function messageCard(reading: Reading, update: Message, under?: number): UpdateCard {
	const { id, status, happenedAt, publishedAt, amended, nextUpdateAt = null, edits = [] } = update;
	const { wording, language } = worded(reading, update.body);
	return {
		...{ id, status, html: renderMessage(wording, under), language, happenedAt, publishedAt, amended, nextUpdateAt },
		edits: edits.map((edit) => editCard(reading, edit, under)),
		components: [],
		estimate: null,
	};
}

function editCard(
	reading: Reading,
	{ status, body, happenedAt, editedAt, reason }: UpdateEdit,
	under?: number,
): EditCard {
	const { wording, language } = worded(reading, body);
	const why = reason && worded(reading, reason);
	return { status, html: renderMessage(wording, under), language, happenedAt, editedAt, reason: why, components: [] };
}

export function retractionCard(
	reading: Reading,
	{ retraction }: { retraction?: Retraction | null },
): RetractionCard | null {
	return retraction ? { at: retraction.at, reason: worded(reading, retraction.reason) } : null;
}

/** With the names of components in place of their slugs. */
export function namedAmendments(reading: Reading, amended: Amendment[], catalogue: KnownCatalogue): Amendment[] {
	const namesIn = (value: Amendment['from']) =>
		String(value).replace(/[^\s,:]+(?=:|,|$)/g, (word, at: number, all: string) => {
			return all.slice(0, at).endsWith(': ') ? word : named(reading, word, catalogue).name.wording;
		});
	return amended.map((one) => {
		if (one.field === 'components') return { ...one, from: namesIn(one.from), to: namesIn(one.to) };
		if (one.field !== 'cause') return one;
		return { ...one, from: one.from && namesIn(one.from), to: one.to && namesIn(one.to) };
	});
}

/** One of which nothing is known but what history says of it has its slug for a name. */
export function named(reading: Reading, slug: string, catalogue: KnownCatalogue): NamedComponent {
	const component = knownComponent(catalogue, slug);
	return { slug, name: component ? worded(reading, component.name) : { language: reading.language, wording: slug } };
}
