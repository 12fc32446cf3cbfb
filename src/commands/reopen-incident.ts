import { allow } from '../domain/actor.ts';
import { type Incident, reopenIncident as reopen, type UpdateDraft } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import type { OpenKeeper } from '../domain/sla/earlier-outcome.ts';
import type { Stores } from '../stores/stores.ts';
import { changeIncident } from './change-incident.ts';
import { refuseUnknownComponents } from './known-components.ts';
import { newId } from './new-id.ts';
import type { Precondition } from './precondition.ts';

/** @throws DomainError `not_found`, `invalid`, `conflict`, `precondition_failed` */
export async function reopenIncident(
	stores: Stores,
	id: string,
	draft: Omit<UpdateDraft, 'id'>,
	writing: Writing,
	now: Instant,
	precondition: Precondition<Incident>,
	open: OpenKeeper,
): Promise<Incident> {
	allow(writing.by, 'status');
	const slugs = Object.keys(draft.components).map((slug) => ({ slug, pointer: `/components/${slug}` }));
	refuseUnknownComponents(slugs, await stores.components.catalogue());
	const update = { ...draft, id: newId() };
	const decide = (incident: Incident) => reopen(incident, update, now);
	const change = { decide, reason: draft.body, kind: 'incident.reopened' } as const;
	return changeIncident(stores, id, change, writing, now, precondition, open);
}
