import { type Instant, SECOND } from '../domain/instant.ts';
import type { Log } from '../operating/log.ts';
import type { Stores } from '../stores/stores.ts';

/** Something that has to be looked at whenever something is published, and when time alone makes something due. */
interface Matter {
	/** Does what is due. Resolves to the instant at which time makes something due next; Infinity for none. */
	look: () => Promise<Instant>;
	/** How long after a publication, in milliseconds: what is published meanwhile needs no look of its own. */
	settling: number;
	/** After how long it is looked at although nothing seems due, in milliseconds; Infinity for never. */
	longest: number;
	/** How long to leave it alone once a look has failed, in milliseconds. */
	afterFailure: number;
	/** What the log says when looks begin to fail, and once they are well again. */
	words: { failed: string; again: string };
}

export interface Looking {
	/** Looks now. Never rejects. */
	now: () => Promise<void>;
	/** Resolves once the look that is under way, if any, has ended. */
	stop: () => Promise<void>;
}

/**
 * How often a clock is compared with the instant that is due; the database is not asked. A timer alone would be late by as
 * long as the machine was asleep, and knows nothing of a clock that is set; and what is more than a second late says so in public.
 */
const CLOCK_READ_EVERY = SECOND / 2;

/** Begins soon. No two looks run at once: what is published during one brings another. */
export function keepLooking(
	{ publications }: Pick<Stores, 'publications'>,
	clock: () => Instant,
	log: Pick<Log, 'info' | 'error'>,
	{ look, settling, longest, afterFailure, words }: Matter,
): Looking {
	let due: Instant = Number.POSITIVE_INFINITY;
	/** Whatever the clock says then; on the monotonic one. */
	let latest = performance.now() + SECOND;
	let isLooking = false;
	let underWay: Promise<void> = Promise.resolve();
	let failed = false;
	let stopped = false;
	let timer: NodeJS.Timeout | undefined;

	const wait = () => {
		clearTimeout(timer);
		if (stopped || isLooking) return;
		const millis = Math.min(CLOCK_READ_EVERY, due - clock(), latest - performance.now());
		timer = setTimeout(() => void (isDue() ? now() : wait()), Math.max(0, millis)).unref();
	};
	const isDue = () => clock() >= due || performance.now() >= latest;
	const now = () => {
		underWay = looked();
		return underWay;
	};
	const looked = async () => {
		clearTimeout(timer);
		isLooking = true;
		latest = performance.now() + longest;
		try {
			due = await look();
			if (failed) log.info(words.again);
			failed = false;
		} catch (error) {
			// A database that is down need not fill the log.
			if (!failed && !stopped) log.error({ err: error }, words.failed);
			failed = true;
			due = Number.POSITIVE_INFINITY;
			latest = performance.now() + afterFailure;
		}
		isLooking = false;
		wait();
	};
	const stopHeeding = publications.heed(() => {
		if (failed && !isLooking) return;
		latest = Math.min(latest, performance.now() + settling);
		wait();
	});
	wait();
	return {
		now,
		stop: () => {
			stopped = true;
			stopHeeding();
			clearTimeout(timer);
			return underWay;
		},
	};
}
