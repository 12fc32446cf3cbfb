import type { Instant } from '../../domain/instant.ts';
import { dayOf, monthInterval } from '../../domain/time/day.ts';
import type { Reading } from '../shared/reading.ts';

/** A year of which there is something to tell, and its last month of which there is: 'YYYY-MM'. */
export interface HistoryYear {
	year: string;
	month: string;
}

/** The nearest months before and after one of which there is something to tell; null where there is none. */
export async function neighbours(
	reading: Reading,
	month: string,
): Promise<{ earlier: string | null; later: string | null }> {
	const { site, now } = reading;
	const current = monthOf(reading, now);
	const { start, end } = monthInterval(site.time_zone, month);
	const [before = null] = await lastBefore(reading, [start]);
	const next = month < current ? await firstFrom(reading, end) : null;
	return {
		earlier: before === null ? null : monthOf(reading, before),
		// The month that runs is always there to be seen.
		later: month < current ? monthOf(reading, Math.min(next ?? now, now)) : null,
	};
}

/** Newest first. @param first the instant before which there is nothing */
export async function historyYears(reading: Reading, first: Instant): Promise<HistoryYear[]> {
	const { site, now } = reading;
	const starts: Instant[] = [];
	for (let year = Number(monthOf(reading, now).slice(0, 4)); ; year--) {
		const { start } = monthInterval(site.time_zone, `${year}-01`);
		starts.push(start);
		if (start <= first) break;
	}
	const ends = [now + 1, ...starts.slice(0, -1)];
	const lasts = await lastBefore(reading, ends);
	return lasts.flatMap((last, nth): HistoryYear[] => {
		if (last === null || last < (starts[nth] as Instant)) return [];
		const month = monthOf(reading, last);
		return [{ year: month.slice(0, 4), month }];
	});
}

/** The last instants before each of others at which something was under way or planned. */
async function lastBefore({ stores }: Reading, ats: readonly Instant[]): Promise<(Instant | null)[]> {
	const [incidents, works] = [await stores.incidents.lastBefore(ats), await stores.maintenances.lastBefore(ats)];
	return ats.map((_, nth) => {
		const known = [incidents[nth] ?? null, works[nth] ?? null].filter((one) => one !== null);
		return known.length === 0 ? null : Math.max(...known);
	});
}

/** The first one from there on. */
async function firstFrom({ stores }: Reading, at: Instant): Promise<Instant | null> {
	const known = [await stores.incidents.firstFrom(at), await stores.maintenances.firstFrom(at)];
	const instants = known.filter((one) => one !== null);
	return instants.length === 0 ? null : Math.min(...instants);
}

function monthOf({ site }: Reading, at: Instant): string {
	return dayOf(site.time_zone, at).slice(0, 7);
}
