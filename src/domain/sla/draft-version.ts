import type { Actor } from '../actor.ts';
import { idOf, nameOf } from '../actor.ts';
import { canonicalJson } from '../canonical.ts';
import { DomainError } from '../errors.ts';
import type { Instant } from '../instant.ts';
import type { Language } from '../text.ts';

/** The whole files, by language: as they were written, right or wrong. */
export type DraftTexts = Partial<Record<Language, string>>;

/** The next revision as somebody saved it once. None is ever changed, and nobody outside the console and the API sees one. */
export interface DraftVersion {
	document: string;
	/** From 1. */
	version: number;
	/** The version that its author went on from; 0 for the text in force. */
	startedFrom: number;
	/** The number of the last revision when it was written. */
	follows: number;
	at: Instant;
	/** As the ledger names actors. */
	author: string;
	authorId: string | null;
	texts: DraftTexts;
}

/** What a colleague says of a version: of one clause, or of all; or that they have read it. */
export interface DraftNote {
	id: string;
	document: string;
	version: number;
	/** `request`: a colleague was asked by mail to read it. */
	kind: 'comment' | 'review' | 'request';
	/** Null for what is about the whole. */
	clause: string | null;
	/** Of a request, the opaque id of who was asked. */
	body: string;
	at: Instant;
	author: string;
	authorId: string | null;
}

export interface SavedDraft extends Pick<DraftVersion, 'document' | 'follows' | 'texts'> {
	/** Null where its author does not say, and takes whichever is the last. */
	startedFrom: number | null;
}

/**
 * The version that comes of saving; null where the last one says the same already.
 *
 * @param last of the document; undefined for none
 * @throws DomainError `precondition_failed` where somebody else saved meanwhile: nobody's version is passed over unseen
 */
export function nextVersion(
	last: DraftVersion | undefined,
	saved: SavedDraft,
	by: Actor,
	now: Instant,
): DraftVersion | null {
	const isSame = last !== undefined && canonicalJson(last.texts) === canonicalJson(saved.texts);
	if (isSame && last.follows === saved.follows) return null;
	const version = last?.version ?? 0;
	const startedFrom = saved.startedFrom ?? version;
	if (startedFrom !== version) {
		throw new DomainError('precondition_failed', `Version ${version} was saved meanwhile`);
	}
	return { ...saved, startedFrom, version: version + 1, at: now, author: nameOf(by), authorId: idOf(by) };
}

/** The last review, and whether it is of the version that stands now. */
export function lastReview(notes: readonly DraftNote[], version: number): { note: DraftNote; isOfNow: boolean } | null {
	const note = notes.findLast(({ kind }) => kind === 'review');
	return note ? { note, isOfNow: note.version === version } : null;
}
