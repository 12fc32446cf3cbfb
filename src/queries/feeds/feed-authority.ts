import type { Reading } from '../shared/reading.ts';

/** By which host the entries of feeds are known: the one that the site was first started with. */
export async function feedAuthority({ stores }: Pick<Reading, 'stores'>, siteUrl: string): Promise<string> {
	return (await stores.identities.ofFeeds()) ?? new URL(siteUrl).hostname;
}
