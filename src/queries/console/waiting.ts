import { type Actor, isSameActor, may } from '../../domain/actor.ts';
import type { Instant } from '../../domain/instant.ts';
import { nextStepAt } from '../../domain/maintenance/automatic-maintenance.ts';
import type { Maintenance } from '../../domain/maintenance/maintenance.ts';
import type { Wording } from '../../domain/text.ts';
import {
	type Author,
	authorOf,
	componentsSaid,
	dueAt,
	hasChangedSince,
	mayApprove,
	scopeOf,
	thingOf,
	type WaitingPost,
} from '../../domain/waiting-post.ts';
import { waitingTitle } from '../admin/waiting-post-resource.ts';
import type { Reading } from '../shared/reading.ts';

/** One post that waits, or was refused when its time came, in a line. */
export interface WaitingRow {
	id: string;
	kind: string;
	/** What it is about: a title, the name of a component, or of a document. */
	title: Wording | null;
	publishAt: Instant | null;
	/** Who has to let it go: `other` is somebody other than who wrote it. */
	waitsOn: 'nobody' | 'anybody' | 'other';
	/** When the copy was put back in which it waited, so that it may have been published since; null where that is no question. */
	restoredAt: Instant | null;
	/** May whoever looks be that person? */
	mayApprove: boolean;
	/** Their address, or the name of a token. */
	by: string;
	refusal: WaitingPost['refusal'];
	/** Has what it is about changed since it was written, or has somebody else reported the same? Then it will not be published. */
	isOvertaken: boolean;
	/** Who cancelled it, and when; null where it was not cancelled, or nobody recorded it. */
	cancelled: { by: string; at: Instant } | null;
	/** When that changes first, by what is known now: before it is published. Null where nothing is known to. */
	overtakenAt: Instant | null;
}

/** What whoever looks may publish themselves, and after it what somebody else cancelled of theirs: the oldest first. */
export async function waitingRows(reading: Reading, looking: Actor): Promise<WaitingRow[]> {
	const { waitingPosts } = reading.stores;
	const open = await waitingPosts.open();
	const taken = (await waitingPosts.taken()).filter(({ by }) => isSameActor(by, authorOf(looking)));
	const own = [...open, ...taken].filter((post) => may(looking, scopeOf(post.kind)));
	return Promise.all(own.map((post) => waitingRow(reading, post, looking, open)));
}

/** What waits to be published about something. */
export async function waitingAbout(reading: Reading, looking: Actor, thing: { id: string }): Promise<WaitingRow[]> {
	const open = await reading.stores.waitingPosts.open();
	const own = waitingFor(open, thing.id).filter((post) => may(looking, scopeOf(post.kind)));
	return Promise.all(own.map((post) => waitingRow(reading, post, looking, open)));
}

/** What waits about something, the oldest first; what was refused waits no more. @param id of an incident or of planned work, or the slug of a component */
function waitingFor(open: readonly WaitingPost[], id: string): WaitingPost[] {
	return open.filter(({ state, about }) => state === 'waiting' && about.split('/')[0] === id);
}

/** Reports of new incidents that wait, and may still be published, by each component of which they tell: the oldest first. */
export async function waitingReports(reading: Reading): Promise<Map<string, RivalPost[]>> {
	const open = await stillOpen(reading, reportsIn(await reading.stores.waitingPosts.open()));
	const told = await Promise.all(open.map(async (post) => [await rivalPost(reading, post), post.input] as const));
	const slugs = new Set(told.flatMap(([, said]) => [...componentsSaid(said)]));
	const tellingOf = (slug: string) => told.flatMap(([post, said]) => (componentsSaid(said).has(slug) ? [post] : []));
	return new Map([...slugs].map((slug) => [slug, tellingOf(slug)]));
}

function reportsIn(open: readonly WaitingPost[]): WaitingPost[] {
	return open.filter(({ state, kind }) => state === 'waiting' && kind === 'incident.open');
}

/** Without those of which it is known that they will not be published. */
async function stillOpen(reading: Reading, posts: readonly WaitingPost[]): Promise<WaitingPost[]> {
	const isVain = await Promise.all(posts.map((one) => hasChanged(reading, one)));
	return posts.filter((_, place) => !isVain[place]);
}

/** An agreement may be called by the same slug as a component. */
function familyOf(kind: string): string | undefined {
	return kind.split('.')[0];
}

/** What becomes of several posts about the same thing: the first that is published changes what the others were written upon. */
export interface Rivals {
	/** What changes it before this one is published: another post, or planned work that begins or ends by itself (null). */
	first: { post: RivalPost | null; at: Instant } | null;
	/** What still could be published, and cannot any more once this one is. */
	lost: RivalPost[];
}

