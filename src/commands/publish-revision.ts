import { type ProposedTexts, readProposed } from '../documents/proposed-revision.ts';
import { allow } from '../domain/actor.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import type { Revision } from '../domain/sla/revision.ts';
import type { Stores } from '../stores/stores.ts';

/**
 * Puts a revision in force at once (SLA §6).
 *
 * @param expected the number of the revision in force that the author has seen; null when they did not say
 * @throws DomainError `invalid`, `conflict`, `precondition_failed`; the revision in force stays
 */
export async function publishRevision(
	stores: Stores,
	document: string,
	texts: ProposedTexts,
	expected: number | null,
	writing: Writing,
	now: Instant,
): Promise<Revision> {
	allow(writing.by, 'sla');
	return stores.revisions.publish(readProposed(document, texts), expected, writing, now);
}
