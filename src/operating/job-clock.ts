import type { Instant } from '../domain/instant.ts';
import { type ClockState, SteadyClock } from '../domain/time/steady-clock.ts';
import type { Log } from './log.ts';

const words: Record<ClockState, string> = {
	ok: 'the clock goes as it should again',
	leapt: 'the clock leapt: nothing is done by it before it has gone on for five minutes',
	behind: 'the clock stands before what this database was last told: set it right',
};

/** What jobs go by, which publish without being asked. The log says once when it leaps, and once when all is well. */
export class JobClock {
	readonly #clock: () => Instant;
	readonly #steady: SteadyClock;
	readonly #log: Pick<Log, 'info' | 'error'>;
	#was: ClockState = 'ok';

	/** @param before the latest instant that a server has left; null where there was none */
	constructor(clock: () => Instant, before: Instant | null, log: Pick<Log, 'info' | 'error'>) {
		this.#clock = clock;
		this.#steady = new SteadyClock(before);
		this.#log = log;
		this.now();
	}

	now(): Instant {
		const wall = this.#clock();
		const now = this.#steady.at({ wall, monotonic: performance.now() });
		const { state } = this.#steady;
		const instants = { clock: new Date(wall).toISOString(), by: new Date(now).toISOString() };
		if (state !== this.#was) this.#log[state === 'ok' ? 'info' : 'error'](instants, words[state]);
		this.#was = state;
		return now;
	}

	/** As it is now. */
	state(): ClockState {
		this.now();
		return this.#was;
	}
}
