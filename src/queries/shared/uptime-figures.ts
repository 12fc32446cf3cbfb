import { officeOf } from '../../content/office.ts';
import type { Site } from '../../content/site.ts';
import { DAY, type Instant, type Interval } from '../../domain/instant.ts';
import { isMeasuredWithin, knownUptime } from '../../domain/status/as-told.ts';
import type { StatusSegment } from '../../domain/status/status.ts';
import {
	combinedUptime,
	type DaySummary,
	daySummaries,
	formatUptime,
	gapMillis,
	type Uptime,
	uptimeDuring,
	uptimeOver,
} from '../../domain/status/uptime.ts';
import type { CalendarDay } from '../../domain/time/day.ts';
import { openingsBetween } from '../../domain/time/office.ts';
import type { WatchedFacts } from './facts.ts';
import type { Reading } from './reading.ts';

/** Of one range: around the clock, and within office hours. */
export interface BothUptimes {
	always: Uptime;
	office: Uptime;
}

/** The same to show: percentages are rounded down, and null where nothing is known. */
export interface UptimeFigures {
	always: string | null;
	office: string | null;
	/** Does nothing measure it, so that only what people told counts? */
	asTold: boolean;
	downMillis: number;
	maintenanceMillis: number;
	/** When nobody was to watch. */
	notWatchedMillis: number;
	/** When somebody was to watch, and nobody knew. */
	notMeasuredMillis: number;
}

/** Computes the uptimes of many components over the same range. */
export type UptimeMeter = (slug: string, timeline: readonly StatusSegment[], facts: WatchedFacts) => BothUptimes;

/** @param range ends now at the latest */
export function uptimeMeter(site: Site, range: Interval, now: Instant): UptimeMeter {
	const openings = openingsBetween(officeOf(site), { start: range.start, end: Math.min(range.end, now) });
	const weights = site.uptime_weights;
	return (slug, timeline, { sources }) => {
		const isMeasured = isMeasuredWithin(sources, slug, range);
		return {
			always: knownUptime(uptimeOver(timeline, range, weights, now), isMeasured),
			office: knownUptime(uptimeDuring(timeline, openings, weights, now), isMeasured),
		};
	};
}

/** Day by day, as far as anybody can know it until now. */
export function knownDays(
	{ site, now }: Pick<Reading, 'site' | 'now'>,
	slug: string,
	timeline: readonly StatusSegment[],
	days: readonly CalendarDay[],
	{ sources }: WatchedFacts,
): DaySummary[] {
	return daySummaries(timeline, days, site.uptime_weights, now).map((summary, i) => {
		const { start, end } = (days[i] as CalendarDay).interval;
		const isMeasured = isMeasuredWithin(sources, slug, { start, end: Math.min(end, now) });
		return { ...summary, uptime: knownUptime(summary.uptime, isMeasured) };
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
		asTold: always.asTold,
		downMillis: always.majorMillis + always.partialMillis,
		maintenanceMillis: always.maintenanceMillis,
		notWatchedMillis: always.notWatchedMillis,
		notMeasuredMillis: gapMillis(always),
	};
}
