import type { Reading } from '../shared/reading.ts';
import { type FoundPassage, foundPassage } from './found-passage.ts';
import { type Fresh, latenessChanges, validUntil } from './freshness.ts';
import { busyDays, type HistoryStretch } from './history-days.ts';
import { type FilterCard, filterCard, type HistoryFilter } from './history-filter.ts';
import { incidentCard } from './incident-card.ts';
import { maintenanceCard } from './maintenance-card.ts';

/** Whoever has to look through more asks again. */
const MOST_FOUND = 50;
/** What is longer was not typed. */
const LONGEST_QUESTION = 200;

export interface HistorySearch extends Fresh {
	/** As they were typed, and as far as they were heeded; null where only the filters apply. */
	words: string | null;
	filters: FilterCard;
	/** How many there are, which may be more than are shown; counted up to a thousand. */
	total: number;
	isMore: boolean;
	shown: number;
	/** Newest first. */
	stretches: HistoryStretch[];
	/** Where the words stand, by the id of what was found; nothing where its title says them all. */
	passages: Map<string, FoundPassage>;
}

/** What the whole history says of these words, or of what the filter leaves. */
export async function historySearch(
	reading: Reading,
	typed: string | null,
	filter: HistoryFilter,
): Promise<HistorySearch> {
	const { stores } = reading;
	const words = typed?.slice(0, LONGEST_QUESTION) ?? null;
	// What is planned can be looked for, but is no history yet.
	const before = words === null ? reading.now : null;
	const { found, total, isMore } = await stores.search.find({ words, before, ...filter }, MOST_FOUND);
	const idsOf = (wanted: string) => found.filter(({ kind }) => kind === wanted).map(({ id }) => id);
	const catalogue = await stores.components.catalogue();
	const revisions = await stores.revisions.all();
	const incidents = await stores.incidents.withIds(idsOf('incident'));
	const maintenances = await stores.maintenances.withIds(idsOf('maintenance'));
	const works = maintenances.map((one) => maintenanceCard(reading, one, catalogue, revisions));
	return {
		words,
		filters: filterCard(reading, filter, catalogue),
		...{ total, isMore },
		shown: found.length,
		stretches: busyDays(
			reading,
			incidents.map((one) => incidentCard(reading, one, catalogue)),
			works,
		),
		passages: new Map(
			[...incidents, ...maintenances].flatMap((one) => {
				const passage = words === null ? null : foundPassage(reading, one, words);
				return passage === null ? [] : [[one.id, passage]];
			}),
		),
		validUntil: validUntil(reading, latenessChanges(works, reading.now)),
	};
}
