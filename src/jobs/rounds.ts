import pLimit from 'p-limit';
import { SECOND } from '../domain/instant.ts';

/** Something done again and again. */
export interface Round {
	intervalMillis: number;
	/**
	 * Does it once. Resolves to how long to wait before the next time, in milliseconds, or to null for the usual
	 * interval. Ends soon after the signal is aborted.
	 */
	run: (signal: AbortSignal) => Promise<number | null>;
}

interface Options {
	/** How many run at once, at most. */
	concurrency: number;
	/** Hears of every run how late it starts, in seconds. */
	onLag: (seconds: number) => void;
	/** Hears of an error that a run let out. The round goes on. */
	onError: (error: unknown) => void;
}

/** Between the first runs of two rounds after the start, in milliseconds; less where that would take long. */
const APART = 10;
const FIRST_RUNS_WITHIN = 5 * SECOND;

/**
 * Runs every round at its interval, the first time soon after the start. No round runs twice at once. Times are counted
 * on the monotonic clock from when a run was due, so that rounds don't drift, and a jump of the wall clock is nothing to
 * them. A round that falls behind by whole intervals leaves those out instead of catching up.
 *
 * @returns stops it: nothing new starts, what runs is aborted, and the promise resolves once that has ended
 */
export function startRounds(rounds: readonly Round[], { concurrency, onLag, onError }: Options): () => Promise<void> {
	const limit = pLimit(concurrency);
	const stopping = new AbortController();
	const timers = new Map<Round, NodeJS.Timeout>();
	const running = new Set<Promise<void>>();

	const plan = (round: Round, due: number, period: number) => {
		const run = async () => {
			const done = once(round, due, period);
			running.add(done);
			await done.finally(() => running.delete(done));
		};
		timers.set(round, setTimeout(() => void limit(run), Math.max(0, due - performance.now())).unref());
	};
	const once = async (round: Round, due: number, period: number) => {
		if (stopping.signal.aborted) return;
		onLag(Math.max(0, performance.now() - due) / 1000);
		const pause = await round.run(stopping.signal).catch((error: unknown) => {
			onError(error);
			return null;
		});
		if (stopping.signal.aborted) return;
		const next = pause === null ? nextDue(due, period, performance.now()) : performance.now() + pause;
		plan(round, next, round.intervalMillis);
	};

	const start = performance.now();
	const apart = Math.min(APART, FIRST_RUNS_WITHIN / rounds.length);
	// The second run comes half an interval to one and a half after the first: from then on they are spread evenly.
	for (const [i, round] of rounds.entries()) {
		plan(round, start + i * apart, round.intervalMillis * (0.5 + Math.random()));
	}
	return async () => {
		stopping.abort();
		for (const timer of timers.values()) clearTimeout(timer);
		limit.clearQueue();
		await Promise.all(running);
	};
}

/** The first time after `due` that isn't more than a period ago. */
function nextDue(due: number, period: number, now: number): number {
	const next = due + period;
	return next + Math.max(0, Math.floor((now - next) / period)) * period;
}
