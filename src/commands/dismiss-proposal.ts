import type { Instant } from '../domain/instant.ts';
import type { Author } from '../domain/publication.ts';
import type { Stores } from '../stores/stores.ts';

/** Staff saw what a proposal says, and it needs no incident: the page no longer shows it. @throws DomainError `not_found` */
export async function dismissProposal(
	stores: Pick<Stores, 'observations'>,
	id: string,
	author: Author,
	now: Instant,
): Promise<void> {
	await stores.observations.dismiss(id, author, now);
}
