import { allow } from '../domain/actor.ts';
import { retract } from '../domain/incidents/retraction.ts';
import type { Instant } from '../domain/instant.ts';
import type { Maintenance } from '../domain/maintenance/maintenance.ts';
import type { Writing } from '../domain/publication.ts';
import type { NewRetraction } from '../inputs/corrections.ts';
import type { Stores } from '../stores/stores.ts';
import type { Precondition } from './precondition.ts';
import { toldTo } from './told-to.ts';

/**
 * Takes back a maintenance that should never have been published.
 *
 * @throws DomainError `not_found`, `conflict`, `precondition_failed`
 */
export async function retractMaintenance(
	stores: Pick<Stores, 'maintenances'>,
	id: string,
	input: NewRetraction,
	writing: Writing,
	now: Instant,
	precondition: Precondition<Maintenance>,
): Promise<Maintenance> {
	allow(writing.by, 'status');
	const [{ reason }, told] = toldTo(input, writing);
	const decide = (maintenance: Maintenance) => {
		precondition(maintenance);
		return retract(maintenance, reason, now);
	};
	return stores.maintenances.change(id, decide, told, now, 'maintenance.retracted');
}
