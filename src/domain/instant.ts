/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** `[start, end)`: the end does not belong to it. */
export interface Interval {
	start: Instant;
	end: Instant;
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Beyond these an instant is a slip of the pen, and every page that shows its century would pay for it. */
export const EARLIEST: Instant = Date.UTC(2000, 0);
export const LATEST: Instant = Date.UTC(2100, 0);
/** What is said of an instant out of these bounds. */
export const INSTANTS = 'Expected an instant from 2000 to 2099';

/** Is it within the years that anybody means? The same at every door. */
export function isMeant(at: Instant): boolean {
	return at >= EARLIEST && at < LATEST;
}
