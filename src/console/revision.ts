import { type Desk, type Post, rehearse } from '../commands/posts.ts';
import { saveDraft } from '../commands/revision-drafts.ts';
import { publishOrHold } from '../commands/waiting-posts.ts';
import { differencesOf } from '../documents/draft-differences.ts';
import { canonicalJson } from '../domain/canonical.ts';
import type { Instant } from '../domain/instant.ts';
import { type DraftTexts, isPublishedAs } from '../domain/sla/draft-version.ts';
import { refuseInstant } from '../domain/waiting-post.ts';
import { NewRevision } from '../inputs/revision.ts';
import { NewDraft } from '../inputs/revision-draft.ts';
import { commitmentsToRead } from '../queries/admin/revision-preview.ts';
import { rivalsOf } from '../queries/console/waiting.ts';
import type { Stores } from '../stores/stores.ts';
import { actOnce, doneBefore, refusalOf, writingOf } from './act.ts';
import { publishAtIn } from './forms.ts';
import {
	ADDING,
	isOfLanguages,
	isRearranging,
	numbered,
	textsFollowing,
	textsIn,
	withLanguages,
} from './revision-form.ts';
import {
	type Ground,
	type Revising,
	screen,
	seenOf,
	type ToConfirm,
	type Told,
	toConfirm,
	type Writable,
	type Written,
} from './revision-screen.ts';
import { said } from './said.ts';
import type { Visit } from './visit.ts';

/** Null where there is no such document. Nothing is published but what was shown before. @param asked a version of the draft */
export async function revisingFrom(
	reading: Writable,
	desk: Desk,
	visit: Visit,
	document: string,
	asked: number | null,
): Promise<Revising | null> {
	const last = (await reading.stores.revisions.of(document)).at(-1);
	if (!last) return null;
	const { form } = visit;
	const ground = { reading, last, before: await textsFollowing(reading.stores, last) };
	if (form === null) return opened(ground, asked);
	const step = form.get('step') ?? '';
	const written = textsIn(form, last.number + 1, ground.before);
	const texts = await withLanguages(reading.stores, last, written, step);
	const begun = Number(form.get('from')) || 0;
	// Whoever presses “save” below what somebody else saved goes on from that; a pause in writing passes over nobody.
	const from = step === 'save' ? Number(form.get('shown')) || begun : begun;
	const asFiles = isAsFiles(form);
	const given = form.get('of') ?? '';
	const of = given === '' ? null : Number(given);
	const shown: Show = (besides = {}) => screen(ground, { texts, from, of, asFiles, ...besides });
	const isPublishing = ['check', 'publish'].includes(step);
	if (Number(form.get('expected')) !== last.number && !isPublishing) return shown({ told: { kind: 'meanwhile' } });
	if (isKept(step) && !form.has('again')) return saved(reading, visit, document, { texts, from }, shown);
	return isPublishing ? published(ground, desk, visit, { texts, from }, shown) : shown();
}

type Show = (besides?: Partial<Written>) => Promise<Revising>;

/** What a button does to the text is kept at once, as what is typed is at the next pause. */
function isKept(step: string): boolean {
	return ['save', 'pause', ADDING].includes(step) || isRearranging(step) || isOfLanguages(step);
}

/** The draft that somebody left, or the text that the next revision follows. */
async function opened(ground: Ground, asked: number | null): Promise<Revising> {
	const { last, before } = ground;
	const { revisionDrafts } = ground.reading.stores;
	const newest = await revisionDrafts.last(last.document);
	const chosen = asked === null ? newest : await revisionDrafts.find(last.document, asked);
	const from = newest?.version ?? 0;
	if (chosen && (asked !== null || chosen.follows === last.number)) {
		const told: Told | null = chosen.follows === last.number ? null : { kind: 'overtaken', draft: chosen };
		return screen(ground, { texts: numbered(chosen.texts, last.number + 1), from, of: chosen.version, told });
	}
	const isLeft = newest !== undefined && !isPublishedAs(newest, last);
	return screen(ground, { texts: before, from, of: 0, told: isLeft ? { kind: 'overtaken', draft: newest } : null });
}

