import type { Interval } from '../../domain/instant.ts';
import { monthInterval } from '../../domain/time/day.ts';
import { monthOf, monthsBetween } from '../../domain/time/month.ts';
import { type ImportedSum, shareWell } from '../../domain/watch/imported-figure.ts';
import type { Reading } from '../shared/reading.ts';

/** What one tool had measured of a component, in all and month by month, newest first. */
export interface ImportedRecord {
	source: string;
	range: Interval;
	months: ImportedMonth[];
}

export interface ImportedMonth extends Omit<ImportedSum, 'source'> {
	/** 'YYYY-MM' */
	month: string;
	/** Those that did not fail, per cent, rounded down. */
	share: string | null;
}

/** By tool. The months are those of the site's calendar; one of which nothing is told is left out. */
export async function importedRecords({ stores, site }: Reading, component: string): Promise<ImportedRecord[]> {
	const sources = await stores.importedFigures.sources(component);
	if (sources.length === 0) return [];
	const zone = site.time_zone;
	const first = Math.min(...sources.map(({ start }) => start));
	const last = Math.max(...sources.map(({ end }) => end));
	const sums: (ImportedSum & { month: string })[] = [];
	for (const month of monthsBetween(monthOf(zone, first), monthOf(zone, last - 1)).toReversed()) {
		const found = await stores.importedFigures.sums(component, monthInterval(zone, month));
		sums.push(...found.map((sum) => ({ ...sum, month })));
	}
	return sources.map(({ source, ...range }) => {
		const own = sums.filter((sum) => sum.source === source);
		return { source, range, months: own.map((sum) => ({ ...sum, share: shareWell(sum) })) };
	});
}
