import type { Instant } from '../instant.ts';
import { addDays } from './deadline.ts';
import type { Revision } from './revision.ts';

/**
 * The revision that is in force at `at`, of the revisions of one document in any order; null before the first.
 * A revision is in force from the instant of its publication (SLA §6), unless the one before it gives notice.
 */
export function revisionAt<Of extends Pick<Revision, 'number' | 'inForceFrom'>>(
	revisions: Iterable<Of>,
	at: Instant,
): Of | null {
	let inForce: Of | null = null;
	for (const revision of revisions) {
		if (revision.inForceFrom > at) continue;
		if (inForce === null || isLater(revision, inForce)) inForce = revision;
	}
	return inForce;
}

/** By its document and number; undefined where there is none. */
export function revisionNumbered<Of extends Pick<Revision, 'document' | 'number'>>(
	revisions: readonly Of[],
	document: string,
	number: number,
): Of | undefined {
	return revisions.find((one) => one.document === document && one.number === number);
}

function isLater(one: Pick<Revision, 'number' | 'inForceFrom'>, other: typeof one): boolean {
	// In force from the same millisecond: the number decides.
	return one.inForceFrom === other.inForceFrom ? one.number > other.number : one.inForceFrom > other.inForceFrom;
}

/**
 * From when on each is in force: a change comes as the revision says that is in force when it is published, and none before the one it follows.
 *
 * @param ofDocument the revisions of one document, by number
 */
export function withInForce(ofDocument: readonly Omit<Revision, 'inForceFrom'>[]): Revision[] {
	const known: Revision[] = [];
	for (const revision of ofDocument) {
		known.push({ ...revision, inForceFrom: nextInForceFrom(known, revision.publishedAt) });
	}
	return known;
}

/** From when on the next revision is in force if it is published at `at`. @param ofDocument those before it, by number */
export function nextInForceFrom(ofDocument: readonly Revision[], at: Instant): Instant {
	// One that is announced only does not shorten the notice of the next.
	const binding = revisionAt(ofDocument, at);
	const earliest = binding ? noticeOf(binding, at) : at;
	return Math.max(earliest, ofDocument.at(-1)?.inForceFrom ?? earliest);
}

/** When a change that is published at `publishedAt` comes into force. */
export function noticeOf({ terms }: Pick<Revision, 'terms'>, publishedAt: Instant): Instant {
	const { in_force } = terms.changes ?? { in_force: 'at_publication' };
	if (in_force === 'at_publication') return publishedAt;
	return addDays(terms.calendar?.zone ?? 'UTC', publishedAt, in_force.days).deadline;
}
