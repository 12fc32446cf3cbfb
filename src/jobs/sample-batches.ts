import { SECOND } from '../domain/instant.ts';
import type { Monitor, Sample } from '../domain/watch/monitor.ts';
import type { Log } from '../operating/log.ts';

/** A measurement, and whose it is. `component` is a slug. */
export interface Measured {
	component: string;
	monitor: Monitor;
	sample: Sample;
}

/** One write for all that was measured in this time: a transaction each would cost more than the measuring. */
const EVERY = SECOND / 4;
const AFTER_A_FAILURE = 5 * SECOND;
/** Of what can't be recorded, the newest are kept. */
const MOST_KEPT = 10_000;

/**
 * Hands samples over to `record` in batches, in the order in which they were added, never two batches at once. What
 * can't be recorded is tried again with what came since.
 */
export function gatherSamples(
	record: (measured: Measured[]) => Promise<void>,
	log: Log,
): { add: (one: Measured) => void; close: () => Promise<void> } {
	let kept: Measured[] = [];
	let dropped = 0;
	let isFailing = false;
	let timer: NodeJS.Timeout | undefined;
	let handing = Promise.resolve();

	const later = (millis: number) => {
		timer ??= setTimeout(() => {
			handing = handOver();
		}, millis).unref();
	};
	const handOver = async () => {
		const batch = kept;
		kept = [];
		try {
			if (batch.length > 0) await record(batch);
			if (isFailing) log.info({ dropped }, 'samples are recorded again');
			isFailing = false;
			dropped = 0;
		} catch (error) {
			if (!isFailing) log.error({ err: error }, 'samples could not be recorded: they are kept for the next try');
			isFailing = true;
			keep([...batch, ...kept]);
		}
		timer = undefined;
		if (kept.length > 0) later(isFailing ? AFTER_A_FAILURE : EVERY);
	};
	const keep = (all: Measured[]) => {
		const excess = Math.max(0, all.length - MOST_KEPT);
		dropped += excess;
		kept = excess > 0 ? all.slice(excess) : all;
	};
	const add = (one: Measured) => {
		kept.push(one);
		if (kept.length > MOST_KEPT) keep(kept);
		later(EVERY);
	};
	const close = async () => {
		clearTimeout(timer);
		await handing;
		await handOver();
		clearTimeout(timer);
		if (kept.length > 0) log.error({ dropped: dropped + kept.length }, 'the last samples could not be recorded');
	};
	return { add, close };
}
