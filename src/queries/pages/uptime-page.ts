import type { Component } from '../../domain/component.ts';
import type { Interval } from '../../domain/instant.ts';
import { timelineOf } from '../../domain/status/status.ts';
import type { Wording } from '../../domain/text.ts';
import { type PeriodUnit, periodsBack, periodUnits } from '../../domain/time/period.ts';
import { factsDuring } from '../shared/facts.ts';
import { type Reading, worded } from '../shared/reading.ts';
import {
	type BothUptimes,
	combinedFigures,
	recentDays,
	recentRange,
	type UptimeFigures,
	type UptimeMeter,
	uptimeFigures,
	uptimeMeter,
} from '../shared/uptime-figures.ts';
import { type Fresh, validUntil } from './freshness.ts';

export type UptimeView = 'recent' | PeriodUnit;

/** One column: the last so many days, or the period that begins with a month ('YYYY-MM'). */
export type UptimeColumn = { days: number } | { first: string };

export interface UptimeRow {
	slug: string;
	name: Wording;
	/** One for each column; null where nothing is known. */
	cells: (UptimeFigures | null)[];
}

export interface UptimePage extends Fresh {
	columns: UptimeColumn[];
	groups: { slug: string; name: Wording; cells: (UptimeFigures | null)[]; components: UptimeRow[] }[];
	weights: Reading['site']['uptime_weights'];
}

/** The part of the address that names a view other than that of the last days; null for no view. */
export function viewNamed(name: string): PeriodUnit | null {
	return periodUnits.find((unit) => unit === name) ?? null;
}

const shown: Record<PeriodUnit, number> = { months: 12, quarters: 8, years: 10 };
/** The figures of the last hours change all the time: they may be a minute old. */
const MAY_BE_OLD = 60_000;

/** The uptime of every component and every group. Periods of which nothing is known are left out. */
export async function uptimePage(reading: Reading, view: UptimeView): Promise<UptimePage> {
	const { stores, site, now } = reading;
	const columns = columnsOf(reading, view);
	const whole = { start: Math.min(...columns.map(({ range }) => range.start)), end: now };
	const facts = await factsDuring(reading, whole);
	const catalogue = await stores.components.catalogue();
	const meters = columns.map(({ range }) => uptimeMeter(site, range, now));
	const measured = (component: Component) => {
		const timeline = timelineOf(component.slug, whole, facts);
		return meters.map((meter: UptimeMeter) => meter(component.slug, timeline, facts));
	};
	const groups = catalogue.groups.flatMap((group) => {
		const own = catalogue.components.filter((component) => component.group === group.slug);
		const rows = own.map((component) => ({ component, cells: measured(component) }));
		if (rows.length === 0) return [];
		return [
			{
				slug: group.slug,
				name: worded(reading, group.name),
				cells: columns.map((_, column) => combinedFigures(rows.map(({ cells }) => cells[column] as BothUptimes))),
				components: rows.map(({ component, cells }) => ({
					slug: component.slug,
					name: worded(reading, component.name),
					cells: cells.map(uptimeFigures),
				})),
			},
		];
	});
	const recorded = columns.map((_, column) => groups.some(({ cells }) => cells[column]?.always != null));
	const onlyRecorded = <T>(all: T[]) => (view === 'recent' ? all : all.filter((_, column) => recorded[column]));
	return {
		columns: onlyRecorded(columns.map(({ column }) => column)),
		groups: groups.map((group) => ({
			...group,
			cells: onlyRecorded(group.cells),
			components: group.components.map((row) => ({ ...row, cells: onlyRecorded(row.cells) })),
		})),
		weights: site.uptime_weights,
		validUntil: validUntil(reading, [now + MAY_BE_OLD]),
	};
}

function columnsOf({ site, now }: Reading, view: UptimeView): { column: UptimeColumn; range: Interval }[] {
	if (view === 'recent') return recentDays.map((days) => ({ column: { days }, range: recentRange(days, now) }));
	const periods = periodsBack(site.time_zone, now, view, shown[view]);
	return periods.map(({ first, interval }) => ({ column: { first }, range: interval }));
}
