import { clauseNumbersOf } from '../documents/revision-text.ts';
import { type Actor, allow, idOf, may, nameOf } from '../domain/actor.ts';
import { canonicalJson, sha256 } from '../domain/canonical.ts';
import { DomainError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import { actorOf, type Person, refuseWithoutMail } from '../domain/person.ts';
import { invalid } from '../domain/refusal.ts';
import {
	type DraftNote,
	type DraftVersion,
	nextVersion,
	refuseAskingAgain,
	refuseReview,
} from '../domain/sla/draft-version.ts';
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

/**
 * Says something of a version, or that one has read it.
 *
 * @param key of a form or a request: what is sent again with it is said once; null where nobody sends anything again
 * @throws DomainError `not_found`; `invalid` of a clause that neither the draft nor the revision before has; of a review, `forbidden`
 * to whoever wrote in the draft, and `conflict` where another revision was published since; `conflict` where something else was
 * said with the same key
 */
export async function noteOnDraft(
	stores: Stores,
	document: string,
	version: number,
	input: NewDraftNote,
	by: Actor,
	now: Instant,
	key: string | null = null,
): Promise<DraftNote> {
	allow(by, 'sla');
	const { kind } = input;
	const [clause, body] = [input.clause ?? null, input.body ?? ''];
	const draft = await known(stores, document, version);
	if (kind === 'review') {
		const last = (await stores.revisions.of(document)).at(-1)?.number ?? 0;
		refuseReview(draft, await stores.revisionDrafts.authorsOf(draft), last, by);
	}
	if (clause !== null && !(await hasClause(stores, draft, clause)))
		throw invalid('/clause', 'Expected a clause of this draft, or of the revision that it follows');
	const note = noteBy(by, { document, version, kind, clause, body, at: now }, key);
	return standing(note, await stores.revisionDrafts.addNote(note));
}

/** Who may be asked to read a draft: whoever may review it, but for who asks. */
export async function colleaguesOf({ people }: Pick<Stores, 'people'>, by: Actor): Promise<Person[]> {
	allow(by, 'sla');
	return (await people.list()).filter((one) => one.id !== idOf(by) && may(actorOf(one), 'sla'));
}

/**
 * Asks a colleague by mail to read a version. That it was done stands with the draft, without their address.
 *
 * @param key of a form: who sends it again asks once
 * @throws DomainError `not_found`; `invalid` of somebody who may not read drafts, or was asked already; `conflict` where no letter
 * can be sent, or the key said something else
 */
export async function askColleague(
	stores: Stores,
	document: string,
	version: number,
	{ email, sendsMail }: { email: string; sendsMail: boolean },
	by: Actor,
	now: Instant,
	key: string,
): Promise<DraftNote> {
	allow(by, 'sla');
	refuseWithoutMail(sendsMail);
	await known(stores, document, version);
	const asked = (await colleaguesOf(stores, by)).find((one) => one.email === email);
	if (!asked) throw invalid('/colleague', 'Expected a colleague who may read drafts');
	const note = noteBy(by, { document, version, kind: 'request', clause: null, body: asked.id, at: now }, key);
	const about = `sla/${document}/drafts/${version}`;
	const waits = { attempts: 0, createdAt: now, dueAt: now };
	const letter = { ...waits, id: newId(), kind: 'review', about, email, language: null } as const;
	const refuse = (said: readonly DraftNote[]) => refuseAskingAgain(said, note);
	return standing(note, await stores.revisionDrafts.addRequest(note, letter, refuse));
}

async function known({ revisionDrafts }: Stores, document: string, version: number): Promise<DraftVersion> {
	const draft = await revisionDrafts.find(document, version);
	if (!draft) throw new DomainError('not_found', `There is no version ${version} of this draft`);
	return draft;
}

function noteBy(by: Actor, said: Omit<DraftNote, 'id' | 'author' | 'authorId'>, key: string | null): DraftNote {
	const [author, authorId] = [nameOf(by), idOf(by)];
	return { ...said, id: key === null ? newId() : idOfKey([authorId ?? author, key]), author, authorId };
}

/** Why a key cannot be taken again. */
export const SAID_OTHERWISE = 'Something else was said with this key';

/** What was sent again says the same. @throws DomainError `conflict` */
function standing(note: DraftNote, stands: DraftNote): DraftNote {
	if (saidIn(stands) !== saidIn(note)) throw new DomainError('conflict', SAID_OTHERWISE);
	return stands;
}

/** What goes with the next revision can be spoken of, too. */
async function hasClause(
	{ revisions }: Stores,
	{ document, follows, texts }: DraftVersion,
	clause: string,
): Promise<boolean> {
	if (Object.values(texts).some((source) => clauseNumbersOf(source).includes(clause))) return true;
	const before = (await revisions.of(document)).find(({ number }) => number === follows);
	if (!before) return false;
	const source = await revisions.source(document, follows, before.authentic);
	return source !== null && clauseNumbersOf(source).includes(clause);
}

/** The same for the same: 12 characters `[a-z0-9]`, as every id has. */
function idOfKey(parts: readonly string[]): string {
	return BigInt(`0x${sha256(canonicalJson(parts))}`)
		.toString(36)
		.slice(0, 12);
}

function saidIn({ document, version, kind, clause, body }: DraftNote): string {
	return canonicalJson({ document, version, kind, clause, body });
}
