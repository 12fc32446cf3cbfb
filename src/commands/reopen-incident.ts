import { allow } from '../domain/actor.ts';
import { type Incident, reopenIncident as reopen } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import type { IncidentReopening } from '../inputs/incident.ts';
import type { Stores } from '../stores/stores.ts';
import { postToIncident } from './post-to-incident.ts';
import type { Precondition } from './precondition.ts';

/** @throws DomainError `not_found`, `invalid`, `conflict`, `precondition_failed` */
export async function reopenIncident(
	stores: Stores,
	id: string,
	input: IncidentReopening,
	writing: Writing,
	now: Instant,
	precondition: Precondition<Incident>,
): Promise<Incident> {
	allow(writing.by, 'status');
	const posting = { post: reopen, kind: 'incident.reopened' } as const;
	return postToIncident(stores, id, input, writing, now, precondition, posting);
}
