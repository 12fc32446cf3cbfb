import { allow } from '../domain/actor.ts';
import type { Instant } from '../domain/instant.ts';
import { endSeries, type MaintenanceSeries, type Materialised } from '../domain/maintenance/maintenance-series.ts';
import type { Writing } from '../domain/publication.ts';
import { inEveryLanguage } from '../i18n/every-language.ts';
import type { Stores } from '../stores/stores.ts';
import { newId } from './new-id.ts';
import type { Precondition } from './precondition.ts';

/** A series, and its occurrences that are still scheduled. */
export type StandingSeries = MaintenanceSeries & Pick<Materialised, 'scheduled'>;

/** One publication: the series ends, and what is still scheduled is cancelled. @throws DomainError `not_found`, `conflict` */
export async function endMaintenanceSeries(
	stores: Stores,
	id: string,
	writing: Writing,
	now: Instant,
	precondition: Precondition<StandingSeries>,
): Promise<void> {
	allow(writing.by, 'status');
	const decide = (series: MaintenanceSeries, there: Materialised) => {
		precondition({ ...series, scheduled: there.scheduled });
		const noMore = inEveryLanguage((t) => t.maintenance.noMore);
		return endSeries(series, there, noMore, newId, now);
	};
	await stores.maintenanceSeries.change(id, decide, writing, now);
}
