import type { Component, ComponentStatus } from '../../domain/component.ts';
import { HOUR, type Instant, type Interval } from '../../domain/instant.ts';
import type { StatusSegment } from '../../domain/status/status.ts';
import { type CalendarDay, daysBack, instantAt, midnightOf } from '../../domain/time/day.ts';
import { overlapOf } from '../../domain/time/interval.ts';
import { isHeartbeat } from '../../domain/watch/heartbeat.ts';
import type { Monitor } from '../../domain/watch/monitor.ts';
import { mergedTimes, quantileOf } from '../../domain/watch/response-times.ts';
import { isOfSlowness, slownessBeside } from '../../domain/watch/slowness.ts';
import type { Rollup } from '../../stores/stores.ts';
import type { Reading } from '../shared/reading.ts';
import { recentRange } from '../shared/uptime-figures.ts';

/** How a component is measured, as far as it concerns the public. */
export interface Watching {
	monitors: WatchingMonitor[];
	/** What the partner's own page said when it was last read; null where nobody follows it. */
	partner: PartnerSaying | null;
	/** Do alerts of other programs set its status? Where they only propose, they are nobody's business but the staff's. */
	alertsSet: boolean;
}

export interface WatchingMonitor extends Pick<Monitor, 'name' | 'intervalMillis' | 'hours' | 'sets'> {
	/** Does it wait to be told? */
	isHeartbeat: boolean;
	/** From when on an answer is slow, in milliseconds; null where that doesn't matter. */
	slowAfter: number | null;
}

export interface PartnerSaying {
	/** For people: the partner's site, where components.yaml names one. */
	/** Null where nobody else may see it. */
	url: string | null;
	status: ComponentStatus | null;
	/** Is it a calendar, which tells of planned work and of nothing else? */
	isCalendar: boolean;
	readAt: Instant | null;
	failedSince: Instant | null;
}

/** Part of a day: in instants, and in fractions of it. */
export interface DayPart extends Interval {
	from: number;
	to: number;
	/** A status, or why there is none. */
	status: string;
}

export interface WatchedDay {
	date: string;
	parts: DayPart[];
	/** How long it is: where summer time begins or ends, 23 or 25 hours. */
	millis: number;
	/** Where its clock shows these hours, in fractions of it. */
	hours: { hour: number; at: number }[];
}

/** Response times in whole milliseconds; `start` is the beginning of the hour or the day. */
export interface ResponsePoint {
	start: Instant;
	median: number;
	p95: number;
	count: number;
	failed: number;
}

export interface ResponsePlot {
	/** From its left edge to its right one. */
	range: Interval;
	points: ResponsePoint[];
}

export interface ResponseTimes {
	hours: ResponsePlot;
	days: ResponsePlot;
}

const WEEK = 7;
/** The hours that stand below a day. */
const AXIS = [0, 6, 12, 18, 24];

export async function watchingOf({ stores }: Pick<Reading, 'stores'>, component: Component): Promise<Watching> {
	const { slug, monitors, watch, url, alerts } = component;
	const last = await stores.partnerReadings.find(slug);
	return {
		monitors: monitors.filter((one) => !isOfSlowness(one)).map((one) => watchingMonitor(one, monitors)),
		partner: watch && {
			// An address with variables in it is for nobody else to visit.
			url: url ?? (watch.shown === undefined ? new URL('/', watch.url).href : null),
			status: last?.status ?? null,
			isCalendar: watch.kind === 'ics',
			readAt: last?.readAt ?? null,
			failedSince: last?.failedSince ?? null,
		},
		alertsSet: alerts?.sets ?? false,
	};
}

function watchingMonitor(monitor: Monitor, monitors: readonly Monitor[]): WatchingMonitor {
	const { name, intervalMillis, hours, sets } = monitor;
	const slowAfter = slownessBeside(monitors, name)?.probe.limitMillis ?? null;
	return { name, intervalMillis, hours, sets, isHeartbeat: isHeartbeat(monitor), slowAfter };
}

/** The last seven days, hour by hour, oldest first. @param timeline covers them */
export function weekOf({ site, now }: Reading, timeline: readonly StatusSegment[]): WatchedDay[] {
	return daysBack(site.time_zone, now, WEEK).map((day) => watchedDay(site.time_zone, day, timeline));
}

/** One day, hour by hour, as far as the timeline goes. */
export function watchedDay(
	zone: string,
	{ date, interval }: CalendarDay,
	timeline: readonly StatusSegment[],
): WatchedDay {
	const millis = interval.end - interval.start;
	const fraction = (at: Instant) => (at - interval.start) / millis;
	const parts = timeline.flatMap((segment): DayPart[] => {
		const part = overlapOf(segment, interval);
		if (part === null) return [];
		const status = segment.status === 'unknown' ? (segment.because?.kind ?? 'unknown') : segment.status;
		return [{ ...part, from: fraction(part.start), to: fraction(part.end), status }];
	});
	const hours = AXIS.map((hour) => ({ hour, at: fraction(instantAt(zone, midnightOf(date) + hour * HOUR)) }));
	return { date, parts, millis, hours };
}

/** By the hour of the last two days, and by the day of the last ninety. Without points where nothing measures them. */
export async function responseTimes({ stores, now }: Reading, slug: string): Promise<ResponseTimes> {
	const plotOf = async (unit: 'hour' | 'day', range: Interval) => {
		return { range, points: pointsOf(await stores.samples.rollups(slug, unit, range)) };
	};
	return { hours: await plotOf('hour', recentRange(2, now)), days: await plotOf('day', recentRange(90, now)) };
}

/** All monitors of a component together. */
function pointsOf(rollups: Rollup[]): ResponsePoint[] {
	return [...Map.groupBy(rollups, ({ start }) => start)].flatMap(([start, own]) => {
		const times = mergedTimes(own.map((one) => one.times));
		const [median, p95] = [quantileOf(times, 0.5), quantileOf(times, 0.95)];
		if (median === null || p95 === null) return [];
		const sum = (of: (one: Rollup) => number) => own.reduce((total, one) => total + of(one), 0);
		return [{ start, median, p95, count: sum(({ count }) => count), failed: sum(({ failed }) => failed) }];
	});
}
