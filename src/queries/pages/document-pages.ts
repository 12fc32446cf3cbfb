import { orNull } from '../../domain/errors.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import { revisionAt } from '../../domain/sla/revision-in-force.ts';
import type { Wording } from '../../domain/text.ts';
import { askedInstant, wallText } from '../../domain/time/as-of.ts';
import { mementoAt } from '../../domain/time/memento.ts';
import { messagesIn } from '../../i18n/messages.ts';
import { withNotes } from '../../render/clause-notes.ts';
import { type RenderedDocument, renderDocument } from '../../render/markdown.ts';
import { bodyOfText } from '../shared/body-of-text.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { notesOf } from './clause-readings.ts';
import { type Fresh, validUntil } from './freshness.ts';
import { textFor } from './promise-summary.ts';
import { entryOf, type RevisionEntry } from './revision-entry.ts';

export interface DocumentPage extends Fresh {
	entry: RevisionEntry;
	rendered: RenderedDocument;
	inForce: number;
	/** Published, and not in force yet. */
	announced: RevisionEntry[];
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
	const wanted = number === null ? revisionAt(all, reading.now) : all.find((revision) => revision.number === number);
	return wanted ? await pageOf(reading, wanted, all) : null;
}

/** What was in force at an instant that somebody asks about, or why that cannot be said. */
export type DocumentAsOf =
	| ({ kind: 'found'; page: DocumentPage } & Asked)
	| ({ kind: 'too_early'; since: Instant } & Asked)
	| ({ kind: 'future' } & Asked)
	| { kind: 'no_instant' };

interface Asked {
	at: Instant;
	/** What the clocks of the site show then, as a form takes it: `2026-03-01T12:00`. */
	wall: string;
}

/** @param asked as in `?at=`, see `askedInstant`. Null where there is no such document */
export async function documentAsOf(reading: Reading, document: string, asked: string): Promise<DocumentAsOf | null> {
	const all = await reading.stores.revisions.of(document);
	const [first] = all;
	if (!first) return null;
	const at = orNull(() => askedInstant(asked, reading.site.time_zone));
	if (at === null) return { kind: 'no_instant' };
	const asOf = { at, wall: wallText(at, reading.site.time_zone) };
	if (at > reading.now) return { kind: 'future', ...asOf };
	const revision = revisionAt(all, at);
	if (!revision) return { kind: 'too_early', since: first.inForceFrom, ...asOf };
	return { kind: 'found', page: await pageOf(reading, revision, all), ...asOf };
}

/** The number of the revision for an `Accept-Datetime` (RFC 7089); null where the header is no date, or the document none. */
export async function negotiatedRevision({ stores }: Reading, document: string, wish: string): Promise<number | null> {
	const all = await stores.revisions.of(document);
	return orNull(() => mementoAt(all, wish)?.number ?? null);
}

/** The very bytes that were published. @param language null for the reader's, else the authentic one */
export async function revisionSource(
	reading: Reading,
	document: string,
	number: number,
	language: string | null,
): Promise<{ source: string; language: string } | null> {
	const revision = (await reading.stores.revisions.of(document)).find((one) => one.number === number);
	if (!revision) return null;
	const wanted = language ?? textFor(reading, revision).language;
	const source = await reading.stores.revisions.source(document, number, wanted);
	return source === null ? null : { source, language: wanted };
}

export interface DocumentsPage extends Fresh {
	/** The revision in force of each document. */
	documents: RevisionEntry[];
	/** Those that live elsewhere; null where the address is not known. */
	elsewhere: { name: Wording; url: string | null }[];
}

export async function documentsPage(reading: Reading): Promise<DocumentsPage> {
	const all = await reading.stores.revisions.all();
	const documents = [...Map.groupBy(all, ({ document }) => document).values()].flatMap((ofDocument) => {
		const inForce = revisionAt(ofDocument, reading.now);
		return inForce ? [entryOf(reading, inForce, ofDocument)] : [];
	});
	const elsewhere = reading.site.links
		.filter(({ id, legal }) => legal || id.startsWith('sla-'))
		.map(({ name, url }) => ({ name: worded(reading, name), url: url === '' ? null : url }));
	const changes = all.map(({ inForceFrom }) => inForceFrom);
	return { documents, elsewhere, validUntil: validUntil(reading, changes) };
}

async function pageOf(reading: Reading, wanted: Revision, all: Revision[]): Promise<DocumentPage> {
	const rendered = renderDocument(await bodyOfText(reading.stores, wanted, textFor(reading, wanted)));
	const title = messagesIn(reading.language).terms.readings;
	return {
		entry: entryOf(reading, wanted, all),
		rendered: { ...rendered, html: withNotes(rendered.html, notesOf(reading, wanted.terms), title) },
		inForce: (revisionAt(all, reading.now) ?? wanted).number,
		announced: all.filter(({ inForceFrom }) => inForceFrom > reading.now).map((one) => entryOf(reading, one, all)),
		revisions: all.map((revision) => entryOf(reading, revision, all)).toReversed(),
		validUntil: validUntil(
			reading,
			all.map(({ inForceFrom }) => inForceFrom),
		),
	};
}
