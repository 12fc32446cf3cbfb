import { allow } from '../domain/actor.ts';
import { type Incident, justifyMiss as justify } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import type { Text } from '../domain/text.ts';
import type { Stores } from '../stores/stores.ts';
import type { Precondition } from './precondition.ts';

/**
 * Publishes why a deadline was missed.
 *
 * @param precondition refuses an incident of which none was
 * @throws DomainError `not_found`, `conflict`, `precondition_failed`
 */
export async function justifyMiss(
	stores: Stores,
	id: string,
	body: Text,
	writing: Writing,
	now: Instant,
	precondition: Precondition<Incident>,
): Promise<Incident> {
	allow(writing.by, 'status');
	const decide = (incident: Incident) => {
		precondition(incident);
		return justify(incident, body, now);
	};
	return stores.incidents.change(id, decide, writing, now, 'incident.justified');
}
