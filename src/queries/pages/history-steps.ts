import type { Instant, Interval } from '../../domain/instant.ts';
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
	const { before, after } = await around(reading, monthInterval(site.time_zone, month));
	const next = after === null ? current : monthOf(reading, after);
	return {
		earlier: before === null ? null : monthOf(reading, before),
		// The month that runs is always there to be seen.
		later: month < current ? (next < current ? next : current) : null,
	};
}

/** Newest first. */
export async function historyYears(reading: Reading): Promise<HistoryYear[]> {
	const { site, now } = reading;
	const years: HistoryYear[] = [];
	for (let until = now + 1; ; ) {
		const { before } = await around(reading, { start: until, end: until });
		if (before === null) return years;
		const month = monthOf(reading, before);
		const year = month.slice(0, 4);
		years.push({ year, month });
		until = monthInterval(site.time_zone, `${year}-01`).start;
	}
}

async function around(
	{ stores }: Reading,
	range: Interval,
): Promise<{ before: Instant | null; after: Instant | null }> {
	const all = [await stores.incidents.around(range), await stores.maintenances.around(range)];
	const known = (of: (one: { before: Instant | null; after: Instant | null }) => Instant | null) =>
		all.map(of).filter((one) => one !== null);
	const [befores, afters] = [known(({ before }) => before), known(({ after }) => after)];
	return {
		before: befores.length === 0 ? null : Math.max(...befores),
		after: afters.length === 0 ? null : Math.min(...afters),
	};
}

function monthOf({ site }: Reading, at: Instant): string {
	return dayOf(site.time_zone, at).slice(0, 7);
}
