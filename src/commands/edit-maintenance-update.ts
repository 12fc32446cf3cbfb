import { allow } from '../domain/actor.ts';
import type { Instant } from '../domain/instant.ts';
import type { Maintenance } from '../domain/maintenance/maintenance.ts';
import { editMaintenanceUpdate as edit } from '../domain/maintenance/maintenance-edit.ts';
import type { Writing } from '../domain/publication.ts';
import type { MaintenanceUpdateChange } from '../inputs/maintenance.ts';
import type { Stores } from '../stores/stores.ts';
import type { Precondition } from './precondition.ts';
import { toldOfEdit } from './told-to.ts';

/** @throws DomainError `not_found`, `invalid`, `conflict`, `precondition_failed` */
export async function editMaintenanceUpdate(
	stores: Pick<Stores, 'maintenances'>,
	id: string,
	updateId: string,
	input: MaintenanceUpdateChange,
	writing: Writing,
	now: Instant,
	precondition: Precondition<Maintenance>,
): Promise<Maintenance> {
	allow(writing.by, 'status');
	const [change, told, refuseOther] = toldOfEdit(input, updateId, await stores.maintenances.find(id), writing);
	const decide = (maintenance: Maintenance) => {
		precondition(maintenance);
		refuseOther(maintenance);
		return edit(maintenance, updateId, change, now);
	};
	return stores.maintenances.change(id, decide, told, now, 'maintenance.edited');
}
