import type { ClauseChange } from '../../documents/comparison.ts';
import { type EarlierRevision, earlierRevision } from '../../documents/earlier-revision.ts';
import { changesBetween, type RevisionChanges } from '../../documents/revision-changes.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import type { Language } from '../../domain/text.ts';
import type { NamedInTerms } from '../../i18n/names-in-terms.ts';
import { namesInTerms } from '../shared/names-in-terms.ts';
import type { Reading } from '../shared/reading.ts';
import { type Fresh, validUntil } from './freshness.ts';
import { entryOf, type RevisionEntry } from './revision-entry.ts';

/** How one revision differs from another, for one reader. */
export interface Comparison extends RevisionChanges {
	/** The language of the texts that are compared; null where the two have none in common. */
	language: Language | null;
	/** In that language. */
	clauses: ClauseChange[];
	names: NamedInTerms;
}

export interface ComparisonPage extends Fresh {
	before: RevisionEntry;
	after: RevisionEntry;
	comparison: Comparison;
	/** Every number, oldest first. */
	numbers: number[];
}

/** Null where one of the two, or the document, does not exist. */
export async function comparisonPage(
	reading: Reading,
	document: string,
	[a, b]: [number, number],
): Promise<ComparisonPage | null> {
	const all = await reading.stores.revisions.of(document);
	const [before, after] = [a, b].map((number) => all.find((revision) => revision.number === number));
	if (!before || !after) return null;
	return {
		before: entryOf(reading, before, all),
		after: entryOf(reading, after, all),
		comparison: await comparisonOf(reading, before, after),
		numbers: all.map(({ number }) => number),
		validUntil: validUntil(reading, []),
	};
}

/** In the reader's language where both have it, else in the one that prevails in the later, else in any that both have. */
export async function comparisonOf(
	{ stores, language: reader }: Reading,
	before: Revision,
	after: Revision,
): Promise<Comparison> {
	const [old, young] = await Promise.all([before, after].map((one) => wholeRevision(stores, one)));
	const changes = changesBetween(old as EarlierRevision, young as EarlierRevision);
	const shared = changes.texts.filter(({ onlyIn }) => onlyIn === null);
	const compared = shared.find(({ language }) => language === reader) ?? shared[0];
	return {
		...changes,
		language: compared?.language ?? null,
		clauses: compared?.clauses ?? [],
		names: await namesInTerms(stores, before.terms, after.terms),
	};
}

function wholeRevision({ revisions }: Reading['stores'], revision: Revision): Promise<EarlierRevision> {
	return earlierRevision(revision, (language) => revisions.source(revision.document, revision.number, language));
}
