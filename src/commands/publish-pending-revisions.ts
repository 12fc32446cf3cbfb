import { readRevision } from '../content/assemble-revision.ts';
import { ContentError } from '../content/content-error.ts';
import type { RevisionFile } from '../content/load-content.ts';
import { sha256 } from '../domain/canonical.ts';
import { DomainError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import type { NewRevision, Revision } from '../domain/revision.ts';
import type { Stores } from '../stores/stores.ts';

/**
 * Publishes what lies in the content folder and is not published yet, in the order of its numbers.
 *
 * @returns a line for every published text whose file has changed since: what was published stays as it was
 * @throws ContentError when a text that is not published yet is wrong; nothing of its document is published then
 */
export async function publishPendingRevisions(stores: Stores, files: RevisionFile[], now: Instant): Promise<string[]> {
	const published = await stores.revisions.all();
	const problems: string[] = [];
	const pending: NewRevision[] = [];
	for (const texts of Map.groupBy(files, ({ document, number }) => `${document}/${number}`).values()) {
		const { document, number } = texts[0] as RevisionFile;
		const before = published.find((revision) => revision.document === document && revision.number === number);
		if (before) problems.push(...changesSince(before, texts));
		else pending.push(read(texts));
	}
	for (const revision of pending) {
		await stores.revisions.publish(revision, null, { name: 'content folder' }, now).catch((error: unknown) => {
			throw asContentError(
				error,
				files.filter((one) => one.document === revision.document && one.number === revision.number),
			);
		});
	}
	return problems;
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
