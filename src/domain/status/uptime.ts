import { type ComponentStatus, type ShownStatus, worst } from '../component.ts';
import type { Instant, Interval } from '../instant.ts';
import type { CalendarDay } from '../time/day.ts';
import { overlapOf } from '../time/interval.ts';
import type { Because } from './status.ts';

/** How much of an outage counts as downtime, from 0 to 1; from `site.yaml`. */
export interface UptimeWeights {
	major_outage: number;
	partial_outage: number;
}

export interface Uptime {
	/** From 0 to 1; null where nothing is left of the range, or nothing is known. To print it, use `formatUptime`. */
	uptime: number | null;
	/** Is all that is known of it what people told (`knownUptime`)? */
	asTold: boolean;
	rangeMillis: number;
	maintenanceMillis: number;
	degradedMillis: number;
	partialMillis: number;
	majorMillis: number;
	/** When nobody knew, for whatever reason: neither up nor down. */
	notMeasuredMillis: number;
	/** Of these, when nobody was to watch: outside office hours, say. */
	notWatchedMillis: number;
	/** Of these, what was before the record began. */
	noRecordMillis: number;
	weights: UptimeWeights;
}

export interface DaySummary {
	date: string;
	/** The worst of what is known of the day; null where nothing is, or nothing that would outweigh what is told of before the record. */
	status: ComponentStatus | null;
	/** Why nothing is known; null where something is, and for a day that the timeline doesn't reach. */
	unknown: Because['kind'] | null;
	/** Does an incident tell of an outage in a part of it that lies before the record? Then the rest does not make it a fine day. */
	toldBefore: boolean;
	/** Was a part of it not measured that should have been? */
	gap: boolean;
	/** How long each status lasted. */
	downMillis: Millis;
	uptime: Uptime;
}

/** Does the record reach a day? */
export function isRecorded({ status, unknown }: DaySummary): boolean {
	return status !== null || (unknown !== null && unknown !== 'no_record');
}

/** For how long nobody knew what somebody was to know: what was to be watched, and has been recorded. */
export function gapMillis({ notMeasuredMillis, notWatchedMillis, noRecordMillis }: Uptime): number {
	return notMeasuredMillis - notWatchedMillis - noRecordMillis;
}

type Millis = Record<ShownStatus, number>;
/** How long each status lasted, and for how long the unknown one had a reason of its own. */
interface Tally {
	millis: Millis;
	notWatched: number;
	noRecord: number;
}
type Said = { status: ShownStatus; because?: Because | null };
/** `counted` is what figures count instead of what is shown. */
type Segment = Interval & Said & { counted?: Said };

/**
 * `1 − (major + 0.3 × partial) / (range − maintenance − not measured)`, with the weights for 1 and 0.3. The range ends at
 * `now` at the latest. Work that nobody announced beforehand is no maintenance here. `timeline` is contiguous (see `timelineOf`) and covers the range.
 */
export function uptimeOver(
	timeline: readonly Segment[],
	range: Interval,
	weights: UptimeWeights,
	now: Instant,
): Uptime {
	return uptimeDuring(timeline, [range], weights, now);
}

/** The same over several intervals that don't overlap: within office hours, say (`openingsBetween`). */
export function uptimeDuring(
	timeline: readonly Segment[],
	ranges: Iterable<Interval>,
	weights: UptimeWeights,
	now: Instant,
): Uptime {
	const tally = emptyTally();
	let rangeMillis = 0;
	for (const { start, end } of ranges) {
		const past = { start, end: Math.min(end, now) };
		rangeMillis += Math.max(0, past.end - past.start);
		for (const piece of piecesWithin(timeline, past)) count(tally, asCounted(piece));
	}
	return uptimeOf(tally, rangeMillis, weights);
}

/** Day by day: the worst status, how long each lasted, and the uptime of what the timeline covers until `now`. */
export function daySummaries(
	timeline: readonly Segment[],
	days: Iterable<CalendarDay>,
	weights: UptimeWeights,
	now: Instant,
): DaySummary[] {
	return Array.from(days, ({ date, interval }) => {
		const pieces = piecesWithin(timeline, { start: interval.start, end: Math.min(interval.end, now) });
		const shown = emptyTally();
		const tally = emptyTally();
		let covered = 0;
		for (const piece of pieces) {
			count(shown, piece);
			count(tally, asCounted(piece));
			covered += piece.end - piece.start;
		}
		const known = pieces.flatMap((piece) => (piece.status === 'unknown' ? [] : [piece.status]));
		const toldBefore = pieces.some(({ because }) => because?.kind === 'no_record' && because.id !== undefined);
		const worstKnown = known.length === 0 ? null : worst(known);
		const status = toldBefore && worstKnown === 'operational' ? null : worstKnown;
		const unknown = status === null ? whyUnknown(pieces, toldBefore) : null;
		const gap = pieces.map(asCounted).some(({ because }) => because != null && gaps.has(because.kind));
		return {
			date,
			status,
			unknown,
			toldBefore,
			gap,
			downMillis: shown.millis,
			uptime: uptimeOf(tally, covered, weights),
		};
	});
}

