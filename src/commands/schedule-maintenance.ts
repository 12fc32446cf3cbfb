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
	if (rrule !== undefined) {
		const plan = { components, planned, automatic: isAutomatic(said, now) };
		const series = { ...wordingIn(templates, 'maintenance', said), ...plan, rrule, exceptions, zone };
		const { maintenances } = await scheduleMaintenanceSeries(stores, series, told, now);
		return maintenances[0] as Maintenance;
	}
	const decide = await maintenanceToBe(stores, said, writing, now, { templates, zone });
	return stores.maintenances.create(decide, told, now);
}

/** The same maintenance before it is scheduled, by itself: what it will be, given its number. Nothing is written. @throws DomainError `invalid` */
export async function maintenanceToBe(
	stores: Pick<Stores, 'components'>,
	input: NewMaintenance,
	writing: Writing,
	now: Instant,
	{ templates }: Place,
): Promise<(number: number) => Maintenance> {
	allow(writing.by, 'status');
	const { components, planned } = input;
	const slugs = components.map((slug, position) => ({ slug, pointer: `/components/${position}` }));
	refuseUnknownComponents(slugs, await stores.components.catalogue());
	const draft = { ...wordingIn(templates, 'maintenance', input), components, planned };
	const ids = { id: newId(), updateId: newId() };
	return (number) => schedule({ ...draft, ...ids, number, automatic: isAutomatic(input, now) }, now);
}

/** What is told when it is over was done by people. */
function isAutomatic({ automatic, rrule, planned }: NewMaintenance, now: Instant): boolean {
	return automatic ?? (rrule !== undefined || planned.end > now);
}
