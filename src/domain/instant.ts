/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** `[start, end)`: the end does not belong to it. */
export interface Interval {
	start: Instant;
	end: Instant;
}

/** Beyond these an instant is a slip of the pen, and every page that shows its century would pay for it. */
export const EARLIEST: Instant = Date.UTC(2000, 0);
export const LATEST: Instant = Date.UTC(2100, 0);

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
