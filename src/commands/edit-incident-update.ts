import { allow } from '../domain/actor.ts';
import type { Incident } from '../domain/incidents/incident.ts';
import { editUpdate } from '../domain/incidents/incident-edit.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import type { IncidentUpdateChange } from '../inputs/incident.ts';
import type { Stores } from '../stores/stores.ts';
import { refuseUnknownComponents } from './known-components.ts';
import type { Precondition } from './precondition.ts';
import { toldOfEdit } from './told-to.ts';

/** @throws DomainError `not_found`, `invalid`, `conflict`, `precondition_failed` */
export async function editIncidentUpdate(
	stores: Stores,
	id: string,
	updateId: string,
	input: IncidentUpdateChange,
	writing: Writing,
	now: Instant,
	precondition: Precondition<Incident>,
): Promise<Incident> {
	allow(writing.by, 'status');
	const [change, told, refuseOther] = toldOfEdit(input, updateId, await stores.incidents.find(id), writing);
	const slugs = Object.keys(change.components ?? {}).map((slug) => ({ slug, pointer: `/components/${slug}` }));
	refuseUnknownComponents(slugs, await stores.components.catalogue());
	const decide = (incident: Incident) => {
		precondition(incident);
		refuseOther(incident);
		return editUpdate(incident, updateId, change, now);
	};
	return stores.incidents.change(id, decide, told, now, 'incident.edited');
}
