import { allow } from '../domain/actor.ts';
import type { Instant, Interval } from '../domain/instant.ts';
import { beginSeries, type SeriesChange } from '../domain/maintenance/maintenance-series.ts';
import type { Writing } from '../domain/publication.ts';
import type { Text } from '../domain/text.ts';
import type { Stores } from '../stores/stores.ts';
import { refuseUnknownComponents } from './known-components.ts';
import { newId } from './new-id.ts';

export interface MaintenanceSeriesDraft {
	title: Text;
	body: Text;
	components: string[];
	/** The candidate for the first occurrence. */
	planned: Interval;
	automatic: boolean;
	/** RFC 5545, without DTSTART. */
	rrule: string;
	/** The time zone of its clock, and of `exceptions` ('YYYY-MM-DD'). */
	zone: string;
	exceptions: string[];
}

/** One publication: the series and its next occurrences. @throws DomainError `invalid` */
export async function scheduleMaintenanceSeries(
	stores: Stores,
	draft: MaintenanceSeriesDraft,
	writing: Writing,
	now: Instant,
): Promise<SeriesChange> {
	allow(writing.by, 'status');
	const slugs = draft.components.map((slug, position) => ({ slug, pointer: `/components/${position}` }));
	refuseUnknownComponents(slugs, await stores.components.catalogue());
	const { planned, ...facts } = draft;
	const window = { firstStart: planned.start, durationMillis: planned.end - planned.start };
	const series = { ...facts, ...window, id: newId(), publishedAt: now, endedAt: null };
	return stores.maintenanceSeries.create((number) => beginSeries(series, number, newId, now), writing, now);
}
