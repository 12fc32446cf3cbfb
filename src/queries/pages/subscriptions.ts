import type { Wording } from '../../domain/text.ts';
import type { Reads } from '../../stores/stores.ts';
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

/** Those that somebody chose, by the names that they have now. */
export async function slugsToday(
	{ components }: Pick<Reads, 'components'>,
	slugs: readonly string[],
): Promise<string[]> {
	const { succession } = await components.catalogue();
	return slugs.map((slug) => succession.now(slug));
}
