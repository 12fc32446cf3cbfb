import { bodyOf } from '../content/revision-text.ts';
import type { Instant } from '../domain/instant.ts';
import type { Revision } from '../domain/revision.ts';
import { revisionAt } from '../domain/revision-in-force.ts';
import { type RenderedDocument, renderDocument } from '../render/markdown.ts';
import { type Fresh, validUntil } from './freshness.ts';
import { textFor } from './promise-summary.ts';
import type { Reading } from './reading.ts';

export interface RevisionEntry {
	document: string;
	number: number;
	title: string;
	summary: string;
	editorial: boolean;
	publishedAt: Instant;
	publishedBy: string;
	/** When the next one replaced it; null for the one in force. */
	until: Instant | null;
	sha256: string;
	/** The language of `title`, `summary` and the text that `sha256` is of. */
	language: string;
	authentic: string;
	languages: string[];
}

export interface DocumentPage extends Fresh {
	entry: RevisionEntry;
	rendered: RenderedDocument;
	inForce: number;
	/** Every revision, newest first. */
	revisions: RevisionEntry[];
}

/** One revision of a document, or the one in force (null); null when there is none. */
export async function documentPage(
	reading: Reading,
	document: string,
	number: number | null,
): Promise<DocumentPage | null> {
	const all = await reading.stores.revisions.of(document);
	const inForce = revisionAt(all, reading.now);
	const wanted = number === null ? inForce : all.find((revision) => revision.number === number);
	if (!wanted || !inForce) return null;
	const entries = all.map((revision) => entryOf(reading, revision, all));
	return {
		entry: entryOf(reading, wanted, all),
		rendered: renderDocument(bodyOf(textFor(reading, wanted))),
		inForce: inForce.number,
		revisions: entries.toReversed(),
		validUntil: validUntil(reading, []),
	};
}

export interface DocumentsPage extends Fresh {
	/** The revision in force of each document. */
	documents: RevisionEntry[];
}

export async function documentsPage(reading: Reading): Promise<DocumentsPage> {
	const all = await reading.stores.revisions.all();
	const documents = [...Map.groupBy(all, ({ document }) => document).values()].flatMap((ofDocument) => {
		const inForce = revisionAt(ofDocument, reading.now);
		return inForce ? [entryOf(reading, inForce, ofDocument)] : [];
	});
	return { documents, validUntil: validUntil(reading, []) };
}

function entryOf(reading: Reading, revision: Revision, all: Revision[]): RevisionEntry {
	const { document, number, editorial, publishedAt, publishedBy, authentic, texts } = revision;
	const { title, summary, sha256, language } = textFor(reading, revision);
	const until = all.find((later) => later.number === number + 1)?.publishedAt ?? null;
	const languages = texts.map((text) => text.language);
	return {
		document,
		number,
		title,
		summary,
		editorial,
		publishedAt,
		publishedBy,
		until,
		sha256,
		language,
		authentic,
		languages,
	};
}
