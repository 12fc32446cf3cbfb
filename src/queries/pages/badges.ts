import type { ShownStatus } from '../../domain/component.ts';
import type { Headline } from '../../domain/status/headline.ts';
import type { Because } from '../../domain/status/status.ts';
import { siteNow } from '../shared/headline-now.ts';
import { type Reading, worded } from '../shared/reading.ts';
import type { Fresh } from './freshness.ts';

/** What a badge says of the whole site. */
export interface SiteBadge extends Fresh {
	name: string;
	headline: Headline;
}

/** What a badge says of one component. */
export interface ComponentBadge extends Fresh {
	name: string;
	status: ShownStatus;
	because: Because | null;
	/** Nothing measures it: that it works is what people told. */
	asTold: boolean;
	/** A measurement fails that nobody has confirmed. */
	doubted: boolean;
	/** It is no longer part of the site. */
	departed: boolean;
}

export async function siteBadge(reading: Reading): Promise<SiteBadge> {
	const { headline, validUntil } = await siteNow(reading);
	return { name: reading.site.name, headline, validUntil };
}

/** Null where there is no such component. @param slug of today */
export async function componentBadge(reading: Reading, slug: string): Promise<ComponentBadge | null> {
	const { catalogue, components, doubted, validUntil } = await siteNow(reading);
	const known = [...catalogue.components, ...catalogue.departed].find((one) => one.slug === slug);
	if (!known) return null;
	const name = worded(reading, known.name).wording;
	const now = components.find((one) => one.slug === slug);
	if (!now)
		return { name, status: 'unknown', because: null, asTold: false, doubted: false, departed: true, validUntil };
	const { status, because, asTold } = now;
	return { name, status, because, asTold, doubted: doubted.has(slug), departed: false, validUntil };
}
