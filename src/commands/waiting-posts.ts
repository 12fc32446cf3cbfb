import { type Actor, allow, isSameActor, machine, may } from '../domain/actor.ts';
import { DomainError, isDatabaseError } from '../domain/errors.ts';
import type { Template } from '../domain/incidents/template.ts';
import type { Instant } from '../domain/instant.ts';
import { actorOf } from '../domain/person.ts';
import type { Writing } from '../domain/publication.ts';
import { isValid } from '../domain/token.ts';
import {
	type Author,
	authorOf,
	dueAt,
	hasChangedSince,
	isTaken,
	isUnsettled,
	lacksApproval,
	markOf,
	mayApprove,
	needsApproval,
	refuseInstant,
	scopeOf,
	thingOf,
	type WaitingPost,
} from '../domain/waiting-post.ts';
import { writtenAt } from '../domain/written-now.ts';
import type { Wording } from '../inputs/wording.ts';
import type { Stores } from '../stores/stores.ts';
import { newId } from './new-id.ts';
import { type Desk, type Post, type PostKind, publishNow, type Result, rehearse } from './posts.ts';
import type { Precondition } from './precondition.ts';
import { wordingIn } from './wording.ts';

const NOT_YOURS = 'Expected somebody other than who wrote it';

/** What came of a post: it is public, or it waits. */
export type Posted<K extends PostKind> =
	| { kind: 'published'; result: Result<K> }
	| { kind: 'waits'; post: WaitingPost };

/**
 * Publishes a post, or keeps it until its instant has come and, where the site says so, a second person has approved it. What
 * could not be published as it is now is refused, and does not wait. What it says to have happened without an instant happened
 * when it was written.
 *
 * @param publishAt null for at once
 * @throws DomainError
 */
export async function publishOrHold<K extends PostKind>(
	desk: Desk,
	post: Post<K>,
	writing: Writing,
	now: Instant,
	seen: Precondition<never>,
	publishAt: Instant | null,
): Promise<Posted<K>> {
	allow(writing.by, scopeOf(post.kind));
	const toApprove = needsApproval(post.kind, writing.by, desk.site.approval);
	if (publishAt === null && !toApprove) {
		return { kind: 'published', result: await publishNow(desk, post, writing, now, seen) };
	}
	refuseInstant(publishAt, now);
	const { kind, about } = post;
	// Before anything is looked at: what changes meanwhile is nothing that the author has seen.
	const mark = markOf(post, await thingOf(desk.stores, post));
	const meant = await asMeant(desk, writtenAt(post as Post, now));
	await rehearse(desk, meant, writing.by, publishAt ?? now, seen);
	const held = {
		...{ id: newId(), kind, about, input: meant.said, publishAt },
		...{ by: authorOf(writing.by), needsApproval: toApprove, heldAt: now, seen: mark },
	};
	return { kind: 'waits', post: await desk.stores.waitingPosts.hold(held, writing) };
}

/** A second person says that it may be published; at once where its time has come. @throws DomainError `own_post` to its author */
export async function approvePost(desk: Desk, id: string, writing: Writing, now: Instant): Promise<WaitingPost> {
	const post = await known(desk, id, writing.by);
	if (!mayApprove(post, authorOf(writing.by), desk.site.approval)) throw new DomainError('own_post', NOT_YOURS);
	await askWhereDue(desk, post, now);
	const approved = await desk.stores.waitingPosts.approve(id, writing, now);
	if ((dueAt(approved) ?? Infinity) <= now) await publishWaiting(desk, approved, now);
	return (await desk.stores.waitingPosts.find(id)) ?? approved;
}

/** What waits, or was refused, is put aside; by its author also what was taken from them. @throws DomainError `not_found`, `conflict` */
export async function cancelPost(desk: Desk, id: string, writing: Writing, now: Instant): Promise<void> {
	const post = await known(desk, id, writing.by);
	const isOwn = isSameActor(post.by, authorOf(writing.by));
	if (isTaken(post) && isOwn) await desk.stores.waitingPosts.forget(id);
	else await desk.stores.waitingPosts.cancel(id, writing, now);
}

/**
 * What was written again and published, or waits anew, needs nobody any more. Nothing where somebody else has settled it already.
 *
 * @throws DomainError `not_found`
 */
export async function settlePost(desk: Desk, id: string, by: Actor, now: Instant): Promise<void> {
	try {
		await cancelPost(desk, id, { by }, now);
	} catch (error) {
		if (!(error instanceof DomainError && error.code === 'conflict')) throw error;
	}
}

/** Nobody publishes again what somebody has written again already. @throws DomainError `not_found`, `conflict` */
export async function refuseSettled(desk: Desk, id: string, by: Actor): Promise<void> {
	if (!isUnsettled(await known(desk, id, by))) throw new DomainError('conflict', 'It does not wait any more');
}

