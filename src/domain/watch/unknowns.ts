import type { Component } from '../component.ts';
import type { Instant, Interval } from '../instant.ts';
import type { OfficeHours } from '../time/office.ts';
import { type Coverage, type Source, type Unknown, unknownsWithin } from './observation.ts';
import { recordBegins } from './record.ts';

/**
 * What was before the record of a component began is unknown, not up.
 *
 * @param first when the first publication was, or the end of what is asked for
 * @param imported the earliest that imported incidents tell of each component
 */
export function beforeTheRecord(
	components: readonly Component[],
	sources: readonly Source[],
	{ first, imported }: { first: Instant; imported: ReadonlyMap<string, Instant> },
): Unknown[] {
	const measured = Map.groupBy(sources, ({ component }) => component);
	return components.map(({ slug }) => {
		const since = (measured.get(slug) ?? []).map(({ from }) => from);
		const until = recordBegins(first, since, imported.get(slug));
		return { component: slug, from: Number.NEGATIVE_INFINITY, until, why: 'no_record' };
	});
}

/** What components.yaml says is measured, and of which nothing came yet: how it is now, nobody knows. */
export function neverHeard(components: readonly Component[], sources: readonly Source[], now: Instant): Unknown[] {
	const heardOf = new Set(sources.map(({ component }) => component));
	return components.flatMap(({ slug, monitors, watch }): Unknown[] => {
		if (heardOf.has(slug) || (monitors.length === 0 && watch === null)) return [];
		const why = watch === null ? 'never_measured' : 'partner_silent';
		return [{ component: slug, from: now, until: Number.POSITIVE_INFINITY, why }];
	});
}

/** When none of the sources of each component had anything to say within a range. */
export function unmeasured(
	sources: readonly Source[],
	coverage: readonly Coverage[],
	range: Interval,
	office: OfficeHours,
): Unknown[] {
	const covered = Map.groupBy(coverage, ({ component }) => component);
	const byComponent = Map.groupBy(sources, ({ component }) => component);
	return [...byComponent].flatMap(([component, own]) => {
		return unknownsWithin(own, covered.get(component) ?? [], range, office);
	});
}
