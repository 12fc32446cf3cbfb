import { correctMonths, freezeMonths } from '../commands/close-months.ts';
import type { Site } from '../content/site.ts';
import { HOUR, type Instant, MINUTE, SECOND } from '../domain/instant.ts';
import type { Log } from '../operating/log.ts';
import { monthFacts } from '../queries/shared/month-facts.ts';
import type { Stores } from '../stores/stores.ts';
import { keepLooking } from './keep-looking.ts';

/** Months are computed again once for all that was published meanwhile. */
const SETTLING = 10 * SECOND;
/** So often the clock is read, so that what has passed for certain is known while a server runs. */
const CLOCK_READ_EVERY = 10 * MINUTE;
const AFTER_A_FAILURE = 5 * MINUTE;

/**
 * Freezes months as they close, and publishes corrections soon after what they come from. No page waits for it: until a
 * month is frozen, its figures are computed when they are asked for.
 *
 * @param agreed an instant that has passed for certain, whatever the clock says now
 * @returns stops it
 */
export function keepReports(
	stores: Stores,
	site: Site,
	clock: () => Instant,
	log: Log,
	agreed: () => Promise<Instant> = async () => clock(),
): () => void {
	let seen = -1;
	let hour = -1;
	let known: Instant | null = null;
	const look = async () => {
		const now = clock();
		const passed = await agreed();
		const isNewHour = hour !== Math.floor(now / HOUR) || known !== passed;
		known = passed;
		const next = (Math.floor(now / HOUR) + 1) * HOUR;
		if (!isNewHour && seen === stores.publications.current()) return next;
		if (isNewHour) await freezeMonths(stores, site, monthFacts, now, passed);
		seen = stores.publications.current();
		await correctMonths(stores, site, monthFacts, now, isNewHour);
		hour = Math.floor(now / HOUR);
		return next;
	};
	const words = { failed: 'monthly reports could not be kept', again: 'monthly reports are kept again' };
	const matter = { look, settling: SETTLING, longest: CLOCK_READ_EVERY, afterFailure: AFTER_A_FAILURE, words };
	return keepLooking(stores, clock, log, matter).stop;
}
