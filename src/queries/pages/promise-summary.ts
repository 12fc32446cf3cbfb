import type { Instant } from '../../domain/instant.ts';
import type { Revision, RevisionText } from '../../domain/sla/revision.ts';
import { revisionAt } from '../../domain/sla/revision-in-force.ts';
import type { Terms } from '../../domain/sla/terms.ts';
import type { Reading } from '../shared/reading.ts';

/** The promises of one document in force now, to be put into five lines. */
export interface PromiseSummary {
	document: string;
	revision: number;
	inForceFrom: Instant;
	title: string;
	terms: Terms;
}

/** One for each document that has a revision in force; first the one that the site names. */
export function promiseSummaries(reading: Reading, revisions: Revision[]): PromiseSummary[] {
	const documents = [...Map.groupBy(revisions, ({ document }) => document)];
	const isNamed = (document: string) => Number(document === reading.site.agreement);
	documents.sort(([one], [other]) => isNamed(other) - isNamed(one) || (one < other ? -1 : 1));
	return documents.flatMap(([, ofDocument]) => {
		const revision = revisionAt(ofDocument, reading.now);
		if (!revision) return [];
		const { document, number, inForceFrom, terms } = revision;
		return [{ document, revision: number, inForceFrom, terms, title: textFor(reading, revision).title }];
	});
}

/** The text for this reader: in their language, else the authentic one. */
export function textFor<T extends Pick<RevisionText, 'language'>>(
	{ language }: Pick<Reading, 'language'>,
	{ texts, authentic }: { texts: readonly T[]; authentic: Revision['authentic'] },
): T {
	const found = texts.find((text) => text.language === language) ?? texts.find((text) => text.language === authentic);
	if (!found) throw new Error(`The authentic text (${authentic}) is missing`);
	return found;
}
