import { allow } from '../domain/actor.ts';
import type { Incident } from '../domain/incidents/incident.ts';
import { retract } from '../domain/incidents/retraction.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import type { NewRetraction } from '../inputs/corrections.ts';
import type { Stores } from '../stores/stores.ts';
import type { Precondition } from './precondition.ts';
import { toldTo } from './told-to.ts';

/**
 * Takes back an incident that should never have been published.
 *
 * @throws DomainError `not_found`, `conflict`, `precondition_failed`
 */
export async function retractIncident(
	stores: Pick<Stores, 'incidents'>,
	id: string,
	input: NewRetraction,
	writing: Writing,
	now: Instant,
	precondition: Precondition<Incident>,
): Promise<Incident> {
	allow(writing.by, 'status');
	const [{ reason }, told] = toldTo(input, writing);
	const decide = (incident: Incident) => {
		precondition(incident);
		return retract(incident, reason, now);
	};
	return stores.incidents.change(id, decide, told, now, 'incident.retracted');
}
