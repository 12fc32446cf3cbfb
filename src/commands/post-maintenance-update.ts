import { allow } from '../domain/actor.ts';
import type { Instant } from '../domain/instant.ts';
import { type Maintenance, postMaintenanceUpdate as post } from '../domain/maintenance/maintenance.ts';
import type { Writing } from '../domain/publication.ts';
import type { NewMaintenanceUpdate } from '../inputs/maintenance.ts';
import type { Stores } from '../stores/stores.ts';
import { newId } from './new-id.ts';
import type { Precondition } from './precondition.ts';
import { toldTo } from './told-to.ts';

/** @throws DomainError `not_found`, `invalid`, `conflict`, `precondition_failed` */
export async function postMaintenanceUpdate(
	stores: Stores,
	id: string,
	input: NewMaintenanceUpdate,
	writing: Writing,
	now: Instant,
	precondition: Precondition<Maintenance>,
): Promise<Maintenance> {
	allow(writing.by, 'status');
	const [said, told] = toldTo(input, writing);
	const update = { ...said, happenedAt: input.happenedAt ?? now };
	const decide = (maintenance: Maintenance) => {
		precondition(maintenance);
		return post(maintenance, { ...update, id: newId() }, now);
	};
	return stores.maintenances.change(id, decide, told, now, 'maintenance.updated');
}
