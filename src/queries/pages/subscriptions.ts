import type { Wording } from '../../domain/text.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { type Fresh, validUntil } from './freshness.ts';

/** What there is to follow one by one. */
export interface Subscriptions extends Fresh {
	components: { slug: string; name: Wording }[];
}

export async function subscriptions(reading: Reading): Promise<Subscriptions> {
	const { components } = await reading.stores.components.catalogue();
	return {
		components: components.map(({ slug, name }) => ({ slug, name: worded(reading, name) })),
		validUntil: validUntil(reading, []),
	};
}
