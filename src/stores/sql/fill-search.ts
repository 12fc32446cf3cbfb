import { incidents, maintenances } from '../../../db/schema.ts';
import type { Succession } from '../../domain/succession.ts';
import type { Transaction } from '../engine.ts';
import { findIn as findIncident } from './incidents.ts';
import { findIn as findMaintenance } from './maintenances.ts';
import { indexIncident, indexMaintenance } from './search-index.ts';

/** Indexes all that was ever told. */
export async function fillSearch(tx: Transaction, names: Succession): Promise<void> {
	for (const { id } of await tx.select({ id: incidents.id }).from(incidents)) {
		const incident = await findIncident(tx, id, names);
		if (incident) await indexIncident(tx, incident);
	}
	for (const { id } of await tx.select({ id: maintenances.id }).from(maintenances)) {
		const maintenance = await findMaintenance(tx, id, names);
		if (maintenance) await indexMaintenance(tx, maintenance);
	}
}
