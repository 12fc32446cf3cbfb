import { amendIncident as amend, type Incident, type IncidentPatch } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Author } from '../domain/publication.ts';
import { keepOutcomes, type PromisesOf } from '../domain/sla/earlier-outcome.ts';
import type { Stores } from '../stores/stores.ts';
import { refuseUnknownCause, refuseUnknownComponents } from './known-components.ts';
import { newId } from './new-id.ts';
import type { Precondition } from './precondition.ts';

/**
 * @param promisesOf what is promised of it, before and after
 * @throws DomainError `not_found`, `invalid`, `conflict`, `precondition_failed`
 */
export async function amendIncident(
	stores: Stores,
	id: string,
	patch: IncidentPatch,
	author: Author,
	now: Instant,
	precondition: Precondition<Incident>,
	promisesOf: PromisesOf = () => [],
): Promise<Incident> {
	const catalogue = await stores.components.catalogue();
	refuseUnknownCause(patch.cause ?? null, catalogue);
	const slugs = Object.keys(patch.components ?? {}).map((slug) => ({ slug, pointer: `/components/${slug}` }));
	refuseUnknownComponents(slugs, catalogue);
	const decide = (incident: Incident) => {
		precondition(incident);
		const amended = amend(incident, patch, newId(), now);
		return keepOutcomes(incident, amended, promisesOf, patch.reason ?? null, now);
	};
	return stores.incidents.change(id, decide, author, now, 'incident.amended');
}
