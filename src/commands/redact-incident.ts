import type { Incident } from '../domain/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Author } from '../domain/publication.ts';
import { refuseRedaction } from '../domain/redaction.ts';
import type { Wish } from '../stores/redactions.ts';
import type { Stores } from '../stores/stores.ts';
import type { Precondition } from './precondition.ts';

/**
 * Takes words of people out of an incident, for good.
 *
 * @throws DomainError `not_found`, `invalid`, `precondition_failed`
 */
export async function redactIncident(
	{ redactions }: Pick<Stores, 'redactions'>,
	id: string,
	wish: Wish,
	author: Author,
	now: Instant,
	precondition: Precondition<Incident>,
): Promise<Incident> {
	const decide = (incident: Incident) => {
		precondition(incident);
		refuseRedaction(
			[incident.title, incident.updates.map(({ body }) => body), incident.justification?.body],
			wish.words,
			wish.reason,
		);
	};
	return redactions.incident(id, wish, decide, author, now);
}
