import type { Site } from '../content/site.ts';
import { type Instant, SECOND } from '../domain/instant.ts';
import type { Log } from '../operating/log.ts';
import type { Stores } from '../stores/stores.ts';
import { keepLooking } from './keep-looking.ts';
import { runMaintenances } from './run-maintenances.ts';

/**
 * Runs maintenances at their instants: once now, which catches up on what the server has missed while it was stopped, and
 * from then on as they come, or when one is published.
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
	/** All of it was looked at up to this publication; null where it was not. */
	let seen: number | null = null;
	let isBack = true;
	const look = async () => {
		const now = clock();
		const before = seen;
		const current = stores.publications.current();
		// What fails is looked for anew.
		seen = null;
		const isTouched = before === null || (await stores.publications.subjectsAfter(before)).some(isAboutWork);
		if (isTouched || now >= next) {
			next = await runMaintenances(stores, site, now, isBack);
			isBack = false;
		}
		seen = current;
		return next;
	};
	const words = { failed: 'maintenances could not be run', again: 'maintenances run again' };
	const matter = { look, settling: 0, longest: Number.POSITIVE_INFINITY, afterFailure: 5 * SECOND, words };
	const looking = keepLooking(stores, clock, log, matter);
	await looking.now();
	return looking.stop;
}

/** Of maintenance, of a series of it, or of a page that was imported. */
function isAboutWork(subject: string): boolean {
	return subject.startsWith('maintenance') || subject.startsWith('page/');
}
