import { allow } from '../domain/actor.ts';
import { amendIncident as amend, type Incident } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import type { IncidentChange } from '../inputs/incident.ts';
import type { Stores } from '../stores/stores.ts';
import { refuseUnknownCause, refuseUnknownComponents } from './known-components.ts';
import { newId } from './new-id.ts';
import type { Precondition } from './precondition.ts';
import { toldOfFacts } from './told-to.ts';

/**
 * @throws DomainError `not_found`, `invalid`, `conflict`, `precondition_failed`
 */
export async function amendIncident(
	stores: Stores,
	id: string,
	change: IncidentChange,
	writing: Writing,
	now: Instant,
	precondition: Precondition<Incident>,
): Promise<Incident> {
	allow(writing.by, 'status');
	const [patch, told, refuseOther] = toldOfFacts(change, await stores.incidents.find(id), writing);
	const catalogue = await stores.components.catalogue();
	refuseUnknownCause(patch.cause ?? null, catalogue);
	const slugs = Object.keys(patch.components ?? {}).map((slug) => ({ slug, pointer: `/components/${slug}` }));
	refuseUnknownComponents(slugs, catalogue);
	const updateId = newId();
	const decide = (incident: Incident) => {
		precondition(incident);
		refuseOther(incident);
		return amend(incident, patch, updateId, now);
	};
	return stores.incidents.change(id, decide, told, now, 'incident.amended');
}
