import { machine } from '../domain/actor.ts';
import type { Instant } from '../domain/instant.ts';
import { continueSeries } from '../domain/maintenance/maintenance-series.ts';
import type { Stores } from '../stores/stores.ts';
import { newId } from './new-id.ts';

const writing = { by: machine };

/** Schedules what is missing of its next occurrences; nothing where nothing is. */
export async function continueMaintenanceSeries(stores: Stores, id: string, now: Instant): Promise<void> {
	await stores.maintenanceSeries.change(id, (series, there) => continueSeries(series, there, newId, now), writing, now);
}
