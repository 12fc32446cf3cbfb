import { type Incident, type IncidentDraft, openIncident as open } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Author } from '../domain/publication.ts';
import type { Stores } from '../stores/stores.ts';
import { refuseUnknownCause, refuseUnknownComponents } from './known-components.ts';
import { newId } from './new-id.ts';

/** @throws DomainError `invalid` */
export async function openIncident(
	stores: Stores,
	draft: IncidentDraft,
	author: Author,
	now: Instant,
): Promise<Incident> {
	const catalogue = await stores.components.catalogue();
	const slugs = Object.keys(draft.components).map((slug) => ({ slug, pointer: `/components/${slug}` }));
	refuseUnknownComponents(slugs, catalogue);
	refuseUnknownCause(draft.cause, catalogue);
	const ids = { id: newId(), updateId: newId() };
	return stores.incidents.create((number) => open({ ...draft, ...ids, number }, now), author, now);
}
