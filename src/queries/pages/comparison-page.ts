import { type ClauseChange, compareTexts } from '../../documents/comparison.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import { changesOfTerms, type TermChange } from '../../domain/sla/term-changes.ts';
import { planNamesIn } from '../../domain/sla/terms.ts';
import type { Language } from '../../domain/text.ts';
import { bodyOfText } from '../shared/body-of-text.ts';
import type { Reading } from '../shared/reading.ts';
import { type Fresh, validUntil } from './freshness.ts';
import { entryOf, type RevisionEntry } from './revision-entry.ts';

/** How one revision differs from another, for one reader. */
export interface Comparison {
	/** The language of the texts that are compared. */
	language: Language;
	clauses: ClauseChange[];
	terms: TermChange[];
	/** By slug, since the changes of terms know only that. */
	planNames: Record<string, string>;
}

export interface ComparisonPage extends Fresh {
	before: RevisionEntry;
	after: RevisionEntry;
	/** Null where the two have no language in common. */
	comparison: Comparison | null;
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

/** In the reader's language where both have it, else in the authentic one of the later, else in any that both have. */
export async function comparisonOf(
	{ stores, language: reader }: Reading,
	before: Revision,
	after: Revision,
): Promise<Comparison | null> {
	const textsIn = (language: Language) =>
		[before, after].map(({ texts }) => texts.find((text) => text.language === language));
	const others = after.texts.map(({ language }) => language);
	for (const language of [reader, after.authentic, ...others]) {
		const [old, young] = textsIn(language);
		if (!old || !young) continue;
		const [was, is] = [await bodyOfText(stores, before, old), await bodyOfText(stores, after, young)];
		const clauses = compareTexts(was, is);
		const terms = changesOfTerms(before.terms, after.terms);
		return { language, clauses, terms, planNames: planNamesIn(before.terms, after.terms) };
	}
	return null;
}
