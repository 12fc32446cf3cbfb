import { allow } from '../domain/actor.ts';
import type { Template } from '../domain/incidents/template.ts';
import type { Instant } from '../domain/instant.ts';
import { type Maintenance, scheduleMaintenance as schedule } from '../domain/maintenance/maintenance.ts';
import type { Writing } from '../domain/publication.ts';
import type { NewMaintenance } from '../inputs/maintenance.ts';
import type { Stores } from '../stores/stores.ts';
import { refuseUnknownComponents } from './known-components.ts';
import { newId } from './new-id.ts';
import { scheduleMaintenanceSeries } from './schedule-maintenance-series.ts';
import { toldTo } from './told-to.ts';
import { wordingIn } from './wording.ts';

/** What is said of the site where the work is done. */
export interface Place {
	/** From which it may take its wording. */
	templates: readonly Template[];
	/** Whose clock the rule of a series means. */
	zone: string;
}

/** One maintenance, or the first of a series. @throws DomainError `invalid` */
export async function scheduleMaintenance(
	stores: Stores,
	input: NewMaintenance,
	writing: Writing,
	now: Instant,
	{ templates, zone }: Place = { templates: [], zone: 'UTC' },
): Promise<Maintenance> {
	allow(writing.by, 'status');
	const [said, told] = toldTo(input, writing);
	const { components, planned, rrule, exceptions = [] } = said;
	// What is told when it is over was done by people.
	const automatic = input.automatic ?? (rrule !== undefined || planned.end > now);
	const draft = { ...wordingIn(templates, 'maintenance', said), components, automatic, planned };
	if (rrule !== undefined) {
		const series = { ...draft, rrule, exceptions, zone };
		const { maintenances } = await scheduleMaintenanceSeries(stores, series, told, now);
		return maintenances[0] as Maintenance;
	}
	const slugs = components.map((slug, position) => ({ slug, pointer: `/components/${position}` }));
	refuseUnknownComponents(slugs, await stores.components.catalogue());
	const ids = { id: newId(), updateId: newId() };
	return stores.maintenances.create((number) => schedule({ ...draft, ...ids, number }, now), told, now);
}
