import { DomainError } from '../domain/errors.ts';
import type { Incident } from '../domain/incidents/incident.ts';
import type { Stores } from '../stores/stores.ts';

/** @throws DomainError `not_found` */
export async function knownIncident(stores: Stores, id: string): Promise<Incident> {
	const incident = await stores.incidents.find(id);
	if (!incident) throw new DomainError('not_found', `There is no incident ${id}`);
	return incident;
}
