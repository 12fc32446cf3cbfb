import type { Content, RevisionFile } from '../content/load-content.ts';
import { isAdministrative } from '../domain/event.ts';
import type { Revision } from '../domain/sla/revision.ts';
import { ContentError } from '../files/content-error.ts';
import type { Reads } from '../stores/stores.ts';
import { byRevision, pendingOf, readFiles } from './publish-pending-revisions.ts';

/** A revision that lies in the content folder, and that nobody has published. */
export interface Draft {
	document: string;
	number: number;
	/** The draft that has to be published before this one. */
	after: number | null;
	files: string[];
	/** What keeps it from being published, each with file and line. */
	mistakes: string[];
}

/** Of so many entries, some are of something else. */
const MANY = 100;

/**
 * What a start does with the files in the content folder: a draft is reported and waits for its author, unless the site says
 * otherwise. Only where nothing at all was ever published, the first revision of each document comes into force by itself.
 *
 * @param stores null where there is no database yet
 */
export async function filesAtStart(
	{ site, revisionFiles }: Pick<Content, 'site' | 'revisionFiles'>,
	stores: Pick<Reads, 'revisions' | 'publications'> | null,
): Promise<{ inForce: RevisionFile[]; drafts: Draft[] }> {
	const published = (await stores?.revisions.all()) ?? [];
	// Whoever may use the console or the API may have been let in before the first start.
	const first = (await stores?.publications.entries(0, MANY)) ?? [];
	const isEmpty = first.length < MANY && first.every(({ action }) => isAdministrative(action));
	const waits = ({ number }: RevisionFile) => !site.publish_files_at_start && !(isEmpty && number === 1);
	const waiting = new Set(pendingOf(published, revisionFiles).flat().filter(waits));
	const inForce = revisionFiles.filter((file) => !waiting.has(file));
	return { inForce, drafts: draftsOf([...published, ...inForce], [...waiting]) };
}

/** @param published what is published, or will be before anybody publishes a draft */
export function draftsOf(published: readonly Pick<Revision, 'document' | 'number'>[], files: RevisionFile[]): Draft[] {
	const last = new Map<string, number>();
	for (const { document, number } of published) last.set(document, Math.max(number, last.get(document) ?? 0));
	const lastPublished = new Map(last);
	return byRevision(files).map((texts) => {
		const { document, number } = texts[0] as RevisionFile;
		const before = last.get(document) ?? 0;
		const names = texts.map(({ file }) => file);
		const gap = `${names.join(', ')}: revision: expected ${before + 1}, the next in number, found ${number}`;
		if (number === before + 1) last.set(document, number);
		return {
			...{ document, number, files: names },
			after: before === (lastPublished.get(document) ?? 0) ? null : before,
			mistakes: [...(number === before + 1 ? [] : [gap]), ...mistakesIn(texts)],
		};
	});
}

/** In one line: what is not in force, and how to put it in force or what keeps it from that. */
export function draftLine({ document, number, after, files, mistakes }: Draft): string {
	const what = `Draft: revision ${number} of ${document} (${files.join(', ')}) is not in force`;
	if (mistakes.length > 0) return `${what} and cannot be published as it is: ${mistakes.join('; ')}`;
	const when = after === null ? '' : `, after revision ${after}`;
	return `${what}. To publish it${when}: npm run vigente -- sla publish ${document} ${files[0]}`;
}

function mistakesIn(files: RevisionFile[]): string[] {
	try {
		readFiles(files);
		return [];
	} catch (error) {
		if (error instanceof ContentError) return error.lines;
		throw error;
	}
}
