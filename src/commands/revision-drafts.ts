import { type Actor, allow, idOf, nameOf } from '../domain/actor.ts';
import { DomainError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import { type DraftNote, type DraftVersion, nextVersion } from '../domain/sla/draft-version.ts';
import type { NewDraft, NewDraftNote } from '../inputs/revision-draft.ts';
import type { Stores } from '../stores/stores.ts';
import { newId } from './new-id.ts';

/**
 * Keeps the next revision of a document as it is written, as a version of its own. Not public, so outside of the ledger.
 *
 * @param startedFrom the version that its author went on from, 0 for none; null where they did not say
 * @returns the version that stands now: also where nothing differs from it
 * @throws DomainError `not_found`, and `precondition_failed` where somebody else saved meanwhile
 */
export async function saveDraft(
	stores: Stores,
	document: string,
	{ texts }: NewDraft,
	startedFrom: number | null,
	by: Actor,
	now: Instant,
): Promise<DraftVersion> {
	allow(by, 'sla');
	const follows = (await stores.revisions.of(document)).at(-1)?.number;
	if (follows === undefined) throw new DomainError('not_found', `There is no document ${document}`);
	const draft = { document, startedFrom, follows, texts };
	const saved = await stores.revisionDrafts.save(document, (last) => nextVersion(last, draft, by, now));
	return saved ?? ((await stores.revisionDrafts.last(document)) as DraftVersion);
}

/** Says something of a version, or that one has read it. @throws DomainError `not_found`; `forbidden` to its author, of a review */
export async function noteOnDraft(
	stores: Stores,
	document: string,
	version: number,
	{ kind, clause, body }: NewDraftNote,
	by: Actor,
	now: Instant,
): Promise<DraftNote> {
	allow(by, 'sla');
	const draft = await stores.revisionDrafts.find(document, version);
	if (!draft) throw new DomainError('not_found', `There is no version ${version} of this draft`);
	if (kind === 'review' && draft.authorId === idOf(by) && draft.author === nameOf(by))
		throw new DomainError('forbidden', 'Expected somebody other than who wrote it');
	const said = { kind, clause: clause ?? null, body: body ?? '' };
	const note = { ...said, id: newId(), document, version, at: now, author: nameOf(by), authorId: idOf(by) };
	await stores.revisionDrafts.addNote(note);
	return note;
}
