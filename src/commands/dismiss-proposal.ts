import { allow } from '../domain/actor.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import type { Stores } from '../stores/stores.ts';

/** Staff saw what a proposal says, and it needs no incident: the page no longer shows it. @throws DomainError `not_found` */
export async function dismissProposal(
	stores: Pick<Stores, 'observations'>,
	id: string,
	writing: Writing,
	now: Instant,
): Promise<void> {
	allow(writing.by, 'status');
	await stores.observations.dismiss(id, writing, now);
}
