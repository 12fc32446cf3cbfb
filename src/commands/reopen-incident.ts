import { allow } from '../domain/actor.ts';
import { type Incident, reopenIncident as reopen } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import type { IncidentReopening } from '../inputs/incident.ts';
import type { Stores } from '../stores/stores.ts';
import { refuseUnknownComponents } from './known-components.ts';
import { newId } from './new-id.ts';
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
	const slugs = Object.keys(input.components).map((slug) => ({ slug, pointer: `/components/${slug}` }));
	refuseUnknownComponents(slugs, await stores.components.catalogue());
	const { status, body, components, happenedAt = now, nextUpdateAt = null } = input;
	const update = { status, body, components, happenedAt, nextUpdateAt, id: newId() };
	const decide = (incident: Incident) => {
		precondition(incident);
		return reopen(incident, update, now);
	};
	return stores.incidents.change(id, decide, writing, now, 'incident.reopened');
}
