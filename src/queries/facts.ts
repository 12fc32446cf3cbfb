import { officeOf } from '../content/office.ts';
import { dayInterval, dayOf } from '../domain/day.ts';
import type { Instant, Interval } from '../domain/instant.ts';
import {
	type Coverage,
	heard,
	partnerSource,
	type Source,
	type Unknown,
	unknownsWithin,
} from '../domain/observation.ts';
import type { OfficeHours } from '../domain/office.ts';
import type { Facts } from '../domain/status.ts';
import type { Stores } from '../stores/stores.ts';
import type { Reading } from './reading.ts';

type Surroundings = Pick<Reading, 'stores' | 'site'>;

/**
 * Everything that says what a component's status was at some instant of the range, its end included: that is often now.
 *
 * @param slug of the only component that will be asked for
 */
export async function factsDuring(
	{ stores, site }: Surroundings,
	{ start, end }: Interval,
	slug?: string,
): Promise<Facts> {
	const range = { start, end: end + 1 };
	const coverage = await stores.observations.coverageDuring(range, slug);
	const sources = await sourcesOf(stores);
	return {
		incidents: await stores.incidents.during(range),
		maintenances: await stores.maintenances.during(range),
		overrides: await stores.overrides.during(range),
		observations: heard(await stores.observations.during(range, slug), coverage),
		unknowns: [
			...(await beforeTheRecord({ stores, site }, sources, range)),
			...unmeasured(
				sources.filter(({ component }) => slug === undefined || component === slug),
				coverage,
				range,
				officeOf(site),
			),
		],
	};
}

/** When recording of a component began: what was before is unknown, not up. */
export function recordedSince({ unknowns }: Facts, slug: string): Instant {
	return unknowns.find(({ component, why }) => component === slug && why === 'no_record')?.until ?? 0;
}

/** What measures each component: what components.yaml names, and what was heard besides. */
export async function sourcesOf(stores: Stores): Promise<Source[]> {
	const { components } = await stores.components.catalogue();
	const seen = await stores.observations.sources();
	return seen.map(({ component, source, from, until }) => {
		const known = components.find(({ slug }) => slug === component);
		const monitor = known?.monitors.find(({ name }) => name === source);
		const declared = monitor !== undefined || (source === partnerSource && known?.watch != null);
		return { component, source, from, until, hours: monitor?.hours ?? 'always', declared };
	});
}

/**
 * Recording of a component began on the day of the first publication, or of the first thing that was told or measured of
 * it later. How things are now is told in any case.
 */
async function beforeTheRecord({ stores, site }: Surroundings, sources: Source[], range: Interval): Promise<Unknown[]> {
	const first = (await stores.publications.first())?.at ?? Number.POSITIVE_INFINITY;
	const told = await stores.incidents.firstChanges();
	const measured = Map.groupBy(sources, ({ component }) => component);
	const { components } = await stores.components.catalogue();
	return components.map(({ slug }) => {
		const since = (measured.get(slug) ?? []).map(({ from }) => from);
		const known = Math.min(first, told.get(slug) ?? first, ...since);
		const earliest = Number.isFinite(known) ? known : range.end - 1;
		const until = dayInterval(site.time_zone, dayOf(site.time_zone, earliest)).start;
		return { component: slug, from: Number.NEGATIVE_INFINITY, until, why: 'no_record' };
	});
}

function unmeasured(sources: Source[], coverage: Coverage[], range: Interval, office: OfficeHours): Unknown[] {
	const covered = Map.groupBy(coverage, ({ component }) => component);
	const byComponent = Map.groupBy(sources, ({ component }) => component);
	return [...byComponent].flatMap(([component, own]) => {
		return unknownsWithin(own, covered.get(component) ?? [], range, office);
	});
}