/** The rule of today counts, also for what was written before it. @returns whether it waits for somebody who was not asked before */
export async function askWhereDue({ stores, site }: Desk, post: WaitingPost, now: Instant): Promise<boolean> {
	const isAsked = lacksApproval(post, site.approval);
	if (isAsked) await stores.waitingPosts.askApproval(post.id, { by: machine }, now);
	return isAsked;
}

/** What people are told where the program itself is at fault. */
export const FAULT = 'It fails by a mistake of the program, of which the log has the cause';

/**
 * Publishes what has waited long enough, as whoever wrote it, if they may still and what it is about looks still as they saw
 * it. Else it stays unpublished, with the reason. What this version cannot read would fail for ever: that is a reason, too.
 *
 * @throws what cannot be written now and can later
 */
export async function publishWaiting(desk: Desk, post: WaitingPost, now: Instant): Promise<void> {
	const { kind, about, input: said } = post;
	try {
		const by = await actorNow(desk.stores, post.by, kind, now);
		if (!by) throw new DomainError('forbidden', 'Whoever wrote it may not publish any more');
		if (post.approvedBy !== null && !(await actorNow(desk.stores, post.approvedBy, kind, now))) {
			throw new DomainError('forbidden', 'Whoever approved it may not publish any more');
		}
		await publishNow(desk, { kind, about, said } as Post, { by, waited: post.id }, now, unchanged(post));
	} catch (error) {
		await desk.stores.waitingPosts.refuse(post.id, refusalOf(desk, post, error), { by: machine }, now);
	}
}

/** Why a post cannot be published, of what it failed by. @throws what says nothing of the post */
export function refusalOf(desk: Desk, { id }: WaitingPost, error: unknown): NonNullable<WaitingPost['refusal']> {
	// Who cannot write now can write later.
	if (isDatabaseError(error)) throw error;
	if (!(error instanceof DomainError)) {
		desk.failed(error, id);
		return { code: 'fault', detail: FAULT, flaws: [] };
	}
	const { code, message: detail, flaws } = error;
	if (code === 'unavailable') throw error;
	return { code, detail, flaws };
}

/** Whoever may not publish such a thing may not see it either. @throws DomainError `not_found`, `forbidden` */
async function known(desk: Desk, id: string, by: Actor): Promise<WaitingPost> {
	// Who may do neither learns nothing of what there is.
	if (!may(by, 'sla')) allow(by, 'status');
	const post = await desk.stores.waitingPosts.find(id);
	if (!post) throw new DomainError('not_found', `There is no waiting post ${id}`);
	allow(by, scopeOf(post.kind));
	return post;
}

/** With the scopes that they have today; null where they are gone, or may not publish such a thing any more. */
async function actorNow(
	{ people, tokens }: Stores,
	{ kind, id, name }: Author,
	post: string,
	now: Instant,
): Promise<Actor | null> {
	if (kind === 'command_line') return { kind };
	const person = kind === 'person' ? (await people.list()).find((one) => one.id === id) : undefined;
	const token = kind === 'token' ? (await tokens.list()).find((one) => one.id === id) : undefined;
	const actor: Actor | undefined =
		token && isValid(token, now)
			? { kind: 'token', id: token.id, name, scopes: token.scopes }
			: person && actorOf(person);
	return actor && may(actor, scopeOf(post)) ? actor : null;
}

/** Refuses what looks otherwise than its author saw it, so also a second report of what somebody else has reported since. */
export function unchanged(post: WaitingPost): Precondition<never> {
	return (current) => {
		if (!hasChangedSince(post, current)) return;
		if (post.kind === 'incident.open') throw toldMeanwhile();
		throw new DomainError('precondition_failed', 'What it is about has changed since it was written');
	};
}

/** Of a new incident that another one tells already, which whoever wrote it was not shown. */
export function toldMeanwhile(): DomainError {
	return new DomainError('precondition_failed', 'Another incident tells of these components since this was looked at');
}

/**
 * In the words of today: a template that says something else by then changes nothing of what was written, and approved. A revision
 * that waits takes the place of the one that is in force while it is written, and of no other.
 */
async function asMeant({ stores: { revisions }, templates }: Desk, post: Post): Promise<Post> {
	switch (post.kind) {
		case 'incident.open':
			return { ...post, said: inWords(templates, 'incident', post.said) };
		case 'maintenance.schedule':
			return { ...post, said: inWords(templates, 'maintenance', post.said) };
		case 'revision.publish': {
			const expected = post.said.expected ?? (await revisions.of(post.about)).at(-1)?.number ?? 0;
			return { ...post, said: { ...post.said, expected } };
		}
		default:
			return post;
	}
}

function inWords<Said extends Wording>(templates: Desk['templates'], kind: Template['kind'], said: Said): Said {
	const { template, values: _, ...own } = said;
	return template === undefined ? said : ({ ...own, ...wordingIn(templates, kind, said) } as Said);
}
