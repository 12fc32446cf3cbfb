import type { Instant, Interval } from '../instant.ts';

/** Is `at` in `[start, end)`? */
export function contains(interval: Interval, at: Instant): boolean {
	return interval.start <= at && at < interval.end;
}

/** What both have in common; null when that is nothing. */
export function overlapOf(one: Interval, other: Interval): Interval | null {
	const start = Math.max(one.start, other.start);
	const end = Math.min(one.end, other.end);
	return start < end ? { start, end } : null;
}

/** What is over of it; empty where it has not begun. */
export function pastOf({ start, end }: Interval, now: Instant): Interval {
	return { start: Math.min(start, now), end: Math.min(end, now) };
}

/** The same instants as sorted intervals that neither overlap nor touch. Empty intervals vanish. */
export function unionOf(intervals: Iterable<Interval>): Interval[] {
	const union: Interval[] = [];
	const sorted = [...intervals].filter(({ start, end }) => start < end).sort((one, other) => one.start - other.start);
	for (const { start, end } of sorted) {
		const last = union.at(-1);
		if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
		else union.push({ start, end });
	}
	return union;
}

/** What is left of `interval` outside `holes`, which `unionOf` has put in order. */
export function withoutHoles(interval: Interval, holes: readonly Interval[]): Interval[] {
	const left: Interval[] = [];
	let start = interval.start;
	for (const hole of holes) {
		if (hole.end <= start) continue;
		if (hole.start >= interval.end) break;
		if (hole.start > start) left.push({ start, end: hole.start });
		start = hole.end;
	}
	if (start < interval.end) left.push({ start, end: interval.end });
	return left;
}

export function millisOf(intervals: Iterable<Interval>): number {
	let millis = 0;
	for (const { start, end } of intervals) millis += end - start;
	return millis;
}
