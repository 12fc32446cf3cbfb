import { allow } from '../domain/actor.ts';
import type { Incident } from '../domain/incidents/incident.ts';
import { refuseRedaction } from '../domain/incidents/redaction.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import type { NewRedaction } from '../inputs/corrections.ts';
import type { Stores } from '../stores/stores.ts';
import type { Precondition } from './precondition.ts';
import { type Heed, wipe } from './wipe.ts';

/**
 * Takes words of people out of an incident, for good.
 *
 * @throws DomainError `not_found`, `invalid`, `precondition_failed`
 */
export async function redactIncident(
	stores: Pick<Stores, 'redactions'>,
	id: string,
	wish: NewRedaction,
	writing: Writing,
	now: Instant,
	precondition: Precondition<Incident>,
	heed: Heed,
): Promise<Incident> {
	allow(writing.by, 'admin');
	const decide = (incident: Incident, isRecorded: boolean) => {
		precondition(incident);
		refuseRedaction(
			[
				[
					incident.title,
					incident.updates.map(({ body, edits }) => [body, edits?.map((one) => [one.body, one.reason])]),
				],
				[
					incident.justification?.body,
					incident.justifications?.map((one) => one.body),
					incident.retraction?.reason,
					incident.earlierOutcomes?.map((one) => one.reason),
				],
			],
			wish.words,
			wish.reason,
			isRecorded,
		);
	};
	const redacted = await stores.redactions.incident(id, wish, decide, writing, now);
	await wipe(stores, heed);
	return redacted;
}
