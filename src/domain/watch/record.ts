import type { Instant } from '../instant.ts';

/**
 * When the record of a component begins: with the first publication of the site, with its first measurement or the first
 * reading of its own page, or with the first thing that an import tells of it, whichever is earliest. An incident of our
 * own belongs to the record from its publication on, and none is published before the first publication: that it says of
 * itself that it began years ago proves nothing about these years.
 *
 * @param first the first publication, or the end of what is asked for
 * @param measured since when each of its sources has said anything
 * @param imported the earliest that imported incidents tell of it; undefined where they tell nothing
 */
export function recordBegins(first: Instant, measured: readonly Instant[], imported: Instant | undefined): Instant {
	return Math.min(first, imported ?? first, ...measured);
}
