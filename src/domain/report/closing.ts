import type { Instant } from '../instant.ts';
import { freezesAt, monthOf, monthsBetween, shiftedMonth } from '../time/month.ts';
import type { FigureValue } from './report-figures.ts';

/** Months further back are left as they are: a server that was off for years has to start all the same. */
const LOOKED_AT = 36;

/** The earliest month that may still be frozen or corrected, 'YYYY-MM'. */
export function oldestMonth(zone: string, now: Instant): string {
	return shiftedMonth(monthOf(zone, now), -LOOKED_AT);
}

/**
 * The months of a document of which the figures stand, oldest first: those that are over for a day or longer.
 *
 * @param publishedAt when its first revision was published
 * @param agreed an instant that has passed for certain, whatever the clock says now
 */
export function closedMonths(zone: string, publishedAt: Instant, now: Instant, agreed: Instant): string[] {
	const begun = monthOf(zone, publishedAt);
	const months = monthsBetween(oldestMonth(zone, now), shiftedMonth(monthOf(zone, now), -1));
	return months.filter((month) => month >= begun && freezesAt(zone, month) <= Math.min(now, agreed));
}

/**
 * May the figures of a frozen month be others by now?
 *
 * @param known what was published of them, with its corrections
 * @param reach the earliest instant on which a publication since may bear
 * @param settling also where something was still running, which time alone may have decided
 */
export function mayBeOtherwise(
	zone: string,
	month: string,
	known: ReadonlyMap<string, FigureValue>,
	reach: Instant,
	settling: boolean,
): boolean {
	return reach < freezesAt(zone, month) || (settling && isRunning(known));
}

function isRunning(known: ReadonlyMap<string, FigureValue>): boolean {
	return [...known].some(([figure, value]) => figure.endsWith('"running"]') && value !== 0);
}
