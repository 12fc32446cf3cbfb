import { amendIncident as amend, type Incident, type IncidentPatch } from '../domain/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Author } from '../domain/publication.ts';
import type { Stores } from '../stores/stores.ts';
import { refuseUnknownCause } from './known-components.ts';
import { newId } from './new-id.ts';
import type { Precondition } from './precondition.ts';

/** @throws DomainError `not_found`, `invalid`, `conflict`, `precondition_failed` */
export async function amendIncident(
	stores: Stores,
	id: string,
	patch: IncidentPatch,
	author: Author,
	now: Instant,
	precondition: Precondition<Incident>,
): Promise<Incident> {
	refuseUnknownCause(patch.cause ?? null, await stores.components.catalogue());
	const decide = (incident: Incident) => {
		precondition(incident);
		return amend(incident, patch, newId(), now);
	};
	return stores.incidents.change(id, decide, author, now);
}
