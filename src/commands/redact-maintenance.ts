import type { Instant } from '../domain/instant.ts';
import type { Maintenance } from '../domain/maintenance.ts';
import type { Author } from '../domain/publication.ts';
import { refuseRedaction } from '../domain/redaction.ts';
import type { Wish } from '../stores/redactions.ts';
import type { Stores } from '../stores/stores.ts';
import type { Precondition } from './precondition.ts';

/**
 * Takes words of people out of a maintenance, for good.
 *
 * @throws DomainError `not_found`, `invalid`, `precondition_failed`
 */
export async function redactMaintenance(
	{ redactions }: Pick<Stores, 'redactions'>,
	id: string,
	wish: Wish,
	author: Author,
	now: Instant,
	precondition: Precondition<Maintenance>,
): Promise<Maintenance> {
	const decide = (maintenance: Maintenance) => {
		precondition(maintenance);
		refuseRedaction([maintenance.title, maintenance.updates.map(({ body }) => body)], wish.words, wish.reason);
	};
	return redactions.maintenance(id, wish, decide, author, now);
}
