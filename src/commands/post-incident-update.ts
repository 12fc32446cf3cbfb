import { allow } from '../domain/actor.ts';
import { type Incident, postUpdate } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import type { NewIncidentUpdate } from '../inputs/incident.ts';
import type { Stores } from '../stores/stores.ts';
import { postToIncident } from './post-to-incident.ts';
import type { Precondition } from './precondition.ts';
import { proposeSolution } from './propose-solution.ts';

/**
 * What proposes a solution is told as one.
 *
 * @throws DomainError `not_found`, `invalid`, `conflict`, `precondition_failed`
 */
export async function postIncidentUpdate(
	stores: Stores,
	id: string,
	input: NewIncidentUpdate,
	writing: Writing,
	now: Instant,
	precondition: Precondition<Incident>,
): Promise<Incident> {
	allow(writing.by, 'status');
	if (input.solution) return proposeSolution(stores, id, input, writing, now, precondition);
	const posting = { post: postUpdate, kind: 'incident.updated' } as const;
	return postToIncident(stores, id, input, writing, now, precondition, posting);
}
