import type { Site } from '../content/site.ts';
import { SECOND } from '../domain/instant.ts';
import type { Log } from '../operating/log.ts';
import { wordsOf } from '../outbound/failure.ts';
import { pingHub } from '../outbound/hub.ts';
import { feedAddresses } from '../queries/feeds/feed-addresses.ts';
import type { Stores } from '../stores/stores.ts';
import { startRounds } from './rounds.ts';
import { pauseAfter } from './watch-partners.ts';

const SOON = SECOND;

interface Hub {
	url: string;
	siteUrl: string;
}

/**
 * Tells a WebSub hub soon after every publication that the feeds may have changed. It asks for them itself, and tells its
 * subscribers what is new. While it does not answer, it is asked less and less often.
 *
 * @returns stops it; what is under way is dropped
 */
export function keepHub(
	{ publications }: Pick<Stores, 'publications'>,
	site: Pick<Site, 'languages' | 'monitoring'>,
	{ url, siteUrl }: Hub,
	log: Pick<Log, 'info' | 'warn' | 'error'>,
): () => Promise<void> {
	const feeds = feedAddresses(site, siteUrl);
	// It may not have been told of the last before this start.
	let told: number | null = null;
	let failures = 0;
	const run = async (signal: AbortSignal) => {
		const number = publications.current();
		if (number === told) return null;
		const failure = await failureOf(url, feeds, site.monitoring.allow_private, signal);
		if (signal.aborted) return null;
		if (failure === null) {
			if (failures > 0) log.info({ hub: url }, 'the hub of the feeds answers again');
			[told, failures] = [number, 0];
			return null;
		}
		failures += 1;
		if (failures === 1) log.warn({ hub: url, failure }, 'the hub of the feeds cannot be told of a publication');
		return pauseAfter(failures, SOON, null);
	};
	return startRounds([{ intervalMillis: SOON, run }], {
		concurrency: 1,
		onLag: () => {},
		onError: (error) => log.error({ err: error }, 'the hub of the feeds could not be told'),
	});
}

async function failureOf(
	url: string,
	feeds: readonly string[],
	allowPrivate: readonly string[],
	signal: AbortSignal,
): Promise<string | null> {
	try {
		const status = await pingHub(url, feeds, { allowPrivate, signal });
		return status >= 200 && status < 300 ? null : `it answers with status ${status}`;
	} catch (error) {
		return wordsOf(error);
	}
}
