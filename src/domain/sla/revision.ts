import type { Instant } from '../instant.ts';
import type { Language } from '../text.ts';
import type { Terms } from './terms.ts';

/** One wording of a revision, kept byte for byte as legal handed it in. */
export interface RevisionText {
	language: Language;
	title: string;
	summary: string;
	/** The whole file, front matter included. */
	source: string;
	/** Of `source`, in UTF-8: what `sha256sum FILE` prints. */
	sha256: string;
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
export type NewRevision = Omit<Revision, 'publishedAt' | 'publishedBy'>;
