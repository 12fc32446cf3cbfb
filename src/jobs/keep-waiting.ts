import type { Desk } from '../commands/posts.ts';
import { askWhereDue, publishWaiting } from '../commands/waiting-posts.ts';
import { type Instant, SECOND } from '../domain/instant.ts';
import { dueAt, type WaitingPost } from '../domain/waiting-post.ts';
import type { Log } from '../operating/log.ts';
import { keepLooking } from './keep-looking.ts';

/**
 * Publishes what waits for its instant, each once, also what came due while no server ran. What the site asks a second person
 * about since it was written waits for that.
 *
 * @returns stops it; resolves once what is under way has ended
 */
export function keepWaiting(desk: Desk, clock: () => Instant, log: Log): () => Promise<void> {
	const look = () => publishDue(desk, clock());
	const words = { failed: 'what waits cannot be published', again: 'what waits is published again' };
	const matter = { look, settling: 0, longest: Number.POSITIVE_INFINITY, afterFailure: 5 * SECOND, words };
	return keepLooking(desk.stores, clock, log, matter).stop;
}

/**
 * Each by itself, what was due first before what was due later: one that cannot be published now holds back no other.
 *
 * @returns when the next one is due; Infinity for none
 */
export async function publishDue(desk: Desk, now: Instant): Promise<Instant> {
	const waiting = (await desk.stores.waitingPosts.open()).filter(({ state }) => state === 'waiting');
	let next = Number.POSITIVE_INFINITY;
	let failure: { error: unknown } | null = null;
	for (const post of waiting.toSorted(byDue)) {
		const due = dueAt(post);
		try {
			if (due === null || (await askWhereDue(desk, post, now))) continue;
			if (due <= now) await publishWaiting(desk, post, now);
			else next = Math.min(next, due);
		} catch (error) {
			failure ??= { error };
		}
	}
	if (failure !== null) throw failure.error;
	return next;
}

function byDue(one: WaitingPost, other: WaitingPost): number {
	return (dueAt(one) ?? 0) - (dueAt(other) ?? 0);
}
