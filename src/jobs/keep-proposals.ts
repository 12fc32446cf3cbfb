import type { Site } from '../content/site.ts';
import { type Instant, MINUTE, SECOND } from '../domain/instant.ts';
import type { Proposal } from '../domain/watch/proposal.ts';
import type { Log } from '../operating/log.ts';
import { openProposals } from '../queries/admin/proposals.ts';
import type { Stores } from '../stores/stores.ts';
import { keepLooking } from './keep-looking.ts';

/** Time alone begins and ends a proposal where work is planned, or a source falls silent for good: the log may know it later. */
const LONGEST = MINUTE;

/**
 * Tells operators when something fails that no incident tells yet, and when it is over.
 *
 * @returns stops it
 */
export function keepProposals(stores: Stores, site: Site, clock: () => Instant, log: Log): () => void {
	let known = new Map<string, Proposal>();
	const look = async () => {
		known = told(known, await openProposals({ stores, site, now: clock() }), log);
		return Number.POSITIVE_INFINITY;
	};
	const words = {
		failed: 'it cannot be told what no incident tells',
		again: 'it can be told again what no incident tells',
	};
	return keepLooking(stores, clock, log, { look, settling: SECOND, longest: LONGEST, afterFailure: 5 * SECOND, words })
		.stop;
}

function told(before: ReadonlyMap<string, Proposal>, found: Proposal[], log: Log): Map<string, Proposal> {
	const now = new Map(found.map((one) => [one.observation.id, one]));
	for (const [id, one] of now) if (!before.has(id)) log.warn(wordsOf(one), 'something fails and no incident tells it');
	for (const [id, one] of before) if (!now.has(id)) log.warn(wordsOf(one), 'what failed is over, told or put aside');
	return now;
}

function wordsOf({ observation: { id, component, source, status, detail } }: Proposal) {
	return { proposal: id, component, source, status, detail };
}
