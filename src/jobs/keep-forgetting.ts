import { DAY, type Instant } from '../domain/instant.ts';
import type { Log } from '../operating/log.ts';
import type { Stores } from '../stores/stores.ts';

/** A message that is older has got lost. */
const ALERTS_KEPT = 7 * DAY;
/** Whoever repeats a request does so within hours. */
const RECEIPTS_KEPT = 7 * DAY;
/** Whoever asks what became of a message does so within weeks. */
const DELIVERIES_KEPT = 30 * DAY;
/** Whoever looks what became of it does so soon. */
const READINGS_KEPT = DAY;
/** Whoever wants to hear confirms within days. */
const UNCONFIRMED_KEPT = 7 * DAY;

/**
 * Forgets what nobody will ask for again, now and every day.
 *
 * @returns stops it
 */
export function keepForgetting(
	{
		receipts,
		alerts,
		deliveries,
		subscribers,
		people,
		contentReadings,
	}: Pick<Stores, 'receipts' | 'alerts' | 'deliveries' | 'subscribers' | 'people' | 'contentReadings'>,
	clock: () => Instant,
	log: Pick<Log, 'error'>,
): () => void {
	const forget = () => {
		receipts
			.prune(clock() - RECEIPTS_KEPT)
			.catch((error: unknown) => log.error({ err: error }, 'old receipts could not be forgotten'));
		alerts
			.prune(clock() - ALERTS_KEPT)
			.catch((error: unknown) => log.error({ err: error }, 'old alerts could not be forgotten'));
		deliveries
			.forget(clock() - DELIVERIES_KEPT)
			.catch((error: unknown) => log.error({ err: error }, 'old deliveries could not be forgotten'));
		contentReadings
			.forget(clock() - READINGS_KEPT)
			.catch((error: unknown) =>
				log.error({ err: error }, 'readings of processes that are gone could not be forgotten'),
			);
		people
			.forget(clock())
			.catch((error: unknown) => log.error({ err: error }, 'sessions that have ended could not be forgotten'));
		subscribers
			.forgetUnconfirmed(clock() - UNCONFIRMED_KEPT)
			.catch((error: unknown) => log.error({ err: error }, 'who never confirmed could not be forgotten'));
	};
	forget();
	const timer = setInterval(forget, DAY).unref();
	return () => clearInterval(timer);
}
