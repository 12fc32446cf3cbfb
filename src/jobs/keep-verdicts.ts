import { judgePromises } from '../commands/judge-promises.ts';
import { type Instant, SECOND } from '../domain/instant.ts';
import type { FindPromises } from '../domain/sla/verdict.ts';
import type { Log } from '../operating/log.ts';
import type { Stores } from '../stores/stores.ts';

/** How soon what another process has published is noticed, and a clock that was set. */
const OFTEN = 0.5 * SECOND;
const AFTER_A_FAILURE = 5 * SECOND;

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
	let next: Instant | null = Number.NEGATIVE_INFINITY;
	let seen = -1;
	let failed = false;
	let stopped = false;
	let timer: NodeJS.Timeout | undefined;
	let going: Promise<void> = Promise.resolve();

	const judge = async () => {
		const now = clock();
		const current = stores.publications.current();
		if (current === seen && (next === null || now < next)) return;
		seen = current;
		next = await judgePromises(stores, find, now);
	};
	const judgeAndGoOn = async () => {
		clearTimeout(timer);
		try {
			await judge();
			if (failed) log.info('promises are judged again');
			failed = false;
		} catch (error) {
			// A database that is down need not fill the log.
			if (!failed && !stopped) log.error({ err: error }, 'promises could not be judged');
			failed = true;
			seen = -1;
		}
		const wait = failed ? AFTER_A_FAILURE : Math.max(0, Math.min(OFTEN, (next ?? Number.POSITIVE_INFINITY) - clock()));
		if (!stopped) timer = setTimeout(() => void caughtUp(), wait).unref();
	};
	const caughtUp = () => {
		going = going.then(judgeAndGoOn);
		return going;
	};
	await caughtUp();
	return {
		caughtUp,
		stop: () => {
			stopped = true;
			clearTimeout(timer);
		},
	};
}
