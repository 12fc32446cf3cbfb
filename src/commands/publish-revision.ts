import { type NamedSource, readRevision } from '../content/assemble-revision.ts';
import { DomainError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import type { Author } from '../domain/publication.ts';
import type { Revision } from '../domain/revision.ts';
import type { Language } from '../domain/text.ts';
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
	sources: NamedSource[],
	expected: number | null,
	author: Author,
	now: Instant,
): Promise<Revision> {
	const revision = readRevision(sources);
	if (revision.document !== document) {
		throw new DomainError('invalid', `These texts are of ${revision.document}, not of ${document}`);
	}
	return stores.revisions.publish(revision, expected, author, now);
}

/**
 * The same, of texts that came by language rather than as files.
 *
 * @throws DomainError as `publishRevision`, and `invalid` for a text that stands under another language than its own
 */
export async function publishTexts(
	stores: Stores,
	document: string,
	texts: Partial<Record<Language, string>>,
	expected: number | null,
	author: Author,
	now: Instant,
): Promise<Revision> {
	const sources = Object.entries(texts).map(([language, source]) => ({ file: language, source }));
	const { texts: read } = readRevision(sources);
	const flaws = sources
		.filter(({ file, source }) => !read.some((text) => text.language === file && text.source === source))
		.map(({ file }) => ({ pointer: `/texts/${file}`, detail: `line 1: language: expected "${file}"` }));
	if (flaws.length > 0) throw new DomainError('invalid', 'A text is in another language than its key says', flaws);
	return publishRevision(stores, document, sources, expected, author, now);
}
