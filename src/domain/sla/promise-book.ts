import type { Component } from '../component.ts';
import type { Incident } from '../incidents/incident.ts';
import type { Instant, Interval } from '../instant.ts';
import { type Facts, timelineOf } from '../status/status.ts';
import { type Exclusion, exclusionsFrom } from './exclusion.ts';
import { promisesFor, type SolutionPromise } from './promise.ts';
import type { Revision } from './revision.ts';

/** Looks up what was promised about an incident. */
export type PromiseBook = (incident: Incident) => SolutionPromise[];

/** What promises follow from, besides the incidents that they are about. */
export interface Grounds {
	/** What happened within the range. */
	facts: Facts;
	/** From the first acceptance on. */
	range: Interval;
	/** Those that have left, too: what was promised does not change with what leaves components.yaml later. */
	components: readonly Component[];
	revisions: readonly Revision[];
}

export function promiseBook(grounds: Grounds, now: Instant): PromiseBook {
	const { components, revisions } = grounds;
	const outages = outagesOf(grounds, now);
	return (incident) => promisesFor(incident, revisions, now, exclusionsOf(incident, components, outages));
}

/** When each partner was unavailable, by slug. */
export function outagesOf(
	{ facts, range, components }: Omit<Grounds, 'revisions'>,
	now: Instant,
): Map<string, Exclusion[]> {
	const partners = components.filter(({ kind }) => kind === 'partner');
	return new Map(partners.map(({ slug }) => [slug, exclusionsFrom(slug, timelineOf(slug, range, facts), now)]));
}

/** The outages of the partners that the systems of the incident rely on, and of the one that caused it (SLA §2.2). */
function exclusionsOf(
	incident: Incident,
	components: readonly Component[],
	outages: Map<string, Exclusion[]>,
): Exclusion[] {
	const slugs = new Set(incident.changes.map(({ component }) => component));
	const partners = new Set(components.filter(({ slug }) => slugs.has(slug)).flatMap(({ dependsOn }) => dependsOn));
	if (incident.cause !== null) partners.add(incident.cause);
	return [...partners].flatMap((partner) => outages.get(partner) ?? []);
}
