import { allow } from '../domain/actor.ts';
import { type Incident, type IncidentDraft, openIncident as opened } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import { keepingNothing, type OpenKeeper } from '../domain/sla/earlier-outcome.ts';
import type { Stores } from '../stores/stores.ts';
import { refuseUnknownCause, refuseUnknownComponents } from './known-components.ts';
import { newId } from './new-id.ts';

/**
 * What it tells of a partner may end promises of others in another way: its message is the reason, then.
 *
 * @param open reads what it may do to promises that have ended
 * @throws DomainError `invalid`
 */
export async function openIncident(
	stores: Stores,
	draft: IncidentDraft,
	writing: Writing,
	now: Instant,
	open: OpenKeeper = keepingNothing,
): Promise<Incident> {
	allow(writing.by, 'status');
	const catalogue = await stores.components.catalogue();
	const slugs = Object.keys(draft.components).map((slug) => ({ slug, pointer: `/components/${slug}` }));
	refuseUnknownComponents(slugs, catalogue);
	refuseUnknownCause(draft.cause, catalogue);
	const ids = { id: newId(), updateId: newId() };
	const decide = (number: number) => opened({ ...draft, ...ids, number }, now);
	const keeper = await open([{ before: null, after: decide(0) }]);
	return stores.incidents.create(decide, writing, now, (change) => keeper([change], draft.body));
}
