import { type Actor, may } from '../../domain/actor.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Wording } from '../../domain/text.ts';
import { type Author, authorOf, mayApprove, scopeOf, type WaitingPost } from '../../domain/waiting-post.ts';
import { waitingTitle } from '../admin/waiting-post-resource.ts';
import type { Reading } from '../shared/reading.ts';

/** One post that waits, or was refused when its time came, in a line. */
export interface WaitingRow {
	id: string;
	kind: string;
	/** What it is about: a title, the name of a component, or of a document. */
	title: Wording | null;
	publishAt: Instant | null;
	/** Does it wait for a second person? */
	toApprove: boolean;
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

export async function waitingRow(reading: Reading, post: WaitingPost, looking: Actor): Promise<WaitingRow> {
	const { id, kind, publishAt, refusal, by } = post;
	const toApprove = post.state === 'waiting' && post.needsApproval && post.approvedBy === null;
	return {
		...{ id, kind, publishAt, refusal, toApprove },
		title: await waitingTitle(reading, post),
		mayApprove: toApprove && mayApprove(post, authorOf(looking), reading.site.approval),
		by: await whoIs(reading, by),
	};
}

async function whoIs({ stores }: Reading, { kind, id, name }: Author): Promise<string> {
	const person = kind === 'person' ? (await stores.people.list()).find((one) => one.id === id) : undefined;
	return person?.email ?? name;
}
