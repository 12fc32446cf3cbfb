import { allow } from '../domain/actor.ts';
import { type Incident, postUpdate, type UpdateDraft } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import { keepingNothing, type OpenKeeper } from '../domain/sla/earlier-outcome.ts';
import type { Stores } from '../stores/stores.ts';
import { changeIncident } from './change-incident.ts';
import { refuseUnknownComponents } from './known-components.ts';
import { newId } from './new-id.ts';
import type { Precondition } from './precondition.ts';

/**
 * @param open reads what the change may do to promises that have ended
 * @throws DomainError `not_found`, `invalid`, `conflict`, `precondition_failed`
 */
export async function postIncidentUpdate(
	stores: Stores,
	id: string,
	draft: Omit<UpdateDraft, 'id'>,
	writing: Writing,
	now: Instant,
	precondition: Precondition<Incident>,
	open: OpenKeeper = keepingNothing,
): Promise<Incident> {
	allow(writing.by, 'status');
	const slugs = Object.keys(draft.components).map((slug) => ({ slug, pointer: `/components/${slug}` }));
	refuseUnknownComponents(slugs, await stores.components.catalogue());
	const update = { ...draft, id: newId() };
	const decide = (incident: Incident) => postUpdate(incident, update, now);
	const change = { decide, reason: draft.body, kind: 'incident.updated' } as const;
	return changeIncident(stores, id, change, writing, now, precondition, open);
}
