import type { Instant } from '../instant.ts';
import type { Revision } from './revision.ts';

/**
 * The revision that is in force at `at`, of the revisions of one document in any order; null before the first.
 * A revision is in force from the instant of its publication (SLA §6).
 */
export function revisionAt<Of extends Pick<Revision, 'number' | 'publishedAt'>>(
	revisions: Iterable<Of>,
	at: Instant,
): Of | null {
	let inForce: Of | null = null;
	for (const revision of revisions) {
		if (revision.publishedAt > at) continue;
		if (inForce === null || isLater(revision, inForce)) inForce = revision;
	}
	return inForce;
}

function isLater(one: Pick<Revision, 'number' | 'publishedAt'>, other: typeof one): boolean {
	// Published in the same millisecond: the number decides.
	return one.publishedAt === other.publishedAt ? one.number > other.number : one.publishedAt > other.publishedAt;
}
