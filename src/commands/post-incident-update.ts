import { type Incident, postUpdate, type UpdateDraft } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Author } from '../domain/publication.ts';
import { keepOutcomes, type PromisesOf } from '../domain/sla/earlier-outcome.ts';
import type { Stores } from '../stores/stores.ts';
import { refuseUnknownComponents } from './known-components.ts';
import { newId } from './new-id.ts';
import type { Precondition } from './precondition.ts';

/**
 * @param promisesOf what is promised of it, before and after
 * @throws DomainError `not_found`, `invalid`, `conflict`, `precondition_failed`
 */
export async function postIncidentUpdate(
	stores: Stores,
	id: string,
	draft: Omit<UpdateDraft, 'id'>,
	author: Author,
	now: Instant,
	precondition: Precondition<Incident>,
	promisesOf: PromisesOf = () => [],
): Promise<Incident> {
	const slugs = Object.keys(draft.components).map((slug) => ({ slug, pointer: `/components/${slug}` }));
	refuseUnknownComponents(slugs, await stores.components.catalogue());
	const decide = (incident: Incident) => {
		precondition(incident);
		const updated = postUpdate(incident, { ...draft, id: newId() }, now);
		return keepOutcomes(incident, updated, promisesOf, draft.body, now);
	};
	return stores.incidents.change(id, decide, author, now, 'incident.updated');
}