/**
 * Per cent with `decimals` digits after a point, ROUNDED DOWN: 0.999999 is "99.99", and nothing but an uptime without
 * any downtime is "100". Null where there is no figure. Computed from whole milliseconds, not from the fraction.
 */
export function formatUptime(uptime: Uptime, decimals = 2): string | null {
	const total = BigInt(uptime.rangeMillis - uptime.maintenanceMillis - uptime.notMeasuredMillis) * MICRO;
	if (uptime.uptime === null || total <= 0n) return null;
	const { major_outage, partial_outage } = uptime.weights;
	const lost =
		BigInt(uptime.majorMillis) * micros(major_outage) + BigInt(uptime.partialMillis) * micros(partial_outage);
	if (lost <= 0n) return '100';
	const scale = 10n ** BigInt(decimals);
	const units = lost >= total ? 0n : ((total - lost) * 100n * scale) / total;
	const fraction = String(units % scale).padStart(decimals, '0');
	return decimals === 0 ? String(units) : `${units / scale}.${fraction}`;
}

function uptimeOf({ millis, notWatched, noRecord }: Tally, rangeMillis: number, weights: UptimeWeights): Uptime {
	const counted = rangeMillis - millis.under_maintenance - millis.unknown;
	const lost = millis.major_outage * weights.major_outage + millis.partial_outage * weights.partial_outage;
	return {
		uptime: counted > 0 ? Math.max(0, 1 - lost / counted) : null,
		asTold: false,
		rangeMillis,
		maintenanceMillis: millis.under_maintenance,
		degradedMillis: millis.degraded_performance,
		partialMillis: millis.partial_outage,
		majorMillis: millis.major_outage,
		notMeasuredMillis: millis.unknown,
		notWatchedMillis: notWatched,
		noRecordMillis: noRecord,
		weights,
	};
}

/** The parts of a timeline within a range; found by bisection, since pages ask for many days of a long timeline. */
function piecesWithin(timeline: readonly Segment[], range: Interval): Segment[] {
	const pieces: Segment[] = [];
	for (let index = firstEndingAfter(timeline, range.start); index < timeline.length; index++) {
		const segment = timeline[index] as Segment;
		if (segment.start >= range.end) break;
		const overlap = overlapOf(segment, range);
		if (overlap !== null) pieces.push({ ...segment, ...overlap });
	}
	return pieces;
}

function firstEndingAfter(timeline: readonly Segment[], at: Instant): number {
	let low = 0;
	let high = timeline.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((timeline[middle] as Segment).end > at) high = middle;
		else low = middle + 1;
	}
	return low;
}

function whyUnknown(pieces: readonly Segment[], toldBefore: boolean): Because['kind'] | null {
	return toldBefore ? 'no_record' : (pieces.at(-1)?.because?.kind ?? null);
}

/** Why something is not known that should be. */
const gaps = new Set<Because['kind']>(['not_measured', 'partner_silent', 'overrun']);

function emptyTally(): Tally {
	const millis = {
		operational: 0,
		under_maintenance: 0,
		degraded_performance: 0,
		partial_outage: 0,
		major_outage: 0,
		unknown: 0,
	};
	return { millis, notWatched: 0, noRecord: 0 };
}

function asCounted(piece: Segment): Segment {
	return { ...piece, ...piece.counted };
}

function count(tally: Tally, { start, end, status, because }: Segment): void {
	const length = end - start;
	tally.millis[status] += length;
	if (status !== 'unknown') return;
	if (because?.kind === 'not_watched') tally.notWatched += length;
	if (because?.kind === 'no_record') tally.noRecord += length;
}

/** Weights are decimals such as 0.3: whole millionths keep them exact. */
const MICRO = 1_000_000n;

function micros(weight: number): bigint {
	return BigInt(Math.round(weight * Number(MICRO)));
}

/**
 * Several components as one: their times add up, and the uptime is of all that counted. Those without a figure because
 * nothing measures them are left out. Null for none. It is as told where nothing measures any that counted.
 */
export function combinedUptime(uptimes: readonly Uptime[]): Uptime | null {
	const known = uptimes.filter(({ uptime, asTold }) => uptime !== null || !asTold);
	const [first] = known;
	if (first === undefined) return null;
	const sum = (of: (one: Uptime) => number) => known.reduce((total, one) => total + of(one), 0);
	const millis = {
		...emptyTally().millis,
		under_maintenance: sum((one) => one.maintenanceMillis),
		degraded_performance: sum((one) => one.degradedMillis),
		partial_outage: sum((one) => one.partialMillis),
		major_outage: sum((one) => one.majorMillis),
		unknown: sum((one) => one.notMeasuredMillis),
	};
	const tally = { millis, notWatched: sum((one) => one.notWatchedMillis), noRecord: sum((one) => one.noRecordMillis) };
	const rangeMillis = sum((one) => one.rangeMillis);
	const counted = known.filter(({ uptime }) => uptime !== null);
	const asTold = counted.length > 0 && counted.every((one) => one.asTold);
	return { ...uptimeOf(tally, rangeMillis, first.weights), asTold };
}
