import { HOUR, type Instant, MINUTE } from '../instant.ts';

/** What the clock on the wall says, and a clock that is never set: both in milliseconds. */
export interface ClockReading {
	wall: Instant;
	monotonic: number;
}

/** How far two clocks may drift apart within an hour. */
const TOLERATED = 5 * MINUTE;

/**
 * Tells which instant has passed for certain. A clock may leap by months and come back: what it says is agreed on when it
 * has gone on for an hour as a clock does, or when a server that ran before had read as much.
 */
export class AgreedTime {
	#agreed: Instant;
	#earlier: ClockReading | null = null;

	/** @param before what the clock said when a server last wrote; null where there was none */
	constructor(before: Instant | null) {
		this.#agreed = before ?? Number.NEGATIVE_INFINITY;
	}

	/** @returns an instant that has passed; -Infinity where nothing is agreed on */
	at(reading: ClockReading): Instant {
		this.#earlier ??= reading;
		const went = reading.wall - this.#earlier.wall;
		const passed = reading.monotonic - this.#earlier.monotonic;
		if (Math.abs(went - passed) > TOLERATED) this.#earlier = reading;
		else if (passed >= HOUR) {
			this.#agreed = Math.max(this.#agreed, this.#earlier.wall);
			this.#earlier = reading;
		}
		// Where the clock stands before what an earlier server had read, that one was wrong.
		return Math.min(this.#agreed, reading.wall);
	}
}
