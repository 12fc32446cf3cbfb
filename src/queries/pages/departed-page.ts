import type { Component } from '../../domain/component.ts';
import type { Wording } from '../../domain/text.ts';
import { type Reading, worded } from '../shared/reading.ts';
import type { Fresh } from './freshness.ts';
import type { HistoryStretch } from './history-days.ts';
import { historySearch } from './history-search.ts';

/** What is left of a component that has left: its name, and what happened to it. */
export interface DepartedPage extends Fresh {
	slug: string;
	kind: Component['kind'];
	name: Wording;
	/** Of its group, where that is there still. */
	group: Wording | null;
	/** How many incidents and maintenances there are, which may be more than are shown; counted up to a thousand. */
	total: number;
	isMore: boolean;
	shown: number;
	/** Newest first. */
	stretches: HistoryStretch[];
}

/** Null when there was no such component, or there is still. */
export async function departedPage(reading: Reading, slug: string): Promise<DepartedPage | null> {
	const { departed, groups } = await reading.stores.components.catalogue();
	const component = departed.find((one) => one.slug === slug);
	if (!component) return null;
	const group = groups.find((one) => one.slug === component.group);
	const { total, isMore, shown, stretches, validUntil } = await historySearch(reading, null, {
		kind: null,
		component: slug,
	});
	return {
		slug,
		kind: component.kind,
		name: worded(reading, component.name),
		group: group ? worded(reading, group.name) : null,
		...{ total, isMore, shown, stretches, validUntil },
	};
}
