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
	const before = await lastBefore(reading, start);
	const next = month < current ? await firstFrom(reading, end) : null;
	return {
		earlier: before === null ? null : monthOf(reading, before),
		// The month that runs is always there to be seen.
		later: month < current ? monthOf(reading, Math.min(next ?? now, now)) : null,
	};
}

/** Newest first. */
export async function historyYears(reading: Reading): Promise<HistoryYear[]> {
	const { site, now } = reading;
	const years: HistoryYear[] = [];
	for (let until = now + 1; ; ) {
		const before = await lastBefore(reading, until);
		if (before === null) return years;
		const month = monthOf(reading, before);
		const year = month.slice(0, 4);
		years.push({ year, month });
		until = monthInterval(site.time_zone, `${year}-01`).start;
	}
}

/** The last instant before one at which something was under way or planned. */
async function lastBefore({ stores }: Reading, at: Instant): Promise<Instant | null> {
	const known = [await stores.incidents.lastBefore(at), await stores.maintenances.lastBefore(at)];
	const instants = known.filter((one) => one !== null);
	return instants.length === 0 ? null : Math.max(...instants);
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
