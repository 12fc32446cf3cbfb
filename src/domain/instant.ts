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
