import { endMaintenanceSeries, type StandingSeries } from '../commands/end-maintenance-series.ts';
import type { Instant } from '../domain/instant.ts';
import type { Maintenance } from '../domain/maintenance/maintenance.ts';
import type { SeriesChange } from '../domain/maintenance/maintenance-series.ts';
import type { Stores } from '../stores/stores.ts';
import { inTwoTaps, type Step } from './act.ts';
import { asSeen } from './seen.ts';
import type { Visit } from './visit.ts';

/** What a form carries of a series: whether it ended, and which dates still stand. */
export function standingMark({ endedAt, scheduled }: Pick<StandingSeries, 'endedAt' | 'scheduled'>): object {
	return { endedAt, scheduled: scheduled.map(({ id, planned: { start, end } }) => [id, start, end]) };
}

/** Ends a series in two taps: the first one shows its dates as they would be cancelled. */
export function seriesStep(stores: Stores, visit: Visit, id: string, now: Instant): Promise<Step<Maintenance[]>> {
	const seenIn = (form: URLSearchParams) => (current: StandingSeries) => asSeen<object>(form)(standingMark(current));
	const look = async (by: Parameters<typeof endMaintenanceSeries>[2]['by'], form: URLSearchParams) => {
		let cancelled: Maintenance[] = [];
		const rehearsal = ({ data }: { data: unknown }) => {
			cancelled = (data as SeriesChange).maintenances;
		};
		await endMaintenanceSeries(stores, id, { by, rehearsal }, now, seenIn(form));
		return cancelled;
	};
	return inTwoTaps(stores, visit, `/admin/maintenance-series/${id}`, look, async (writing, form) => {
		await endMaintenanceSeries(stores, id, writing, now, seenIn(form));
		return `maintenance-series/${id}`;
	});
}
