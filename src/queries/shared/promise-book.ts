import { officeOf } from '../../content/office.ts';
import type { Site } from '../../content/site.ts';
import type { Component, KnownCatalogue } from '../../domain/component.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Instant } from '../../domain/instant.ts';
import { type Exclusion, exclusionsFrom } from '../../domain/sla/exclusion.ts';
import { promisesFor, type SolutionPromise } from '../../domain/sla/promise.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import { type Facts, timelineOf } from '../../domain/status/status.ts';
import type { Stores } from '../../stores/stores.ts';
import { factsDuring } from './facts.ts';

/** Looks up what was promised about each of these incidents. */
export type PromiseBook = (incident: Incident) => SolutionPromise[];

/** What a page has read for itself; the facts tell everything since an instant. */
export interface Known {
	since: Instant;
	facts: Facts;
	catalogue: KnownCatalogue;
	revisions: Revision[];
}

/**
 * @param incidents those that will be looked up: what happened since the first was accepted is read once for all
 * @param known what has been read already
 */
export async function openPromiseBook(
	stores: Stores,
	site: Site,
	incidents: Incident[],
	now: Instant,
	known?: Known,
): Promise<PromiseBook> {
	const accepted = incidents.flatMap(({ acceptedAt }) => (acceptedAt === null ? [] : [acceptedAt]));
	// Nothing is promised about what was never accepted: on a calm day there is nothing to read.
	if (accepted.length === 0) return () => [];
	const range = { start: Math.min(now, ...accepted), end: now };
	const isKnown = known !== undefined && known.since <= range.start;
	const facts = isKnown ? known.facts : await factsDuring({ stores, site }, range);
	const catalogue = known?.catalogue ?? (await stores.components.catalogue());
	const revisions = known?.revisions ?? (await stores.revisions.all());
	// What was promised does not change with what leaves components.yaml later.
	const components = [...catalogue.components, ...catalogue.departed];
	const outages = partnerOutages(components, facts, range.start, now);
	const office = officeOf(site);
	return (incident) => promisesFor(incident, revisions, office, now, exclusionsOf(incident, components, outages));
}

function partnerOutages(
	components: readonly Component[],
	facts: Facts,
	start: Instant,
	now: Instant,
): Map<string, Exclusion[]> {
	const partners = components.filter(({ kind }) => kind === 'partner');
	const range = { start, end: now };
	return new Map(partners.map(({ slug }) => [slug, exclusionsFrom(slug, timelineOf(slug, range, facts), now)]));
}

/** The outages of the partners that the systems of the incident rely on (SLA §2.2). */
function exclusionsOf(
	incident: Incident,
	components: readonly Component[],
	outages: Map<string, Exclusion[]>,
): Exclusion[] {
	const slugs = new Set(incident.changes.map(({ component }) => component));
	const partners = new Set(components.filter(({ slug }) => slugs.has(slug)).flatMap(({ dependsOn }) => dependsOn));
	return [...partners].flatMap((partner) => outages.get(partner) ?? []);
}
