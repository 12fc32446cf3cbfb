import type { Catalogue, Component, ShownStatus } from '../domain/component.ts';
import { type CalendarDay, daysBack } from '../domain/day.ts';
import type { Interval } from '../domain/instant.ts';
import { type Because, type Facts, statusOf, timelineOf } from '../domain/status.ts';
import type { Wording } from '../domain/text.ts';
import {
	combinedUptime,
	type DaySummary,
	daySummaries,
	formatUptime,
	type Uptime,
	uptimeOver,
} from '../domain/uptime.ts';
import { type Reading, worded } from './reading.ts';

export const SHOWN_DAYS = 90;

export interface ComponentRow {
	slug: string;
	kind: Component['kind'];
	name: Wording;
	description: Wording | null;
	status: ShownStatus;
	because: Because | null;
	/** Oldest first; the status is null on days of which there is no record. */
	days: DaySummary[];
	/** Per cent, rounded down; null where nothing is known. */
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

export function groupsOf(reading: Reading, catalogue: Catalogue, shown: ShownDays, facts: Facts): ComponentGroup[] {
	return catalogue.groups.flatMap((group) => {
		const own = catalogue.components.filter((component) => component.group === group.slug);
		const components = own.map((component) => rowOf(reading, component, shown, facts));
		const uptime = combinedUptime(components.map((one) => one.measured));
		const name = worded(reading, group.name);
		return uptime === null ? [] : [{ slug: group.slug, name, components, uptime: formatUptime(uptime) }];
	});
}

export function rowOf(reading: Reading, component: Component, shown: ShownDays, facts: Facts): ComponentRow {
	const { days, range } = shown;
	const timeline = timelineOf(component.slug, range, facts);
	const measured = uptimeOver(timeline, range, reading.site.uptime_weights, reading.now);
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
		uptime: formatUptime(measured),
		measured,
	};
}
