import { allow } from '../domain/actor.ts';
import { DomainError } from '../domain/errors.ts';
import { type Incident, justifyMiss as justify } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import { mayBeJustified } from '../domain/sla/promise.ts';
import type { FindJudged } from '../domain/sla/verdict.ts';
import type { NewJustification } from '../inputs/incident.ts';
import type { Stores } from '../stores/stores.ts';
import { knownIncident } from './known-incident.ts';
import type { Precondition } from './precondition.ts';
import { toldTo } from './told-to.ts';

/**
 * Publishes why a deadline was missed.
 *
 * @param find what was kept needs no justification; what may be missed can have one before
 * @throws DomainError `not_found`, `conflict`, `precondition_failed`
 */
export async function justifyMiss(
	stores: Stores,
	id: string,
	input: NewJustification,
	writing: Writing,
	now: Instant,
	precondition: Precondition<Incident>,
	find: FindJudged,
): Promise<Incident> {
	allow(writing.by, 'status');
	const [{ body, document = null }, told] = toldTo(input, writing);
	const { promisesTo } = await find(await knownIncident(stores, id), now);
	const decide = (incident: Incident) => {
		precondition(incident);
		const own = promisesTo(incident).filter((promise) => document === null || promise.document === document);
		if (!own.some(mayBeJustified)) {
			const whose = document === null ? '' : ` under "${document}"`;
			throw new DomainError('conflict', `No deadline of this incident${whose} was missed, or is still to come`);
		}
		return justify(incident, body, now, document);
	};
	return stores.incidents.change(id, decide, told, now, 'incident.justified');
}
