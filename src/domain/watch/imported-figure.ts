import type { Flaw } from '../errors.ts';
import { HOUR, type Instant } from '../instant.ts';
import { shareOf } from './percentile.ts';

/** What another tool had measured within an hour or a day, as its operator says. */
export interface ImportedFigure {
	component: string;
	/** An hour of UTC, or a day of the site's calendar. */
	unit: 'hour' | 'day';
	start: Instant;
	end: Instant;
	/** What the tool is called. */
	source: string;
	count: number;
	failed: number;
	/** A typical response time in milliseconds, and that of the 95th of a hundred; null where the tool doesn't say. */
	responseMillis: number | null;
	p95Millis: number | null;
}

/** What is to be kept of what was given. */
export interface FiguresToKeep {
	fresh: ImportedFigure[];
	/** Known before, with other figures. */
	changed: ImportedFigure[];
	/** Known just as they are. */
	unchanged: number;
	/** Pointers begin with the position of the figure: `/3/start`. */
	flaws: Flaw[];
}

/** What is known already of the components of some figures, and of their time. */
export interface KnownFigures {
	imported: readonly ImportedFigure[];
	/** The hours of UTC in which we measured a component ourselves, by slug. */
	measured: ReadonlyMap<string, ReadonlySet<Instant>>;
}

/**
 * Decides what figures that are given change. A time has one figure, from us or from another tool: a figure is known by its
 * component and its hour or day, so that giving the same twice changes nothing.
 *
 * @param replaces whether a figure may be another than was imported before
 */
export function figuresToKeep(given: readonly ImportedFigure[], known: KnownFigures, replaces: boolean): FiguresToKeep {
	const before = new Map(known.imported.map((one) => [keyOf(one), one]));
	const positions = new Map<string, number>();
	const kept: FiguresToKeep = { fresh: [], changed: [], unchanged: 0, flaws: [] };
	for (const [i, figure] of given.entries()) {
		const say = (field: string, detail: string) => void kept.flaws.push({ pointer: `/${i}/${field}`, detail });
		const same = before.get(keyOf(figure));
		if (positions.has(keyOf(figure))) say('start', 'Expected each hour and day of a component once');
		else if (isMeasured(figure, known.measured.get(figure.component))) {
			say('start', 'Expected a time that we did not measure ourselves: what we measured stands');
		} else if (same === undefined) kept.fresh.push(figure);
		else if (isSame(same, figure)) kept.unchanged++;
		else if (replaces && same.source === figure.source) kept.changed.push(figure);
		else say('start', wordsOfDifference(same, figure));
		positions.set(keyOf(figure), i);
	}
	for (const i of overlapping(given, known.imported)) {
		const detail = 'Expected a time of which no other figure tells: an hour and its day are two of one time';
		kept.flaws.push({ pointer: `/${i}/start`, detail });
	}
	return kept;
}

function keyOf({ component, unit, start }: ImportedFigure): string {
	return `${component} ${unit} ${start}`;
}

function isSame(one: ImportedFigure, other: ImportedFigure): boolean {
	return (['source', 'count', 'failed', 'responseMillis', 'p95Millis'] as const).every(
		(key) => one[key] === other[key],
	);
}

function wordsOfDifference(before: ImportedFigure, { source }: ImportedFigure): string {
	if (before.source !== source) return `Expected a time of which no other tool tells: "${before.source}" does`;
	return 'Expected the figures that were imported before: --replace puts these in their place';
}

function isMeasured({ start, end }: ImportedFigure, hours: ReadonlySet<Instant> = new Set()): boolean {
	for (let hour = Math.floor(start / HOUR) * HOUR; hour < end; hour += HOUR) if (hours.has(hour)) return true;
	return false;
}

/** The positions of those that share time with another figure, of another unit. */
function overlapping(given: readonly ImportedFigure[], imported: readonly ImportedFigure[]): number[] {
	const all = [...given.map((one, i) => ({ one, i })), ...imported.map((one) => ({ one, i: -1 }))];
	const found = new Set<number>();
	for (const own of Map.groupBy(all, ({ one }) => one.component).values()) {
		const days = own.filter(({ one }) => one.unit === 'day').sort((a, b) => a.one.start - b.one.start);
		for (const { one: hour, i } of own.filter(({ one }) => one.unit === 'hour')) {
			const day = days[lastBefore(days, hour.end)];
			if (day === undefined || day.one.end <= hour.start) continue;
			for (const position of [i, day.i]) if (position >= 0) found.add(position);
		}
	}
	return [...found].sort((a, b) => a - b);
}

/** The last of the sorted ones that begins before `end`; −1 where none does. */
function lastBefore(sorted: readonly { one: ImportedFigure }[], end: Instant): number {
	let [low, high] = [0, sorted.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((sorted[middle]?.one.start ?? 0) < end) low = middle + 1;
		else high = middle;
	}
	return low - 1;
}

/** What one tool had measured of a component within some time. */
export interface ImportedSum {
	source: string;
	count: number;
	failed: number;
	/** Of its typical response times the shortest and the longest, in milliseconds; null where none is told. */
	shortest: number | null;
	longest: number | null;
}

/** The measurements that did not fail, per cent, ROUNDED DOWN; null for no measurement. */
export function shareWell({ count, failed }: ImportedSum): string | null {
	return shareOf(count - failed, count);
}
