import type { Catalogue, Component, ComponentStatus } from '../domain/component.ts';
import { type CalendarDay, daysBack } from '../domain/day.ts';
import type { Instant, Interval } from '../domain/instant.ts';
import { type Because, type Facts, statusOf, timelineOf } from '../domain/status.ts';
import type { Wording } from '../domain/text.ts';
import { type DaySummary, daySummaries, formatUptime, uptimeOver } from '../domain/uptime.ts';
import { type Reading, worded } from './reading.ts';

export const SHOWN_DAYS = 90;

export interface ComponentRow {
	slug: string;
	kind: Component['kind'];
	name: Wording;
	description: Wording | null;
	status: ComponentStatus;
	because: Because | null;
	/** Oldest first; the status is null on days of which there is no record. */
	days: DaySummary[];
	/** Per cent, rounded down; null when nothing was recorded yet. */
	uptime: string | null;
}

export interface ComponentGroup {
	slug: string;
	name: Wording;
	components: ComponentRow[];
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
	catalogue: Catalogue,
	shown: ShownDays,
	facts: Facts,
	since: Instant,
): ComponentGroup[] {
	return catalogue.groups.flatMap((group) => {
		const own = catalogue.components.filter((component) => component.group === group.slug);
		const components = own.map((component) => rowOf(reading, component, shown, facts, since));
		return own.length === 0 ? [] : [{ slug: group.slug, name: worded(reading, group.name), components }];
	});
}

/** @param since when recording began: what was before is unknown, not up */
export function rowOf(
	reading: Reading,
	component: Component,
	shown: ShownDays,
	facts: Facts,
	since: Instant,
): ComponentRow {
	const { days, range } = shown;
	const recorded = { start: Math.min(reading.now, Math.max(range.start, since)), end: reading.now };
	const timeline = timelineOf(component.slug, recorded, facts);
	const weights = reading.site.uptime_weights;
	const { status, because } = statusOf(component.slug, reading.now, facts);
	const described = Object.keys(component.description).length > 0;
	return {
		slug: component.slug,
		kind: component.kind,
		name: worded(reading, component.name),
		description: described ? worded(reading, component.description) : null,
		status,
		because,
		days: daySummaries(timeline, days, weights, reading.now),
		uptime: formatUptime(uptimeOver(timeline, recorded, weights, reading.now)),
	};
}
