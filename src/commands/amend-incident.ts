import { allow } from '../domain/actor.ts';
import { amendIncident as amend, type Incident, type IncidentPatch } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import { keepingNothing, type OpenKeeper } from '../domain/sla/earlier-outcome.ts';
import type { Stores } from '../stores/stores.ts';
import { changeIncident } from './change-incident.ts';
import { refuseUnknownCause, refuseUnknownComponents } from './known-components.ts';
import { newId } from './new-id.ts';
import type { Precondition } from './precondition.ts';

/**
 * @param open reads what the change may do to promises that have ended
 * @throws DomainError `not_found`, `invalid`, `conflict`, `precondition_failed`
 */
export async function amendIncident(
	stores: Stores,
	id: string,
	patch: IncidentPatch,
	writing: Writing,
	now: Instant,
	precondition: Precondition<Incident>,
	open: OpenKeeper = keepingNothing,
): Promise<Incident> {
	allow(writing.by, 'status');
	const catalogue = await stores.components.catalogue();
	refuseUnknownCause(patch.cause ?? null, catalogue);
	const slugs = Object.keys(patch.components ?? {}).map((slug) => ({ slug, pointer: `/components/${slug}` }));
	refuseUnknownComponents(slugs, catalogue);
	const updateId = newId();
	const decide = (incident: Incident) => amend(incident, patch, updateId, now);
	const change = { decide, reason: patch.reason ?? null, kind: 'incident.amended' } as const;
	return changeIncident(stores, id, change, writing, now, precondition, open);
}
