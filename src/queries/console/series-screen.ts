import type { Maintenance } from '../../domain/maintenance/maintenance.ts';
import type { MaintenanceSeries } from '../../domain/maintenance/maintenance-series.ts';
import type { Wording } from '../../domain/text.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { type Repeating, repeatingBy } from './repeating.ts';

/** Work that comes again, as it stands. */
export interface SeriesScreen {
	series: MaintenanceSeries;
	title: Wording;
	repeats: Repeating;
	/** Its dates that are still scheduled, the next one first. */
	scheduled: Maintenance[];
}

/** Null where there is no such series. */
export async function seriesScreen(reading: Reading, id: string): Promise<SeriesScreen | null> {
	const { stores, now } = reading;
	const series = await stores.maintenanceSeries.find(id);
	if (!series) return null;
	const scheduled = (await stores.maintenances.pending())
		.filter((one) => one.seriesId === id && one.status === 'scheduled')
		.sort((one, other) => one.planned.start - other.planned.start);
	return { series, title: worded(reading, series.title), repeats: repeatingBy(series, now), scheduled };
}