/** Another post, and whose it is. */
export interface RivalPost {
	id: string;
	kind: string;
	publishAt: Instant | null;
	title: Wording | null;
	/** Their address, or the name of a token. */
	by: string;
}

/**
 * @param post what is to be published, with its id where it waits already. Reports of new incidents are rivals where they tell
 * of the same components
 * @param known all that waits, where it was read already
 */
export async function rivalsOf(
	reading: Reading,
	post: Pick<WaitingPost, 'kind' | 'about' | 'publishAt'> & { said: unknown; id?: string | undefined },
	known?: readonly WaitingPost[],
): Promise<Rivals> {
	const { id, kind, about, publishAt, said } = post;
	const [subject = ''] = about.split('/');
	const isReport = kind === 'incident.open';
	// About anything else that is new nothing waits yet.
	if (subject === '' && !isReport) return { first: null, lost: [] };
	const thing = await thingOf(reading.stores, post);
	const all = known ?? (await reading.stores.waitingPosts.open());
	const alike = isReport
		? reportsIn(all).filter(({ input }) => !componentsSaid(input).isDisjointFrom(componentsSaid(said)))
		: waitingFor(all, subject).filter((one) => familyOf(one.kind) === familyOf(kind));
	const open = await stillOpen(reading, alike);
	const position = open.findIndex((one) => one.id === id);
	const others = open.filter((one) => one.id !== id);
	// Of two that are due at once, the one that was written first is published first.
	const isBefore = (one: WaitingPost) => {
		const due = dueAt(one);
		if (publishAt === null || due === null || due > publishAt) return false;
		return due < publishAt || position === -1 || open.indexOf(one) < position;
	};
	const before = others.filter(isBefore);
	const named = (one: WaitingPost) => rivalPost(reading, one);
	const posts = await Promise.all(before.map(async (one) => ({ post: await named(one), at: dueAt(one) ?? Infinity })));
	const step = kind.startsWith('maintenance.') ? nextStepAt(thing as Maintenance) : null;
	const steps = step !== null && publishAt !== null && step <= publishAt ? [{ post: null, at: step }] : [];
	const [first = null] = [...steps, ...posts].sort((one, other) => one.at - other.at);
	return { first, lost: first === null ? await Promise.all(others.map(named)) : [] };
}

async function rivalPost(reading: Reading, post: WaitingPost): Promise<RivalPost> {
	const { id, kind, publishAt, by } = post;
	return { id, kind, publishAt, title: await waitingTitle(reading, post), by: await whoIs(reading, by) };
}

/** @param known all that waits, where it was read already */
export async function waitingRow(
	reading: Reading,
	post: WaitingPost,
	looking: Actor,
	known?: readonly WaitingPost[],
): Promise<WaitingRow> {
	const { id, kind, publishAt, refusal, by, endedBy, endedAt } = post;
	const isCancelled = post.state === 'cancelled' && endedBy !== null && endedAt !== null;
	const isHeld = post.state === 'waiting' && post.needsApproval && post.approvedBy === null;
	const byAnybody = mayApprove(post, by, reading.site.approval);
	const isOvertaken = post.state === 'waiting' && (await hasChanged(reading, post));
	const isLate = post.state !== 'waiting' || isOvertaken || (publishAt ?? 0) <= reading.now;
	return {
		...{ id, kind, publishAt, refusal, isOvertaken },
		overtakenAt: isLate ? null : ((await rivalsOf(reading, { ...post, said: post.input }, known)).first?.at ?? null),
		waitsOn: !isHeld ? 'nobody' : byAnybody ? 'anybody' : 'other',
		restoredAt: isHeld ? post.restoredAt : null,
		cancelled: isCancelled ? { by: await whoIs(reading, endedBy), at: endedAt } : null,
		title: await waitingTitle(reading, post),
		mayApprove: isHeld && mayApprove(post, authorOf(looking), reading.site.approval),
		by: await whoIs(reading, by),
	};
}

async function hasChanged({ stores }: Reading, post: WaitingPost): Promise<boolean> {
	if (hasChangedSince(post, await thingOf(stores, { ...post, said: post.input }))) return true;
	if (post.kind !== 'revision.publish') return false;
	const { expected } = (post.input ?? {}) as { expected?: number };
	return expected !== undefined && expected !== ((await stores.revisions.of(post.about)).at(-1)?.number ?? 0);
}

async function whoIs({ stores }: Reading, { kind, id, name }: Author): Promise<string> {
	const person = kind === 'person' ? (await stores.people.list()).find((one) => one.id === id) : undefined;
	return person?.email ?? name;
}
