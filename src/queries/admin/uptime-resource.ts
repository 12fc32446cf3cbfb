import { canonicalJson } from '../../domain/canonical.ts';
import type { ShownStatus } from '../../domain/component.ts';
import { DAY, type Instant, type Interval } from '../../domain/instant.ts';
import { invalid } from '../../domain/refusal.ts';
import { isMeasuredWithin, knownUptime } from '../../domain/status/as-told.ts';
import { type StatusSegment, timelineOf } from '../../domain/status/status.ts';
import { type UptimeWeights, uptimeOver } from '../../domain/status/uptime.ts';
import { factsDuring, type WatchedFacts } from '../shared/facts.ts';
import type { Reading } from '../shared/reading.ts';
import { type BecauseResource, becauseResource, currentComponent } from './component-resource.ts';
import { iso } from './resource.ts';

/** Everything that the uptime of a component is computed from, so that a stranger can compute it again. */
export interface UptimeResource {
	component: string;
	from: string;
	to: string;
	/** A fraction: 1 − Σ weight × outage ÷ (range − maintenance − not measured); null where nothing is left of the range, or nothing is known. */
	uptime: number | null;
	/** Did nothing measure it in the range? Then an outage that people told counts, and without one there is no fraction. */
	as_told: boolean;
	range_seconds: number;
	maintenance_seconds: number;
	partial_outage_seconds: number;
	major_outage_seconds: number;
	not_measured_seconds: number;
	/** How many of these lay outside the hours in which anybody was to watch. */
	not_watched_seconds: number;
	weights: UptimeWeights;
	/** Oldest first, without gaps. */
	intervals: {
		from: string;
		to: string;
		status: ShownStatus;
		because: BecauseResource | null;
		counted_as: ShownStatus;
	}[];
}

const UNLESS_ASKED = 90 * DAY;
/** Everybody may ask: whoever asks for many years waits, and holds nobody else up. */
const AT_ONCE = 366 * DAY;

/**
 * @param asked ends now at the latest; unless it says from when, the 90 days before
 * @throws DomainError `not_found`, `invalid` for a range that ends before it starts, or lies in the future
 */
export async function uptimeResource(
	reading: Pick<Reading, 'stores' | 'site' | 'now'>,
	slug: string,
	asked: { from?: Instant; to?: Instant },
): Promise<UptimeResource> {
	const { stores, site, now } = reading;
	currentComponent(await stores.components.catalogue(), slug);
	const range = rangeOf(asked, now);
	const { timeline, sources } = await timelineInParts(reading, slug, range);
	const counted = uptimeOver(timeline, range, site.uptime_weights, now);
	const { uptime, asTold, weights, ...millis } = knownUptime(counted, isMeasuredWithin(sources, slug, range));
	return {
		component: slug,
		from: iso(range.start),
		to: iso(range.end),
		uptime,
		as_told: asTold,
		range_seconds: millis.rangeMillis / 1000,
		maintenance_seconds: millis.maintenanceMillis / 1000,
		partial_outage_seconds: millis.partialMillis / 1000,
		major_outage_seconds: millis.majorMillis / 1000,
		not_measured_seconds: millis.notMeasuredMillis / 1000,
		not_watched_seconds: millis.notWatchedMillis / 1000,
		weights,
		intervals: timeline.map(({ start, end, status, because, counted }) => {
			const why = because && becauseResource(because);
			return { from: iso(start), to: iso(end), status, because: why, counted_as: counted?.status ?? status };
		}),
	};
}

async function timelineInParts(
	reading: Pick<Reading, 'stores' | 'site'>,
	slug: string,
	{ start, end }: Interval,
): Promise<{ timeline: StatusSegment[]; sources: WatchedFacts['sources'] }> {
	const timeline: StatusSegment[] = [];
	let sources: WatchedFacts['sources'] = [];
	for (let from = start; from < end; from += AT_ONCE) {
		const part = { start: from, end: Math.min(from + AT_ONCE, end) };
		const facts = await factsDuring(reading, part, slug);
		for (const segment of timelineOf(slug, part, facts)) {
			const last = timeline.at(-1);
			if (last && isSame(last, segment)) timeline[timeline.length - 1] = { ...last, end: segment.end };
			else timeline.push(segment);
		}
		({ sources } = facts);
		// SQLite answers before a promise can wait.
		await new Promise((resolve) => setImmediate(resolve));
	}
	return { timeline, sources };
}

/** Did a part end within it? */
function isSame(one: StatusSegment, other: StatusSegment): boolean {
	const said = ({ status, because, counted }: StatusSegment) => canonicalJson([status, because, counted ?? null]);
	return said(one) === said(other);
}

/** What is to come is neither up nor down. */
function rangeOf({ from, to }: { from?: Instant; to?: Instant }, now: Instant): Interval {
	const end = Math.min(to ?? now, now);
	const start = from ?? end - UNLESS_ASKED;
	if (start >= now) throw invalid('/from', 'Expected an instant that is not in the future');
	if (start >= end) throw invalid('/to', 'Expected an instant after "from"');
	return { start, end };
}
