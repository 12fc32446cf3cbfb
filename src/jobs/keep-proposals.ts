import type { Site } from '../content/site.ts';
import { type Instant, SECOND } from '../domain/instant.ts';
import type { Proposal } from '../domain/watch/proposal.ts';
import type { Log } from '../operating/log.ts';
import { openProposals } from '../queries/admin/proposals.ts';
import type { Stores } from '../stores/stores.ts';

const OFTEN = 2 * SECOND;

/**
 * Tells operators when something fails that no incident tells yet, and when it is over.
 *
 * @returns stops it
 */
export function keepProposals(stores: Stores, site: Site, clock: () => Instant, log: Log): () => void {
	let known = new Map<string, Proposal>();
	let stopped = false;
	const lookAndGoOn = async () => {
		const found = await openProposals({ stores, site, now: clock() }).catch(() => null);
		if (found !== null && !stopped) known = told(known, found, log);
		if (!stopped) timer = setTimeout(lookAndGoOn, OFTEN).unref();
	};
	let timer = setTimeout(lookAndGoOn, 0).unref();
	return () => {
		stopped = true;
		clearTimeout(timer);
	};
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
