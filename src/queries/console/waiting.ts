import { type Actor, may } from '../../domain/actor.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Wording } from '../../domain/text.ts';
import { type Author, authorOf, mayApprove, scopeOf, seenAs, type WaitingPost } from '../../domain/waiting-post.ts';
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
}

/** What whoever looks may publish themselves: the oldest first. */
export async function waitingRows(reading: Reading, looking: Actor): Promise<WaitingRow[]> {
	const open = (await reading.stores.waitingPosts.open()).filter((post) => may(looking, scopeOf(post.kind)));
	return Promise.all(open.map((post) => waitingRow(reading, post, looking)));
}

/** What waits to be published about something, and whether it looks still as the author of each saw it. */
export async function waitingAbout(
	reading: Reading,
	looking: Actor,
	thing: { id: string },
): Promise<{ row: WaitingRow; isOvertaken: boolean }[]> {
	const about = (await openAbout(reading, thing.id)).filter((post) => may(looking, scopeOf(post.kind)));
	return Promise.all(
		about.map(async (post) => ({
			row: await waitingRow(reading, post, looking),
			isOvertaken: post.seen !== seenAs(thing),
		})),
	);
}

/** What waits about something, the oldest first; what was refused waits no more. @param id of an incident or of planned work, or the slug of a component */
export async function openAbout({ stores }: Reading, id: string): Promise<WaitingPost[]> {
	return (await stores.waitingPosts.open()).filter(
		({ state, about }) => state === 'waiting' && about.split('/')[0] === id,
	);
}

export async function waitingRow(reading: Reading, post: WaitingPost, looking: Actor): Promise<WaitingRow> {
	const { id, kind, publishAt, refusal, by } = post;
	const isHeld = post.state === 'waiting' && post.needsApproval && post.approvedBy === null;
	const byAnybody = mayApprove(post, by, reading.site.approval);
	return {
		...{ id, kind, publishAt, refusal },
		waitsOn: !isHeld ? 'nobody' : byAnybody ? 'anybody' : 'other',
		restoredAt: isHeld ? post.restoredAt : null,
		title: await waitingTitle(reading, post),
		mayApprove: isHeld && mayApprove(post, authorOf(looking), reading.site.approval),
		by: await whoIs(reading, by),
	};
}

async function whoIs({ stores }: Reading, { kind, id, name }: Author): Promise<string> {
	const person = kind === 'person' ? (await stores.people.list()).find((one) => one.id === id) : undefined;
	return person?.email ?? name;
}
