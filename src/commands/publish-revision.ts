import { type Confirmation, sentencesOf, unconfirmed } from '../documents/confirmations.ts';
import { earlierRevision } from '../documents/earlier-revision.ts';
import { type ProposedTexts, readProposed } from '../documents/proposed-revision.ts';
import { bodyOf } from '../documents/revision-text.ts';
import { flawsOfSuccession } from '../documents/succession.ts';
import { allow } from '../domain/actor.ts';
import { DomainError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import type { NewRevision, Revision } from '../domain/sla/revision.ts';
import type { Stores } from '../stores/stores.ts';
import { flawsBesideTexts } from './flaws-beside-texts.ts';

export interface Proposal {
	document: string;
	texts: ProposedTexts;
	/** The number of the revision in force that the author has seen; null when they did not say. */
	expected: number | null;
	/** What the publisher has read and says is meant; `all` where one word stands for every commitment. */
	confirmed: readonly Confirmation[] | 'all';
}

/**
 * Puts a revision in force at once (SLA §6).
 *
 * @throws DomainError `invalid`, `conflict`, `precondition_failed`; the revision in force stays
 */
export async function publishRevision(
	stores: Stores,
	{ document, texts, expected, confirmed }: Proposal,
	writing: Writing,
	now: Instant,
): Promise<Revision> {
	allow(writing.by, 'sla');
	const revision = readProposed(document, texts);
	const beside = flawsBesideTexts(revision, await stores.components.catalogue(), now);
	if (beside.length > 0) throw new DomainError('invalid', 'The texts cannot be published as they are', beside);
	const last = (await stores.revisions.of(document)).at(-1) ?? null;
	const isNext = revision.number === (last?.number ?? 0) + 1 && (expected ?? last?.number ?? 0) === (last?.number ?? 0);
	// One that is not the next is refused where it would be written.
	if (isNext) await refuseUnread(stores, revision, last, confirmed);
	return stores.revisions.publish(revision, expected, writing, now);
}

/** @throws DomainError `invalid` for what changes nothing or too much, and for commitments that nobody has confirmed */
async function refuseUnread(
	stores: Stores,
	revision: NewRevision,
	last: Revision | null,
	confirmed: Proposal['confirmed'],
): Promise<void> {
	const source = (language: string) => stores.revisions.source(revision.document, revision.number - 1, language);
	const earlier = last && (await earlierRevision(last, source));
	const flaws = earlier ? flawsOfSuccession(revision, earlier) : [];
	if (flaws.length > 0) throw new DomainError('invalid', 'The texts cannot be published as they are', flaws);
	if (confirmed === 'all') return;
	const texts = revision.texts.map(({ language, source }) => ({ language, body: bodyOf(source) }));
	const unread = unconfirmed(sentencesOf({ ...revision, texts }, earlier), confirmed);
	if (unread.length > 0) throw new DomainError('invalid', 'Not every commitment is confirmed', unread);
}
