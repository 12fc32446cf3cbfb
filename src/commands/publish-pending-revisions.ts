import type { RevisionFile } from '../content/load-content.ts';
import { readRevision } from '../documents/assemble-revision.ts';
import { sha256 } from '../domain/canonical.ts';
import { DomainError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import type { NewRevision, Revision } from '../domain/sla/revision.ts';
import { ContentError } from '../files/content-error.ts';
import type { Stores } from '../stores/stores.ts';

/**
 * Publishes what lies in the content folder and is not published yet, in the order of its numbers.
 *
 * @param heed is told of each revision that it put in force, and of which files
 * @returns a line for every published text whose file has changed since: what was published stays as it was
 * @throws ContentError when a text that is not published yet is wrong; nothing of its document is published then
 */
export async function publishPendingRevisions(
	stores: Stores,
	files: RevisionFile[],
	now: Instant,
	heed: (published: Revision, files: RevisionFile[]) => void = () => {},
): Promise<string[]> {
	const { problems, pending } = readPending(await stores.revisions.all(), files);
	for (const revision of pending.map((read) => read())) {
		const own = files.filter((one) => one.document === revision.document && one.number === revision.number);
		const published = await stores.revisions
			.publish(revision, null, { by: { kind: 'machine', name: 'content folder' } }, now)
			.catch(async (error) => {
				// Another node that starts in the same moment may have been first.
				const { problems, pending } = readPending(await stores.revisions.all(), own);
				if (problems.length + pending.length > 0) throw asContentError(error, own);
				return null;
			});
		if (published) heed(published, own);
	}
	return problems;
}

/** What of the files is published already but has changed since, and how to read what is not published yet. */
export function readPending(
	published: readonly Revision[],
	files: RevisionFile[],
): { problems: string[]; pending: (() => NewRevision)[] } {
	const problems: string[] = [];
	const pending: (() => NewRevision)[] = [];
	for (const texts of Map.groupBy(files, ({ document, number }) => `${document}/${number}`).values()) {
		const { document, number } = texts[0] as RevisionFile;
		const before = published.find((revision) => revision.document === document && revision.number === number);
		if (before) problems.push(...changesSince(before, texts));
		else pending.push(() => read(texts));
	}
	return { problems, pending };
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

function read(files: RevisionFile[]): NewRevision {
	try {
		return readRevision(files);
	} catch (error) {
		throw asContentError(error, files);
	}
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
