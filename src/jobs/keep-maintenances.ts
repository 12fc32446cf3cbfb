import type { Site } from '../content/site.ts';
import { type Instant, SECOND } from '../domain/instant.ts';
import type { Log } from '../operating/log.ts';
import type { Stores } from '../stores/stores.ts';
import { runMaintenances } from './run-maintenances.ts';

/** How soon what another process has published is noticed, and a clock that was set. */
const OFTEN = 0.5 * SECOND;
const AFTER_A_FAILURE = 5 * SECOND;

/**
 * Runs maintenances at their instants: once now, which catches up on what the server has missed while it was stopped, and
 * from then on with a timer. Until the next instant, looking costs microseconds.
 *
 * @returns stops it
 */
export async function keepMaintenances(
	stores: Stores,
	site: Site,
	clock: () => Instant,
	log: Log,
): Promise<() => void> {
	let next = Number.NEGATIVE_INFINITY;
	let seen = -1;
	let isBack = true;
	let failed = false;
	let stopped = false;
	let timer: NodeJS.Timeout | undefined;
	const look = async () => {
		const now = clock();
		const current = stores.publications.current();
		const isTouched =
			current !== seen && (seen < 0 || (await stores.publications.subjectsAfter(seen)).some(isAboutWork));
		seen = current;
		if (!isTouched && now < next) return;
		next = await runMaintenances(stores, site, now, isBack);
		isBack = false;
	};
	const lookAndGoOn = async () => {
		try {
			await look();
			if (failed) log.info('maintenances run again');
			failed = false;
		} catch (error) {
			// A database that is down need not fill the log.
			if (!failed && !stopped) log.error({ err: error }, 'maintenances could not be run');
			failed = true;
			// What was not done is looked for anew.
			seen = -1;
		}
		const wait = failed ? AFTER_A_FAILURE : Math.max(0, Math.min(OFTEN, next - clock()));
		if (!stopped) timer = setTimeout(lookAndGoOn, wait).unref();
	};
	await lookAndGoOn();
	return () => {
		stopped = true;
		clearTimeout(timer);
	};
}

/** Of maintenance, of a series of it, or of a page that was imported. */
function isAboutWork(subject: string): boolean {
	return subject.startsWith('maintenance') || subject.startsWith('page/');
}
