import type { Instant, Interval } from '../instant.ts';
import { overlapOf } from '../time/interval.ts';
import type { StatusSegment } from './status.ts';
import type { UptimeWeights } from './uptime.ts';

/** What other facts change of the figures of a component, in milliseconds. */
export interface FigureChange {
	/** Downtime that was none before. */
	enters: number;
	/** Downtime that is none any more. */
	leaves: number;
	/** Downtime that weighs more or less than before. */
	weighs: number;
	/** Maintenance that is none any more. */
	worked: number;
	/** Maintenance that was none before. */
	works: number;
	/** The first instant of which anything changes; null where nothing does. */
	since: Instant | null;
}

/** @param before and after: timelines of the same range (see `timelineOf`) */
export function figureChange(
	before: readonly StatusSegment[],
	after: readonly StatusSegment[],
	weights: UptimeWeights,
): FigureChange {
	const change: FigureChange = { enters: 0, leaves: 0, weighs: 0, worked: 0, works: 0, since: null };
	for (const { start, end, was, is } of both(before, after)) {
		const [lost, loses] = [weightOf(was, weights), weightOf(is, weights)];
		const kind = lost === 0 ? 'enters' : loses === 0 ? 'leaves' : 'weighs';
		const [worked, works] = [was, is].map((one) => countedOf(one) === 'under_maintenance');
		if (lost !== loses) change[kind] += end - start;
		if (worked && !works) change.worked += end - start;
		if (works && !worked) change.works += end - start;
		if (lost !== loses || worked !== works) change.since ??= start;
	}
	return change;
}

function* both(before: readonly StatusSegment[], after: readonly StatusSegment[]) {
	let index = 0;
	for (const was of before) {
		while ((after[index]?.end ?? Number.POSITIVE_INFINITY) <= was.start) index++;
		for (let next = index; next < after.length; next++) {
			const is = after[next] as StatusSegment;
			if (is.start >= was.end) break;
			const part: Interval | null = overlapOf(was, is);
			if (part) yield { ...part, was, is };
		}
	}
}

function countedOf({ status, counted }: StatusSegment): StatusSegment['status'] {
	return counted?.status ?? status;
}

function weightOf(segment: StatusSegment, weights: UptimeWeights): number {
	const status = countedOf(segment);
	return status === 'major_outage' || status === 'partial_outage' ? weights[status] : 0;
}
