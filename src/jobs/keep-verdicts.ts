import { judgePromises } from '../commands/judge-promises.ts';
import { type Instant, SECOND } from '../domain/instant.ts';
import type { FindPromises } from '../domain/sla/verdict.ts';
import type { Log } from '../operating/log.ts';
import type { Stores } from '../stores/stores.ts';
import { keepLooking } from './keep-looking.ts';

export interface Judging {
	/** Resolves once all that was published by now has been judged, or that has failed, which is logged. */
	caughtUp: () => Promise<void>;
	stop: () => void;
}

/**
 * Records how promises end: what ended while the server was stopped before this resolves, and from then on at each deadline
 * and with each publication.
 */
export async function keepVerdicts(
	stores: Stores,
	find: FindPromises,
	clock: () => Instant,
	log: Log,
): Promise<Judging> {
	let going: Promise<unknown> = Promise.resolve();
	// Whoever waits until it has caught up may look while a look is under way: one comes after the other.
	const look = () => {
		const judged = going.then(async () => (await judgePromises(stores, find, clock())) ?? Number.POSITIVE_INFINITY);
		going = judged.catch(() => {});
		return judged;
	};
	const words = { failed: 'promises could not be judged', again: 'promises are judged again' };
	const matter = { look, settling: 0, longest: Number.POSITIVE_INFINITY, afterFailure: 5 * SECOND, words };
	const { now: caughtUp, stop } = keepLooking(stores, clock, log, matter);
	await caughtUp();
	return { caughtUp, stop };
}
