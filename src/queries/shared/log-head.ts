import type { Stores } from '../../stores/stores.ts';

/** Which log it is, for ever: its name does not follow the site's address. */
export async function originOf({ identities }: Pick<Stores, 'identities'>): Promise<string> {
	return `${await identities.ofFeeds()}/log`;
}
