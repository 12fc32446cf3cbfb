import type { EventKind } from '../domain/event.ts';
import type { Incident, UpdateDraft } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import type { IncidentReopening, NewIncidentUpdate } from '../inputs/incident.ts';
import type { Stores } from '../stores/stores.ts';
import { refuseUnknownComponents } from './known-components.ts';
import { newId } from './new-id.ts';
import type { Precondition } from './precondition.ts';
import { toldTo } from './told-to.ts';

/** What becomes of an incident by a message, and how the ledger calls that. */
interface Posting {
	post: (incident: Incident, update: UpdateDraft, now: Instant) => Incident;
	kind: EventKind;
}

/** Whoever may has been asked. @throws DomainError `not_found`, `invalid`, `conflict`, `precondition_failed` */
export async function postToIncident(
	stores: Stores,
	id: string,
	input: NewIncidentUpdate | IncidentReopening,
	writing: Writing,
	now: Instant,
	precondition: Precondition<Incident>,
	{ post, kind }: Posting,
): Promise<Incident> {
	const { status, body, components, happenedAt = now, nextUpdateAt = null } = input;
	const slugs = Object.keys(components).map((slug) => ({ slug, pointer: `/components/${slug}` }));
	refuseUnknownComponents(slugs, await stores.components.catalogue());
	const update = { status, body, components, happenedAt, nextUpdateAt, id: newId() };
	const decide = (incident: Incident) => {
		precondition(incident);
		return post(incident, update, now);
	};
	return stores.incidents.change(id, decide, toldTo(input, writing)[1], now, kind);
}
