import type { RevisionFile } from '../content/load-content.ts';
import { readRevision } from '../documents/assemble-revision.ts';
import { sha256 } from '../domain/canonical.ts';
import { DomainError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import type { NewRevision, Revision } from '../domain/sla/revision.ts';
import { ContentError } from '../files/content-error.ts';
import type { Stores } from '../stores/stores.ts';

/**
 * Publishes those of `files` that are not published yet, in the order of their numbers.
 *
 * @param heed is told of each revision that it put in force, and of which files
 * @throws ContentError when a text that is not published yet is wrong; nothing of its document is published then
 */
export async function publishPendingRevisions(
	stores: Stores,
	files: RevisionFile[],
	now: Instant,
	heed: (published: Revision, files: RevisionFile[]) => void = () => {},
): Promise<void> {
	const before = await stores.revisions.all();
	for (const revision of pendingOf(before, files).map(readFiles)) {
		const own = files.filter((one) => one.document === revision.document && one.number === revision.number);
		const published = await stores.revisions
			.publish(revision, null, { by: { kind: 'machine', name: 'content folder' } }, now)
			.catch(async (error) => {
				// Another node that starts in the same moment may have been first.
				const after = await stores.revisions.all();
				if (changedSince(after, own).length + pendingOf(after, own).length > 0) throw asContentError(error, own);
				return null;
			});
		if (published) heed(published, own);
	}
}

/** The files of each revision that nobody has published yet. */
export function pendingOf(published: readonly Revision[], files: RevisionFile[]): RevisionFile[][] {
	return byRevision(files).filter((texts) => publishedAs(published, texts) === undefined);
}

/** A line for every published text whose file says something else now. */
export function changedSince(published: readonly Revision[], files: RevisionFile[]): string[] {
	return byRevision(files).flatMap((texts) => {
		const before = publishedAs(published, texts);
		return before === undefined ? [] : changesSince(before, texts);
	});
}

/** @throws ContentError with a line for everything that keeps it from being published */
export function readFiles(files: RevisionFile[]): NewRevision {
	try {
		return readRevision(files);
	} catch (error) {
		throw asContentError(error, files);
	}
}

/** The files of one revision together. */
export function byRevision(files: RevisionFile[]): RevisionFile[][] {
	return [...Map.groupBy(files, ({ document, number }) => `${document}/${number}`).values()];
}

function publishedAs(published: readonly Revision[], [file]: RevisionFile[]): Revision | undefined {
	return published.find(({ document, number }) => document === file?.document && number === file.number);
}

function changesSince(published: Revision, files: RevisionFile[]): string[] {
	return files.flatMap(({ file, language, source }) => {
		const text = published.texts.find((one) => one.language === language);
		if (!text) return [`${file}: revision ${published.number} was published without this text: publish a new revision`];
		if (text.sha256 === sha256(source)) return [];
		return [
			`${file}: changed since it was published as revision ${published.number}: restore it, or publish a new revision`,
		];
	});
}

/** `1.es.md:36: expected …`, as the errors of the other content files. */
function asContentError(error: unknown, files: RevisionFile[]): unknown {
	if (!(error instanceof DomainError)) return error;
	const all = files.map(({ file }) => file).join(', ');
	const flaws = error.flaws.length > 0 ? error.flaws : [{ pointer: '', detail: error.message }];
	return new ContentError(
		flaws.map(({ pointer, detail }) => {
			const file = files.find(({ language }) => pointer === `/texts/${language}`)?.file ?? all;
			return detail.startsWith('line ') ? `${file}:${detail.slice('line '.length)}` : `${file}: ${detail}`;
		}),
	);
}
