import type { Incident } from '../domain/incidents/incident.ts';
import { editUpdate, type UpdateChange } from '../domain/incidents/incident-edit.ts';
import type { Instant } from '../domain/instant.ts';
import type { Author } from '../domain/publication.ts';
import { keepOutcomes, type PromisesOf } from '../domain/sla/earlier-outcome.ts';
import type { Stores } from '../stores/stores.ts';
import { refuseUnknownComponents } from './known-components.ts';
import type { Precondition } from './precondition.ts';

/** @throws DomainError `not_found`, `invalid`, `conflict`, `precondition_failed` */
export async function editIncidentUpdate(
	stores: Stores,
	id: string,
	updateId: string,
	change: UpdateChange,
	author: Author,
	now: Instant,
	precondition: Precondition<Incident>,
	promisesOf: PromisesOf,
): Promise<Incident> {
	const slugs = Object.keys(change.components ?? {}).map((slug) => ({ slug, pointer: `/components/${slug}` }));
	refuseUnknownComponents(slugs, await stores.components.catalogue());
	const decide = (incident: Incident) => {
		precondition(incident);
		const edited = editUpdate(incident, updateId, change, now);
		return keepOutcomes(incident, edited, promisesOf, change.reason ?? null, now);
	};
	return stores.incidents.change(id, decide, author, now, 'incident.edited');
}
