import { DomainError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Maintenance } from '../../domain/maintenance/maintenance.ts';
import { type MaintenanceSeries, nextOf } from '../../domain/maintenance/maintenance-series.ts';
import type { Text } from '../../domain/text.ts';
import { iso, isoOrNull, namesIn, type Page, pageOf, type ResourceReading, type Slice } from './resource.ts';

export interface OccurrenceResource {
	id: string;
	planned_start: string;
	planned_end: string;
}

/** A series of maintenances as the admin API answers it. */
export interface MaintenanceSeriesResource {
	id: string;
	title: Text;
	body: Text;
	components: { slug: string; name: string }[];
	rrule: string;
	time_zone: string;
	exceptions: string[];
	automatic: boolean;
	published_at: string;
	ended_at: string | null;
	/** The next one first. */
	occurrences: OccurrenceResource[];
}

type SeriesPresenter = (series: MaintenanceSeries, pending: Maintenance[]) => MaintenanceSeriesResource;

/** Presents a series with the maintenances that are pending. */
export async function seriesPresenter(reading: ResourceReading): Promise<SeriesPresenter> {
	const nameOf = namesIn(reading, await reading.stores.components.catalogue());
	return (series, pending) => ({
		...{ id: series.id, title: series.title, body: series.body },
		components: series.components.map((slug) => ({ slug, name: nameOf(slug) })),
		rrule: series.rrule,
		time_zone: series.zone,
		exceptions: series.exceptions,
		automatic: series.automatic,
		published_at: iso(series.publishedAt),
		ended_at: isoOrNull(series.endedAt),
		occurrences: occurrencesOf(series, pending, reading.now),
	});
}

/** @throws DomainError `not_found` */
export async function seriesById(reading: ResourceReading, id: string): Promise<MaintenanceSeriesResource> {
	const { stores } = reading;
	const series = await stores.maintenanceSeries.find(id);
	if (!series) throw new DomainError('not_found', `There is no maintenance series ${id}`);
	return (await seriesPresenter(reading))(series, await stores.maintenances.pending());
}

/** Newest first. */
export async function seriesResources(
	reading: ResourceReading,
	{ before, limit }: Slice,
): Promise<Page<MaintenanceSeriesResource>> {
	const { stores } = reading;
	const found = await stores.maintenanceSeries.list(before, limit + 1);
	const { items, next } = pageOf(found, limit, ({ publishedAt }) => publishedAt);
	const present = await seriesPresenter(reading);
	const pending = await stores.maintenances.pending();
	return { items: items.map((series) => present(series, pending)), next };
}

export function occurrencesOf({ id }: MaintenanceSeries, pending: Maintenance[], now: Instant): OccurrenceResource[] {
	return nextOf(id, pending, now).map(({ id, planned }) => {
		return { id, planned_start: iso(planned.start), planned_end: iso(planned.end) };
	});
}
