import type { ComponentStatus } from '../../domain/component.ts';
import { DomainError } from '../../domain/errors.ts';
import {
	type Criticality,
	type Impact,
	type Incident,
	type IncidentStatus,
	touched,
} from '../../domain/incidents/incident.ts';
import type { Redaction } from '../../domain/incidents/redaction.ts';
import type { Outcome } from '../../domain/sla/promise.ts';
import type { JudgedBook, Verdict } from '../../domain/sla/verdict.ts';
import type { Text } from '../../domain/text.ts';
import { incidentUpdateDueAt } from '../../domain/watch/partner-update.ts';
import { openPromiseBook } from '../shared/promise-book.ts';
import { type JudgedResource, judgedResource } from './promise-resource.ts';
import {
	type AmendmentResource,
	amendmentResource,
	iso,
	isoOrNull,
	namesIn,
	type Page,
	pageOf,
	type RedactionResource,
	type ResourceReading,
	redactionResources,
	retractionResource,
	type Slice,
} from './resource.ts';

/** An incident as the admin API answers it. */
export interface IncidentResource {
	id: string;
	external_id: string | null;
	number: number;
	title: Text;
	status: IncidentStatus;
	impact: Impact;
	criticality: Criticality | null;
	/** 'own' or the slug of a partner. */
	cause: string;
	components: { slug: string; name: string; status: ComponentStatus }[];
	detected_at: string | null;
	accepted_at: string | null;
	started_at: string;
	published_at: string;
	resolved_at: string | null;
	proposed_at: string | null;
	delays: { update: string; announced_at: string; estimate: string }[];
	/** Newest first. */
	updates: UpdateResource[];
	redactions: RedactionResource[];
	promises: JudgedResource[];
	/** How promises had ended before a correction changed that; oldest first. */
	earlier_outcomes: EarlierOutcomeResource[];
	retraction: { at: string; reason: Text } | null;
	/** When customers should hear of it again, as the last update promised. */
	next_update_at: string | null;
	justification: { body: Text; published_at: string } | null;
	/** Of single agreements. */
	justifications: { document: string; body: Text; published_at: string }[];
	/** While a partner is the cause, when customers should hear of it again (SLA §2.2); else null. */
	partner_update_due_at: string | null;
	url: string;
}

interface UpdateResource {
	id: string;
	status: IncidentStatus;
	body: Text;
	components: Record<string, ComponentStatus>;
	happened_at: string;
	published_at: string;
	amended: AmendmentResource[];
	next_update_at: string | null;
	/** What it said before each edit, oldest first. */
	edits: {
		body: Text;
		status: IncidentStatus;
		happened_at: string;
		components: Record<string, ComponentStatus>;
		edited_at: string;
		reason: Text | null;
	}[];
}

interface EarlierOutcomeResource {
	document: string;
	revision: number;
	clause: string;
	criticality: Criticality;
	outcome: Outcome;
	deadline: string | null;
	changed_at: string;
	reason: Text;
}

type IncidentPresenter = (incident: Incident) => IncidentResource;

/** What a pure presenter of incidents has to know besides the incident. */
interface Surroundings {
	siteUrl: string;
	nameOf: (slug: string) => string;
	book: JudgedBook;
	/** How often customers hear of a partner that is down, in milliseconds. */
	updatesEvery: number;
	redactions: ReadonlyMap<string, Redaction[]>;
}

/** @param incidents those that will be presented: what bears on their promises is read once for all */
export async function incidentPresenter(reading: ResourceReading, incidents: Incident[]): Promise<IncidentPresenter> {
	const { stores, site, siteUrl, now } = reading;
	const book = await openPromiseBook(stores, site, incidents, now);
	const nameOf = namesIn(reading, await stores.components.catalogue());
	const updatesEvery = site.partner_updates_every;
	const redactions = await stores.redactions.of(incidents.map(({ id }) => `incident/${id}`));
	return (incident) => incidentResource(incident, { siteUrl, nameOf, book, updatesEvery, redactions });
}

