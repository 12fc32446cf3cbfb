import type { Instant } from '../instant.ts';
import type { Language } from '../text.ts';
import type { Terms } from './terms.ts';

/** What is known of one wording of a revision, which is kept byte for byte as legal handed it in. */
export interface RevisionText {
	language: Language;
	title: string;
	summary: string;
	/** Of the whole file, front matter included, in UTF-8: what `sha256sum FILE` prints. */
	sha256: string;
}

/** The same with the whole file: it may be long, and is read where it is shown. */
export interface SourceText extends RevisionText {
	source: string;
}

/** Immutable. In force from `inForceFrom` until the next revision of the document is. */
export interface Revision {
	document: string;
	number: number;
	authentic: Language;
	editorial: boolean;
	terms: Terms;
	publishedAt: Instant;
	/** The instant of publication, unless the revision before it says that changes come into force so many days later. */
	inForceFrom: Instant;
	publishedBy: string;
	texts: RevisionText[];
}

/** A revision that is complete and free of contradictions, and not published yet. */
export type NewRevision = Omit<Revision, 'publishedAt' | 'inForceFrom' | 'publishedBy' | 'texts'> & {
	texts: SourceText[];
};

/** As every page of a revision has them. */
export function prevailingFirst(all: readonly Language[], authentic: Language): Language[] {
	return [...all].sort((one, other) => Number(other === authentic) - Number(one === authentic));
}
