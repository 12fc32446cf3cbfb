import { allow } from '../domain/actor.ts';
import { announceDelay as announce, type Incident } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import type { Text } from '../domain/text.ts';
import type { Stores } from '../stores/stores.ts';
import { newId } from './new-id.ts';
import type { Precondition } from './precondition.ts';

/**
 * Says, before a deadline passes, that it will not be kept, why, and what is expected now.
 *
 * @param precondition refuses an incident whose deadlines have passed, or that has none
 * @throws DomainError `not_found`, `invalid`, `conflict`, `precondition_failed`
 */
export async function announceDelay(
	stores: Stores,
	id: string,
	delay: { body: Text; estimate: Instant },
	writing: Writing,
	now: Instant,
	precondition: Precondition<Incident>,
): Promise<Incident> {
	allow(writing.by, 'status');
	const told = { ...delay, updateId: newId() };
	const decide = (incident: Incident) => {
		precondition(incident);
		return announce(incident, told, now);
	};
	return stores.incidents.change(id, decide, writing, now, 'incident.delayed');
}
