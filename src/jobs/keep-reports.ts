import { correctMonths, freezeMonths } from '../commands/close-months.ts';
import type { Site } from '../content/site.ts';
import { HOUR, type Instant, MINUTE, SECOND } from '../domain/instant.ts';
import type { Log } from '../operating/log.ts';
import { monthFacts } from '../queries/shared/month-facts.ts';
import type { Stores } from '../stores/stores.ts';

const OFTEN = 10 * SECOND;
/** A database that is down need not fill the log. */
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
	let stopped = false;
	let known: Instant | null = null;
	const look = async () => {
		const now = clock();
		const passed = await agreed();
		const isNewHour = hour !== Math.floor(now / HOUR) || known !== passed;
		known = passed;
		if (!isNewHour && seen === stores.publications.current()) return;
		if (isNewHour) await freezeMonths(stores, site, monthFacts, now, passed);
		seen = stores.publications.current();
		await correctMonths(stores, site, monthFacts, now, isNewHour);
		hour = Math.floor(now / HOUR);
	};
	const lookAndGoOn = async () => {
		let wait = OFTEN;
		await look().catch((error: unknown) => {
			if (!stopped) log.error({ err: error }, 'monthly reports could not be kept');
			wait = AFTER_A_FAILURE;
		});
		if (!stopped) timer = setTimeout(lookAndGoOn, wait).unref();
	};
	let timer = setTimeout(lookAndGoOn, SECOND).unref();
	return () => {
		stopped = true;
		clearTimeout(timer);
	};
}
