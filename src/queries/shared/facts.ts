import { officeOf } from '../../content/office.ts';
import type { Component } from '../../domain/component.ts';
import type { Instant, Interval } from '../../domain/instant.ts';
import { isMeasuredWithin } from '../../domain/status/as-told.ts';
import type { Facts } from '../../domain/status/status.ts';
import { type Coverage, heard, partnerSource, type Source, spokenUntil } from '../../domain/watch/observation.ts';
import { beforeTheRecord, neverHeard, unmeasured } from '../../domain/watch/unknowns.ts';
import type { Reading } from './reading.ts';

type Surroundings = Pick<Reading, 'stores' | 'site'>;

/** What a status is derived from, and who told it. */
export interface WatchedFacts extends Facts {
	sources: Source[];
}

/**
 * Everything that says what a component's status was at some instant of the range, its end included: that is often now.
 *
 * @param slug of the only component that will be asked for
 */
export async function factsDuring(
	{ stores, site }: Surroundings,
	{ start, end }: Interval,
	slug?: string,
): Promise<WatchedFacts> {
	const range = { start, end: end + 1 };
	const { components, departed } = await stores.components.catalogue();
	const { sources, nights } = await watchersOf({ stores, site }, components);
	const coverage = [...(await stores.observations.coverageDuring(range, slug)), ...nights];
	const first = (await stores.publications.first())?.at ?? end;
	const imported = await stores.incidents.firstImportedChanges();
	const asked = sources.filter(({ component }) => slug === undefined || component === slug);
	return {
		sources,
		incidents: await stores.incidents.during(range, slug),
		maintenances: await stores.maintenances.during(range),
		overrides: await stores.overrides.during(range),
		observations: heard(await stores.observations.during(range, slug), coverage),
		unknowns: [
			...beforeTheRecord([...components, ...departed], sources, { first, imported }),
			...unmeasured(asked, coverage, range, officeOf(site)),
			...neverHeard(components, sources, end),
		],
	};
}

/** When recording of a component began: what was before is unknown, not up. */
export function recordedSince({ unknowns }: Facts, slug: string): Instant {
	return unknowns.find(({ component, why }) => component === slug && why === 'no_record')?.until ?? 0;
}

/** When the next source will have been silent for too long, unless it says something until then. */
export function fallsSilentAt({ sources }: WatchedFacts, now: Instant): Instant | null {
	const ends = sources.flatMap(({ until }) => (until > now ? [until] : []));
	return ends.length === 0 ? null : Math.min(...ends);
}

/** What measures each component: what components.yaml names, and what was heard besides. */
export async function sourcesOf(surroundings: Surroundings): Promise<Source[]> {
	const { components } = await surroundings.stores.components.catalogue();
	return (await watchersOf(surroundings, components)).sources;
}

/** The sources, and for those that keep office hours the time since the office closed that they speak for. */
async function watchersOf(
	{ stores, site }: Surroundings,
	components: readonly Component[],
): Promise<{ sources: Source[]; nights: Coverage[] }> {
	const office = officeOf(site);
	const nights: Coverage[] = [];
	const sources = (await stores.observations.sources()).map(({ component, source, from, until: heardUntil }) => {
		const known = components.find(({ slug }) => slug === component);
		const monitor = known?.monitors.find(({ name }) => name === source);
		const declared = monitor !== undefined || (source === partnerSource && known?.watch != null);
		const hours = monitor?.hours ?? 'always';
		const until = hours === 'office' ? spokenUntil(office, heardUntil, monitor?.intervalMillis ?? 0) : heardUntil;
		if (until > heardUntil) nights.push({ component, source, from: heardUntil, until });
		return { component, source, from, until, hours, declared };
	});
	return { sources, nights };
}

/** Does anything that measures a component still say something, or is it known that it fell silent? */
export function isMeasured({ sources }: WatchedFacts, slug: string, now: Instant): boolean {
	return isMeasuredWithin(sources, slug, { start: now, end: now + 1 });
}
