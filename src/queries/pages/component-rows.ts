import type { Component, KnownCatalogue, ShownStatus } from '../../domain/component.ts';
import type { Instant, Interval } from '../../domain/instant.ts';
import { isMeasuredWithin, knownUptime } from '../../domain/status/as-told.ts';
import { isOutage } from '../../domain/status/headline.ts';
import { type Because, statusOf, timelineOf } from '../../domain/status/status.ts';
import { combinedUptime, type DaySummary, formatUptime, type Uptime, uptimeOver } from '../../domain/status/uptime.ts';
import type { Wording } from '../../domain/text.ts';
import { type CalendarDay, daysBack } from '../../domain/time/day.ts';
import { isMeasured, type WatchedFacts } from '../shared/facts.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { knownDays } from '../shared/uptime-figures.ts';
import { type NamedComponent, named } from './incident-card.ts';

export const SHOWN_DAYS = 90;

export interface ComponentRow {
	slug: string;
	kind: Component['kind'];
	name: Wording;
	description: Wording | null;
	status: ShownStatus;
	because: Because | null;
	/** Nothing measures it: that it works is what people told. */
	asTold: boolean;
	/** The partners that it relies on and that are down. */
	downPartners: NamedComponent[];
	/** Oldest first; the status is null on days of which there is no record. */
	days: DaySummary[];
	/** Per cent, rounded down; null where nothing is known, or nothing but that nobody told of an outage. */
	uptime: string | null;
	/** What it is computed from. */
	measured: Uptime;
}

export interface ComponentGroup {
	slug: string;
	name: Wording;
	components: ComponentRow[];
	/** Of all its components together, per cent, rounded down; null where nothing is known. */
	uptime: string | null;
}

/** What a strip shows: its days, and the range that they span. */
export interface ShownDays {
	days: CalendarDay[];
	range: Interval;
}

export function shownDays({ site, now }: Reading): ShownDays {
	const days = daysBack(site.time_zone, now, SHOWN_DAYS);
	return { days, range: { start: days[0]?.interval.start ?? now, end: now } };
}

export function groupsOf(
	reading: Reading,
	catalogue: KnownCatalogue,
	shown: ShownDays,
	facts: WatchedFacts,
): ComponentGroup[] {
	const down = downPartnersOf(reading, catalogue, facts);
	return catalogue.groups.flatMap((group) => {
		const own = catalogue.components.filter((component) => component.group === group.slug);
		if (own.length === 0) return [];
		const components = own.map((component) => rowOf(reading, component, shown, facts, down(component)));
		const counted = combinedUptime(components.map(({ measured }) => measured));
		const name = worded(reading, group.name);
		return { slug: group.slug, name, components, uptime: counted && formatUptime(counted) };
	});
}

export function rowOf(
	reading: Reading,
	component: Component,
	shown: ShownDays,
	facts: WatchedFacts,
	downPartners: NamedComponent[],
): ComponentRow {
	const { now } = reading;
	const { days, range } = shown;
	const { slug } = component;
	const timeline = timelineOf(slug, range, facts);
	const measured = knownUptime(
		uptimeOver(timeline, range, reading.site.uptime_weights, now),
		isMeasuredWithin(facts.sources, slug, range),
	);
	const { status, because } = statusOf(slug, now, facts);
	const described = Object.keys(component.description).length > 0;
	return {
		slug,
		kind: component.kind,
		name: worded(reading, component.name),
		description: described ? worded(reading, component.description) : null,
		status,
		because,
		asTold: isAsTold(facts, slug, now, { status, because }),
		downPartners,
		days: knownDays(reading, slug, timeline, days, facts),
		uptime: formatUptime(measured),
		measured,
	};
}

/** Does nothing measure it, so that it works as people told? */
export function isAsTold(
	facts: WatchedFacts,
	slug: string,
	now: Instant,
	{ status, because }: Pick<ComponentRow, 'status' | 'because'>,
): boolean {
	return status === 'operational' && because === null && !isMeasured(facts, slug, now);
}

/** Looks up the partners that a system relies on and that are down now. */
export function downPartnersOf(
	reading: Reading,
	catalogue: KnownCatalogue,
	facts: WatchedFacts,
): (component: Component) => NamedComponent[] {
	const partners = catalogue.components.filter(({ kind }) => kind === 'partner').map(({ slug }) => slug);
	const down = new Set(partners.filter((slug) => isOutage(statusOf(slug, reading.now, facts).status)));
	return ({ dependsOn }) => dependsOn.filter((slug) => down.has(slug)).map((slug) => named(reading, slug, catalogue));
}
