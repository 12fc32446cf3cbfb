import { type Actor, idOf, isSameActor, nameOf } from '../actor.ts';
import { canonicalJson, sha256 } from '../canonical.ts';
import { DomainError } from '../errors.ts';
import { HOUR, type Instant, MINUTE } from '../instant.ts';
import { invalid } from '../refusal.ts';
import type { Language } from '../text.ts';
import type { Revision } from './revision.ts';

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

/** Versions that one person saved one after another: each pause in writing makes one. */
export interface DraftRun<Version> {
	newest: Version;
	/** The same, where there is only one. */
	oldest: Version;
}

/** After so long, in ms, somebody comes back to what they wrote. */
const LONGEST_PAUSE = HOUR;

/** @param versions newest first, without a gap @returns each in one run, newest first */
export function runsOf<Version extends Omit<DraftVersion, 'texts'>>(versions: readonly Version[]): DraftRun<Version>[] {
	const runs: DraftRun<Version>[] = [];
	for (const version of versions) {
		const run = runs.at(-1);
		if (run && isBefore(version, run.oldest)) run.oldest = version;
		else runs.push({ newest: version, oldest: version });
	}
	return runs;
}

function isBefore(one: Omit<DraftVersion, 'texts'>, next: Omit<DraftVersion, 'texts'>): boolean {
	const isOneAuthor = isSameActor(authorOf(one), authorOf(next));
	return isOneAuthor && one.follows === next.follows && next.at - one.at <= LONGEST_PAUSE;
}

/** Is it what was published as this revision, to the letter? */
export function isPublishedAs({ texts }: Pick<DraftVersion, 'texts'>, revision: Revision): boolean {
	return revision.texts.every(({ language, sha256: published }) => published === sha256(texts[language] ?? ''));
}

/** Whoever saved a version. */
export type DraftAuthor = Pick<DraftVersion, 'author' | 'authorId'>;

/**
 * Whoever wrote in a draft does not review it, however little, and whoever saved it last: only who wrote nothing of it reads it
 * for the first time. What was overtaken by another revision is no draft of the next one any more.
 *
 * @param authors of this version, and of those before it that follow the same revision
 * @param last the number of the last revision
 * @throws DomainError `forbidden`, `conflict`
 */
export function refuseReview(
	{ follows }: DraftVersion,
	authors: readonly DraftAuthor[],
	last: number,
	by: Actor,
): void {
	if (follows !== last) throw new DomainError('conflict', `This draft follows revision ${follows}, and not ${last}`);
	if (authors.some((one) => isSameActor(authorOf(one), { id: idOf(by), name: nameOf(by) }))) {
		throw new DomainError('forbidden', 'Expected somebody who has written nothing of this draft');
	}
}

function authorOf({ author, authorId }: DraftAuthor): { id: string | null; name: string } {
	return { id: authorId, name: author };
}

/** So soon, in ms, nobody is asked anew, also of a later version. */
const ASKED_AGAIN = 10 * MINUTE;

/**
 * A colleague is asked to read a version once, and every ten minutes at most.
 *
 * @param said of the document so far @throws DomainError `invalid` of the colleague
 */
export function refuseAskingAgain(said: readonly DraftNote[], { version, body, at }: DraftNote): void {
	const asked = said.filter((one) => one.kind === 'request' && one.body === body);
	if (asked.some((one) => one.version === version)) {
		throw invalid('/colleague', 'Expected a colleague who was not asked to read this version yet');
	}
	if (asked.some((one) => at - one.at < ASKED_AGAIN)) {
		throw invalid('/colleague', 'Expected a colleague who was not asked in the last ten minutes');
	}
}

/** The last review, and whether it is of the version that stands now. */
export function lastReview(notes: readonly DraftNote[], version: number): { note: DraftNote; isOfNow: boolean } | null {
	const note = notes.findLast(({ kind }) => kind === 'review');
	return note ? { note, isOfNow: note.version === version } : null;
}
