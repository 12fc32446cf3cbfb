import { allow } from '../domain/actor.ts';
import { type Incident, proposeSolution as propose } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import type { NewIncidentUpdate } from '../inputs/incident.ts';
import type { Stores } from '../stores/stores.ts';
import { postToIncident } from './post-to-incident.ts';
import type { Precondition } from './precondition.ts';

/** Posts an update that proposes a solution, or a work-around. @throws DomainError `not_found`, `invalid`, `conflict`, `precondition_failed` */
export async function proposeSolution(
	stores: Stores,
	id: string,
	input: NewIncidentUpdate,
	writing: Writing,
	now: Instant,
	precondition: Precondition<Incident>,
): Promise<Incident> {
	allow(writing.by, 'status');
	const posting = { post: propose, kind: 'incident.solution_proposed' } as const;
	return postToIncident(stores, id, input, writing, now, precondition, posting);
}
