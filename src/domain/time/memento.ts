import { DomainError } from '../errors.ts';
import { type Instant, SECOND } from '../instant.ts';
import type { Revision } from '../sla/revision.ts';
import { revisionAt } from '../sla/revision-in-force.ts';

type Dated = Pick<Revision, 'number' | 'inForceFrom'>;

/**
 * The revision for an `Accept-Datetime`: the one in force then, and before the first the first (RFC 7089 §4.5.3).
 *
 * @returns null where there is no revision at all
 * @throws DomainError `invalid` for a header that is no date of HTTP
 */
export function mementoAt<Of extends Dated>(revisions: readonly Of[], acceptDatetime: string): Of | null {
	const second = httpInstant(acceptDatetime);
	// A date of HTTP has no milliseconds: the one that we gave as a Memento-Datetime has to lead back to its memento.
	return revisionAt(revisions, second + SECOND - 1) ?? revisions[0] ?? null;
}

/** As in `Thu, 31 May 2007 20:35:00 GMT` (RFC 9110 §5.6.7). */
export function httpDate(at: Instant): string {
	return new Date(at).toUTCString();
}

function httpInstant(text: string): Instant {
	const at = Date.parse(text);
	if (!Number.isNaN(at) && httpDate(at) === text.trim()) return at;
	throw new DomainError('invalid', 'Expected Accept-Datetime such as "Thu, 31 May 2007 20:35:00 GMT"');
}
