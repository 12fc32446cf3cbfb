import { type ProposedTexts, readProposed } from '../documents/proposed-revision.ts';
import type { Instant } from '../domain/instant.ts';
import type { Author } from '../domain/publication.ts';
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
	author: Author,
	now: Instant,
): Promise<Revision> {
	return stores.revisions.publish(readProposed(document, texts), expected, author, now);
}
