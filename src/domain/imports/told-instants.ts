import type { Instant } from '../instant.ts';

/** Another page's clock may be fast, and a feed's times may have no zone. In ms. */
const FAST_CLOCK = 86_400_000;
/** An incident told afterwards may have updates before it was put down; not by more than this. In ms. */
const LONGEST_BEFORE = 366 * 86_400_000;

/**
 * Why a record of another page cannot be true: it tells what has not happened, or its updates happened long before it
 * did. Null where it can.
 *
 * @param told when what it tells happened or was written, what is planned apart
 * @param start when it began
 */
export function whyUntrue(told: Instant[], start: Instant, now: Instant): string | null {
	const ahead = told.find((at) => at > now + FAST_CLOCK);
	if (ahead !== undefined) return `expected nothing that has yet to happen, found ${new Date(ahead).toISOString()}`;
	const early = told.find((at) => at < start - LONGEST_BEFORE);
	if (early === undefined) return null;
	return `expected updates of its own time (it began at ${new Date(start).toISOString()}), found ${new Date(early).toISOString()}`;
}

/**
 * Why a record cannot have ended when it says: everything that it tells happened long after. Null where it can; updates
 * after the end are as usual as a postmortem.
 */
export function whyEndedEarly(told: Instant[], end: Instant): string | null {
	const first = Math.min(...told);
	if (first <= end + FAST_CLOCK) return null;
	return `expected an end that does not come before everything else (the first update is of ${new Date(first).toISOString()}), found ${new Date(end).toISOString()}`;
}
