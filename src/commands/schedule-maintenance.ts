import { allow } from '../domain/actor.ts';
import type { Instant } from '../domain/instant.ts';
import {
	type Maintenance,
	type NewMaintenance,
	scheduleMaintenance as schedule,
} from '../domain/maintenance/maintenance.ts';
import type { Writing } from '../domain/publication.ts';
import type { Stores } from '../stores/stores.ts';
import { refuseUnknownComponents } from './known-components.ts';
import { newId } from './new-id.ts';

export type MaintenanceDraft = Omit<NewMaintenance, 'id' | 'number' | 'updateId'>;

/** @throws DomainError `invalid` */
export async function scheduleMaintenance(
	stores: Stores,
	draft: MaintenanceDraft,
	writing: Writing,
	now: Instant,
): Promise<Maintenance> {
	allow(writing.by, 'status');
	const slugs = draft.components.map((slug, position) => ({ slug, pointer: `/components/${position}` }));
	refuseUnknownComponents(slugs, await stores.components.catalogue());
	const ids = { id: newId(), updateId: newId() };
	return stores.maintenances.create((number) => schedule({ ...draft, ...ids, number }, now), writing, now);
}