export async function presentIncident(reading: ResourceReading, incident: Incident): Promise<IncidentResource> {
	return (await incidentPresenter(reading, [incident]))(incident);
}

/** @throws DomainError `not_found` */
export async function incidentById({ stores }: ResourceReading, id: string): Promise<Incident> {
	const incident = await stores.incidents.find(id);
	if (!incident) throw new DomainError('not_found', `There is no incident ${id}`);
	return incident;
}

/** Newest first. */
export async function incidentResources(
	reading: ResourceReading,
	{ before, limit }: Slice,
): Promise<Page<IncidentResource>> {
	const found = await reading.stores.incidents.list(before, limit + 1);
	const { items, next } = pageOf(found, limit, ({ number }) => number);
	return { items: items.map(await incidentPresenter(reading, items)), next };
}

function incidentResource(
	incident: Incident,
	{ siteUrl, nameOf, book, updatesEvery, redactions }: Surroundings,
): IncidentResource {
	const { id, number, title, status, impact, criticality, justification } = incident;
	const components = [...touched(incident)].map(([slug, status]) => ({ slug, name: nameOf(slug), status }));
	return {
		...{ id, external_id: incident.externalId ?? null, number, title, status, impact, criticality },
		cause: incident.cause ?? 'own',
		components,
		detected_at: isoOrNull(incident.detectedAt),
		accepted_at: isoOrNull(incident.acceptedAt),
		started_at: iso(incident.startedAt),
		published_at: iso(incident.publishedAt),
		resolved_at: isoOrNull(incident.resolvedAt),
		proposed_at: isoOrNull(incident.proposedAt ?? null),
		delays: (incident.delays ?? []).map(({ updateId, announcedAt, estimate }) => {
			return { update: updateId, announced_at: iso(announcedAt), estimate: iso(estimate) };
		}),
		updates: updatesOf(incident),
		redactions: redactionResources(redactions.get(`incident/${id}`)),
		promises: book.promisesTo(incident).map(judgedResource),
		earlier_outcomes: book.verdictsOn(incident).flatMap(earlierOutcomeResource),
		retraction: retractionResource(incident),
		next_update_at: isoOrNull(incident.nextUpdateAt ?? null),
		justification: justification && { body: justification.body, published_at: iso(justification.publishedAt) },
		justifications: (incident.justifications ?? []).map(({ document, body, publishedAt }) => {
			return { document, body, published_at: iso(publishedAt) };
		}),
		partner_update_due_at: isoOrNull(incidentUpdateDueAt(incident, updatesEvery)),
		url: `${siteUrl}/incidents/${id}`,
	};
}

/** A verdict that was withdrawn is how a promise had ended before. */
function earlierOutcomeResource({ promise, outcome, withdrawal }: Verdict): EarlierOutcomeResource[] {
	if (withdrawal === null || promise.term !== 'solution') return [];
	const { document, revision, clause, criticality, deadline } = promise;
	const { at, reason } = withdrawal;
	const facts = { document, revision, clause, criticality, outcome, reason };
	return [{ ...facts, deadline: isoOrNull(deadline), changed_at: iso(at) }];
}

function updatesOf({ updates, changes }: Incident): UpdateResource[] {
	const newestFirst = updates.toReversed();
	return newestFirst.map(({ id, status, body, happenedAt, publishedAt, amended, nextUpdateAt = null, edits = [] }) => {
		const set = changes.filter(({ updateId }) => updateId === id);
		return {
			...{ id, status, body },
			components: Object.fromEntries(set.map(({ component, status }) => [component, status])),
			happened_at: iso(happenedAt),
			published_at: iso(publishedAt),
			amended: amended.map(amendmentResource),
			next_update_at: isoOrNull(nextUpdateAt),
			edits: edits.map(({ happenedAt: happened, editedAt, ...said }) => {
				return { ...said, happened_at: iso(happened), edited_at: iso(editedAt) };
			}),
		};
	});
}
