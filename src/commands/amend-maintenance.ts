import { allow } from '../domain/actor.ts';
import type { Instant } from '../domain/instant.ts';
import { amendMaintenance as amend, type Maintenance } from '../domain/maintenance/maintenance.ts';
import type { Writing } from '../domain/publication.ts';
import type { MaintenanceChange } from '../inputs/maintenance.ts';
import type { Stores } from '../stores/stores.ts';
import { refuseUnknownComponents } from './known-components.ts';
import { newId } from './new-id.ts';
import type { Precondition } from './precondition.ts';
import { toldOfFacts } from './told-to.ts';

/** @throws DomainError `not_found`, `invalid`, `conflict`, `precondition_failed` */
export async function amendMaintenance(
	stores: Stores,
	id: string,
	change: MaintenanceChange,
	writing: Writing,
	now: Instant,
	precondition: Precondition<Maintenance>,
): Promise<Maintenance> {
	allow(writing.by, 'status');
	const [patch, told, refuseOther] = toldOfFacts(change, await stores.maintenances.find(id), writing);
	const slugs = (patch.components ?? []).map((slug, position) => ({ slug, pointer: `/components/${position}` }));
	refuseUnknownComponents(slugs, await stores.components.catalogue());
	const decide = (maintenance: Maintenance) => {
		precondition(maintenance);
		refuseOther(maintenance);
		return amend(maintenance, patch, newId(), now);
	};
	return stores.maintenances.change(id, decide, told, now, 'maintenance.amended');
}
