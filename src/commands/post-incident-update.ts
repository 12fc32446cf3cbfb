import { allow } from '../domain/actor.ts';
import { type Incident, postUpdate } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import type { NewIncidentUpdate } from '../inputs/incident.ts';
import type { Stores } from '../stores/stores.ts';
import { refuseUnknownComponents } from './known-components.ts';
import { newId } from './new-id.ts';
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
	const told = { ...writing, notify: input.notify };
	if (input.solution) return proposeSolution(stores, id, input, told, now, precondition);
	const slugs = Object.keys(input.components).map((slug) => ({ slug, pointer: `/components/${slug}` }));
	refuseUnknownComponents(slugs, await stores.components.catalogue());
	const { status, body, components, happenedAt = now, nextUpdateAt = null } = input;
	const update = { status, body, components, happenedAt, nextUpdateAt, id: newId() };
	const decide = (incident: Incident) => {
		precondition(incident);
		return postUpdate(incident, update, now);
	};
	return stores.incidents.change(id, decide, told, now, 'incident.updated');
}
