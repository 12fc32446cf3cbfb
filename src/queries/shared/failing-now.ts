import { type Observation, stillWatched } from '../../domain/watch/observation.ts';
import { sourcesOf } from './facts.ts';
import type { Reading } from './reading.ts';

/** What is measured to fail now, or is told to, also where somebody tells it already: the longest-standing first. */
export async function failingNow({
	stores,
	site,
	now,
}: Pick<Reading, 'stores' | 'site' | 'now'>): Promise<Observation[]> {
	const open = await stores.observations.open();
	return open.length === 0 ? [] : stillWatched(open, await sourcesOf({ stores, site }), now);
}
