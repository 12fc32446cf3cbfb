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
import type { Facts } from '../domain/status.ts';
import type { Stores } from '../stores/stores.ts';
import type { Reading } from './reading.ts';

type Surroundings = Pick<Reading, 'stores' | 'site'>;

/** Everything that says what a component's status was at some instant of the range, its end included: that is often now. */
export async function factsDuring({ stores, site }: Surroundings, { start, end }: Interval): Promise<Facts> {
	const range = { start, end: end + 1 };
	const coverage = await stores.observations.coverageDuring(range);
	return {
		incidents: await stores.incidents.during(range),
		maintenances: await stores.maintenances.during(range),
		overrides: await stores.overrides.during(range),
		observations: heard(await stores.observations.during(range), coverage),
		unknowns: [
			...(await beforeTheRecord({ stores, site }, range)),
			...(await unmeasured({ stores, site }, coverage, range)),
		],
	};
}

/**
 * When recording of each component began: on the day of the first publication, or of the first thing that was told of
 * it later. What was before is unknown, not up.
 */
export async function recordedSince({ stores, site }: Surroundings): Promise<(slug: string) => Instant> {
	const first = (await stores.publications.first())?.at ?? Number.POSITIVE_INFINITY;
	const told = await stores.incidents.firstChanges();
	return (slug) => {
		const earliest = Math.min(first, told.get(slug) ?? first);
		return Number.isFinite(earliest) ? dayInterval(site.time_zone, dayOf(site.time_zone, earliest)).start : earliest;
	};
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

/** When the next source will have been silent for too long, unless it says something until then. */
export async function fallsSilentAt(
	{ observations }: Pick<Stores, 'observations'>,
	now: Instant,
): Promise<Instant | null> {
	const ends = (await observations.sources()).flatMap(({ until }) => (until > now ? [until] : []));
	return ends.length === 0 ? null : Math.min(...ends);
}

/** How things are now is told in any case. */
async function beforeTheRecord(surroundings: Surroundings, range: Interval): Promise<Unknown[]> {
	const since = await recordedSince(surroundings);
	const { components } = await surroundings.stores.components.catalogue();
	return components.map(({ slug }) => ({
		component: slug,
		from: Number.NEGATIVE_INFINITY,
		until: Number.isFinite(since(slug)) ? since(slug) : range.end - 1,
		why: 'no_record',
	}));
}

async function unmeasured({ stores, site }: Surroundings, coverage: Coverage[], range: Interval): Promise<Unknown[]> {
	const office = officeOf(site);
	const covered = Map.groupBy(coverage, ({ component }) => component);
	const byComponent = Map.groupBy(await sourcesOf(stores), ({ component }) => component);
	return [...byComponent].flatMap(([component, sources]) => {
		return unknownsWithin(sources, covered.get(component) ?? [], range, office);
	});
}