async function saved(
	{ stores, now, language }: Writable,
	visit: Visit,
	document: string,
	{ texts, from }: { texts: DraftTexts; from: number },
	shown: Show,
): Promise<Revising> {
	try {
		const draft = said(NewDraft, { texts }, language);
		const { version } = await saveDraft(stores, document, draft, from, writingOf(visit).by, now);
		return shown({ told: { kind: 'saved', version }, from: version, of: version });
	} catch (error) {
		const outcome = refusalOf(error);
		const told =
			outcome.code === 'precondition_failed' ? await savedMeanwhile(stores, document, { texts, from }) : null;
		return shown(told ? { told } : { outcome });
	}
}

/** What others saved since, where it says otherwise than what is written here; null for nothing. @param from the version that was begun with */
async function savedMeanwhile(
	{ revisionDrafts }: Pick<Stores, 'revisionDrafts'>,
	document: string,
	{ texts, from }: { texts: DraftTexts; from: number },
): Promise<Told | null> {
	const theirs = await revisionDrafts.last(document);
	if (!theirs || theirs.version === from || canonicalJson(theirs.texts) === canonicalJson(texts)) return null;
	return { kind: 'other', theirs, differences: differencesOf(theirs.texts, texts) };
}

/** The first tap shows what customers will see, the second publishes it; so does whoever had to prove meanwhile who they are. */
async function published(
	{ reading, last }: Ground,
	desk: Desk,
	visit: Visit,
	{ texts, from }: { texts: DraftTexts; from: number },
	shown: Show,
): Promise<Revising> {
	const { stores } = reading;
	const { document } = last;
	const form = visit.form ?? new URLSearchParams();
	const path = `/admin/sla/${document}/new`;
	const before = await doneBefore(stores, visit, path);
	if (before) return shown({ outcome: before });
	const expected = Number(form.get('expected'));
	if (expected !== last.number) return shown({ told: { kind: 'meanwhile' } });
	const newer = await savedMeanwhile(stores, document, { texts, from });
	if (newer) return shown({ told: newer });
	if (form.get('seen') !== seenOf(texts, last)) return shown({ told: { kind: 'unseen' } });
	const commitments = await commitmentsToRead(stores, document, texts);
	const toRead = toConfirm({ commitments, changes: null, termsAfter: undefined });
	const read = () => {
		const input = said(NewRevision, { texts, commitments: confirmedIn(form, toRead) }, reading.language);
		const proposal = { document, texts: input.texts, expected, confirmed: input.commitments ?? [] };
		const post = { kind: 'revision.publish', about: document, said: proposal } as const;
		return { post, publishAt: publishAtIn(form, reading) };
	};
	if (form.get('step') === 'check' || form.has('again')) return looked(reading, desk, visit, read, shown);
	const outcome = await actOnce(stores, visit, path, async (writing) => {
		const { post, publishAt } = read();
		const posted = await publishOrHold(desk, post, writing, reading.now, () => {}, publishAt);
		return posted.kind === 'waits' ? `post/${posted.post.id}` : `sla/${document}/${posted.result.number}`;
	});
	const isLate = outcome.kind === 'refused' && outcome.code === 'precondition_failed';
	return shown({ told: isLate ? { kind: 'meanwhile' } : null, outcome });
}

async function looked(
	reading: Writable,
	desk: Desk,
	visit: Visit,
	read: () => { post: Post<'revision.publish'>; publishAt: Instant | null },
	shown: Show,
): Promise<Revising> {
	try {
		const { post, publishAt } = read();
		refuseInstant(publishAt, reading.now);
		await rehearse(desk, post, writingOf(visit).by, publishAt ?? reading.now, () => {});
		return shown({ checked: { publishAt, rivals: await rivalsOf(reading, { ...post, publishAt }) } });
	} catch (error) {
		return shown({ outcome: refusalOf(error) });
	}
}

/** By which of its buttons somebody goes on decides how it is written. */
function isAsFiles(form: URLSearchParams): boolean {
	const step = form.get('step');
	if (step === 'files') return true;
	return step !== 'fields' && [...form.keys()].some((name) => name.startsWith('whole/'));
}

/** One tick stands for everything that one clause says, as it was read: where anything of that is otherwise now, it stands for nothing. */
function confirmedIn(form: URLSearchParams, toRead: readonly ToConfirm[]): { id: string; confirmed: true }[] {
	const ticked = new Set(form.getAll('confirmed'));
	return toRead
		.filter(({ value }) => ticked.has(value))
		.flatMap(({ ids }) => ids.map((id) => ({ id, confirmed: true })));
}
