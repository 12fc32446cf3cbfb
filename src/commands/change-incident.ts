import type { Incident } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import type { OpenKeeper } from '../domain/sla/earlier-outcome.ts';
import type { Text } from '../domain/text.ts';
import type { Stores } from '../stores/stores.ts';
import type { Precondition } from './precondition.ts';

/** What becomes of an incident, and why, for all to see. */
export interface ChangeOfIncident {
	decide: (incident: Incident) => Incident;
	/** Null where none is published with it. */
	reason: Text | null;
	kind: Parameters<Stores['incidents']['change']>[4];
}

/**
 * Changes an incident, and keeps how promises had ended that end in another way by it: its own, and those of the incidents
 * that rely on a partner of which it tells.
 *
 * @throws DomainError `not_found`, `precondition_failed`, what `decide` throws, `invalid` where a reason is missing
 */
export async function changeIncident(
	stores: Pick<Stores, 'incidents'>,
	id: string,
	{ decide, reason, kind }: ChangeOfIncident,
	writing: Writing,
	now: Instant,
	precondition: Precondition<Incident>,
	open: OpenKeeper,
): Promise<Incident> {
	const seen = await stores.incidents.find(id);
	if (seen) precondition(seen);
	const keeper = await open(seen ? [{ before: seen, after: decide(seen) }] : []);
	const decideNow = (incident: Incident) => {
		precondition(incident);
		return decide(incident);
	};
	return stores.incidents.change(id, decideNow, writing, now, kind, (change) => keeper([change], reason));
}
