import { officeOf } from '../../content/office.ts';
import type { Site } from '../../content/site.ts';
import { DAY, type Instant, type Interval } from '../../domain/instant.ts';
import type { StatusSegment } from '../../domain/status/status.ts';
import {
	combinedUptime,
	formatUptime,
	gapMillis,
	type Uptime,
	uptimeDuring,
	uptimeOver,
} from '../../domain/status/uptime.ts';
import { openingsBetween } from '../../domain/time/office.ts';

/** Of one range: around the clock, and within office hours. */
export interface BothUptimes {
	always: Uptime;
	office: Uptime;
}

/** The same to show: percentages are rounded down, and null where nothing is known. */
export interface UptimeFigures {
	always: string | null;
	office: string | null;
	downMillis: number;
	maintenanceMillis: number;
	/** When nobody was to watch. */
	notWatchedMillis: number;
	/** When somebody was to watch, and nobody knew. */
	notMeasuredMillis: number;
}

/** Computes the uptimes of many timelines over the same range. */
export type UptimeMeter = (timeline: readonly StatusSegment[]) => BothUptimes;

/** @param range ends now at the latest */
export function uptimeMeter(site: Site, range: Interval, now: Instant): UptimeMeter {
	const openings = openingsBetween(officeOf(site), { start: range.start, end: Math.min(range.end, now) });
	const weights = site.uptime_weights;
	return (timeline) => ({
		always: uptimeOver(timeline, range, weights, now),
		office: uptimeDuring(timeline, openings, weights, now),
	});
}

/** The last 24 hours, 7, 30 and 90 days: to the instant, not to the day. */
export const recentDays = [1, 7, 30, 90] as const;

export function recentRange(days: number, now: Instant): Interval {
	return { start: now - days * DAY, end: now };
}

/** Of several components together. Null for none. */
export function combinedFigures(all: readonly BothUptimes[]): UptimeFigures | null {
	const always = combinedUptime(all.map((one) => one.always));
	const office = combinedUptime(all.map((one) => one.office));
	return always && office && uptimeFigures({ always, office });
}

export function uptimeFigures({ always, office }: BothUptimes): UptimeFigures {
	return {
		always: formatUptime(always),
		office: formatUptime(office),
		downMillis: always.majorMillis + always.partialMillis,
		maintenanceMillis: always.maintenanceMillis,
		notWatchedMillis: always.notWatchedMillis,
		notMeasuredMillis: gapMillis(always),
	};
}
