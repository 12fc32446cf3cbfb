import { canonicalJson } from '../domain/canonical.ts';
import type { Site } from './site.ts';

/** What of site.yaml bears on figures, as JSON: a closed month keeps the one that it was computed with. */
export function basisOf({ time_zone, office, holidays, uptime_weights }: Site): string {
	return canonicalJson({ time_zone, office, holidays, uptime_weights });
}

/** The site as it was when a month was frozen, as far as that bears on figures. */
export function siteOn(site: Site, basis: string): Site {
	return basis === basisOf(site) ? site : { ...site, ...(JSON.parse(basis) as Partial<Site>) };
}
