import { acceptedBy } from './incidents/incident.ts';
import type { Instant } from './instant.ts';

interface Said {
	status?: string;
	components?: Record<string, unknown>;
	acceptedAt?: Instant;
	resolvedAt?: Instant;
	happenedAt?: Instant;
}

/**
 * What the "now" of a post that waits means. What broke, works again or was accepted is so when it is `written`, however
 * late customers hear of it; work begins and ends, a solution is proposed and a status is held when that is `published`.
 *
 * @param kind by which command it is published
 * @param said what that is told
 * @returns null where nothing of it happens at an instant that nobody gave
 */
export function nowOf(kind: string, said: unknown): 'written' | 'published' | null {
	const { status, components = {}, happenedAt } = (said ?? {}) as Said;
	if (kind === 'incident.open') return 'written';
	if (kind.startsWith('status.')) return 'published';
	if (happenedAt !== undefined) return null;
	if (kind === 'incident.reopening') return 'written';
	if (kind === 'incident.update') return status === 'resolved' || Object.keys(components).length > 0 ? 'written' : null;
	const moves = status !== 'scheduled' && status !== 'cancelled';
	if (kind === 'incident.solution' || (kind === 'maintenance.update' && moves)) return 'published';
	return kind === 'maintenance.reopening' ? 'published' : null;
}

/** The same post, before it begins to wait: what means when it is written has that instant from now on. */
export function writtenAt<Post extends { kind: string; said: unknown }>(post: Post, now: Instant): Post {
	return nowOf(post.kind, post.said) === 'written' ? happenedAt(post, now) : post;
}

/** The same post, where whatever its "now" means is an instant, however long it takes until it is public. */
export function happenedAt<Post extends { kind: string; said: unknown }>(post: Post, now: Instant): Post {
	const { kind, said } = post;
	if (nowOf(kind, said) === null || kind.startsWith('status.')) return post;
	if (kind !== 'incident.open') return { ...post, said: { ...(said as Said), happenedAt: now } };
	const { status, resolvedAt = now, acceptedAt } = said as Said;
	const over = status === 'resolved' ? { resolvedAt } : {};
	const accepted = acceptedAt ?? acceptedBy(over.resolvedAt, now);
	return { ...post, said: { ...(said as Said), ...over, acceptedAt: accepted } };
}
