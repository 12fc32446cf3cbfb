import type { Instant } from '../../domain/instant.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import { type Comparison, comparisonOf } from '../pages/comparison-page.ts';
import { type Fresh, validUntil } from '../pages/freshness.ts';
import { entryOf, type RevisionEntry } from '../pages/revision-entry.ts';
import type { Reading } from '../shared/reading.ts';

const ENTRIES = 25;

export interface SlaFeed extends Fresh {
	/** The title of the document; null for the feed of all. */
	title: string | null;
	/** When recording began. */
	since: Instant;
	/** Newest first. */
	entries: SlaFeedEntry[];
}

export interface SlaFeedEntry {
	revision: RevisionEntry;
	/** With the one before it; null for a first revision, and where the two have no language in common. */
	comparison: Comparison | null;
}

/** The last revisions of all documents, or of one; null where that does not exist. */
export async function slaFeed(reading: Reading, document: string | null): Promise<SlaFeed | null> {
	const { revisions, publications } = reading.stores;
	const all = document === null ? await revisions.all() : await revisions.of(document);
	if (document !== null && all.length === 0) return null;
	const newest = all.toSorted((one, other) => other.publishedAt - one.publishedAt).slice(0, ENTRIES);
	const entries: SlaFeedEntry[] = [];
	for (const revision of newest) {
		entries.push(await feedEntry(reading, revision, all));
		// Comparing long texts takes the thread: others come in between.
		await new Promise((resolve) => setImmediate(resolve));
	}
	const since = (await publications.first())?.at ?? reading.now;
	const title = document === null ? null : (entries[0]?.revision.title ?? null);
	return { title, since, entries, validUntil: validUntil(reading, []) };
}

async function feedEntry(reading: Reading, revision: Revision, all: Revision[]): Promise<SlaFeedEntry> {
	const ofDocument = all.filter(({ document }) => document === revision.document);
	const before = ofDocument.find(({ number }) => number === revision.number - 1);
	const comparison = before ? await comparisonOf(reading, before, revision) : null;
	return { revision: entryOf(reading, revision, ofDocument), comparison };
}
