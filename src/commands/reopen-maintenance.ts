import { allow } from '../domain/actor.ts';
import type { Instant } from '../domain/instant.ts';
import { type Maintenance, reopenMaintenance as reopen } from '../domain/maintenance/maintenance.ts';
import type { Writing } from '../domain/publication.ts';
import type { MaintenanceReopening } from '../inputs/maintenance.ts';
import type { Stores } from '../stores/stores.ts';
import { newId } from './new-id.ts';
import type { Precondition } from './precondition.ts';
import { toldTo } from './told-to.ts';

/** Unless the status is given, it goes on with the work, or is still to begin where it never had. @throws DomainError `not_found`, `invalid`, `conflict`, `precondition_failed` */
export async function reopenMaintenance(
	stores: Pick<Stores, 'maintenances'>,
	id: string,
	input: MaintenanceReopening,
	writing: Writing,
	now: Instant,
	precondition: Precondition<Maintenance>,
): Promise<Maintenance> {
	allow(writing.by, 'status');
	const [{ status, ...said }, told] = toldTo(input, writing);
	const update = { ...said, happenedAt: input.happenedAt ?? now };
	const decide = (maintenance: Maintenance) => {
		precondition(maintenance);
		const begun = maintenance.startedAt !== null;
		return reopen(
			maintenance,
			{ ...update, status: status ?? (begun ? 'in_progress' : 'scheduled'), id: newId() },
			now,
		);
	};
	return stores.maintenances.change(id, decide, told, now, 'maintenance.reopened');
}
