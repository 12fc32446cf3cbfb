import { type Instant, MINUTE } from '../instant.ts';
import type { ClockReading } from './agreed-time.ts';

/** How far a clock may be set without being said to leap. */
const TOLERATED = MINUTE;
/** So long a clock that has leapt has to go on before it is believed. */
const HELD = 5 * MINUTE;

/** `leapt`: it has, and is not believed yet; `behind`: it stands before what a server had read or written. */
export type ClockState = 'ok' | 'leapt' | 'behind';

/**
 * A clock for what cannot be taken back: one that leaps by days and comes back publishes nothing. It goes on as if there had
 * been no leap until the other time has held for some minutes, which a machine that was asleep has to wait for, too.
 */
export class SteadyClock {
	/** The clock on the wall less the one that is never set, as far as it is believed. */
	#offset: number | null = null;
	#leap: { offset: number; since: number } | null = null;
	#latest: Instant;
	#wall: Instant = Number.POSITIVE_INFINITY;

	/** @param before the latest instant that a server has left; null where there was none */
	constructor(before: Instant | null) {
		this.#latest = before ?? Number.NEGATIVE_INFINITY;
	}

	at({ wall, monotonic }: ClockReading): Instant {
		const offset = wall - monotonic;
		const believed = this.#offset ?? offset;
		this.#wall = wall;
		this.#leap = Math.abs(offset - believed) <= TOLERATED ? null : this.#leapTo(offset, monotonic);
		if (this.#leap !== null && monotonic - this.#leap.since < HELD) return believed + monotonic;
		this.#leap = null;
		this.#offset = offset;
		this.#latest = Math.max(this.#latest, wall);
		return wall;
	}

	/** As of the last reading. */
	get state(): ClockState {
		if (this.#leap !== null) return 'leapt';
		return this.#wall < this.#latest - TOLERATED ? 'behind' : 'ok';
	}

	#leapTo(offset: number, monotonic: number): { offset: number; since: number } {
		const isSame = this.#leap !== null && Math.abs(offset - this.#leap.offset) <= TOLERATED;
		return isSame ? (this.#leap as { offset: number; since: number }) : { offset, since: monotonic };
	}
}
