import { allow } from '../domain/actor.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import type { Dismissal } from '../inputs/dismissal.ts';
import type { Stores } from '../stores/stores.ts';

/** Staff saw what a proposal says, and it needs no incident: the page no longer shows it. Why is nobody's but theirs. @throws DomainError `not_found` */
export async function dismissProposal(
	stores: Pick<Stores, 'observations'>,
	id: string,
	{ reason }: Dismissal,
	writing: Writing,
	now: Instant,
): Promise<void> {
	allow(writing.by, 'status');
	await stores.observations.dismiss(id, reason ?? null, writing, now);
}
