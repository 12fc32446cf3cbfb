import { allow } from '../domain/actor.ts';
import { type Incident, type IncidentDraft, openIncident as opened } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import type { Stores } from '../stores/stores.ts';
import { refuseUnknownCause, refuseUnknownComponents } from './known-components.ts';
import { newId } from './new-id.ts';

/**
 * @throws DomainError `invalid`
 */
export async function openIncident(
	stores: Stores,
	draft: IncidentDraft,
	writing: Writing,
	now: Instant,
): Promise<Incident> {
	allow(writing.by, 'status');
	const catalogue = await stores.components.catalogue();
	const slugs = Object.keys(draft.components).map((slug) => ({ slug, pointer: `/components/${slug}` }));
	refuseUnknownComponents(slugs, catalogue);
	refuseUnknownCause(draft.cause, catalogue);
	const ids = { id: newId(), updateId: newId() };
	const decide = (number: number) => opened({ ...draft, ...ids, number }, now);
	return stores.incidents.create(decide, writing, now);
}
