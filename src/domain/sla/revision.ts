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

/** Immutable. In force from `publishedAt` until the next revision of the document is published. */
export interface Revision {
	document: string;
	number: number;
	authentic: Language;
	editorial: boolean;
	terms: Terms;
	publishedAt: Instant;
	publishedBy: string;
	texts: RevisionText[];
}

/** A revision that is complete and free of contradictions, and not published yet. */
export type NewRevision = Omit<Revision, 'publishedAt' | 'publishedBy' | 'texts'> & { texts: SourceText[] };
