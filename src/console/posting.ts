import { type Desk, type Post, type PostKind, type Result, rehearse } from '../commands/posts.ts';
import type { Precondition } from '../commands/precondition.ts';
import { publishOrHold, refuseSettled, settlePost } from '../commands/waiting-posts.ts';
import type { Actor } from '../domain/actor.ts';
import type { PublicEvent } from '../domain/event.ts';
import type { Incident } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Maintenance } from '../domain/maintenance/maintenance.ts';
import type { Audience } from '../domain/notices/notice.ts';
import { needsApproval, refuseInstant } from '../domain/waiting-post.ts';
import { happenedAt, writtenAt } from '../domain/written-now.ts';
import { inTwoTaps, type Step } from './act.ts';
import { lookedAt } from './seen.ts';
import type { Visit } from './visit.ts';

/** What a form wants to publish, upon what its author has seen. */
export interface Said {
	post: Post;
	seen: Precondition<never>;
	/** Null for at once. */
	publishAt: Instant | null;
}

/** What would come of it. */
export interface Rehearsed {
	post: Post;
	publishAt: Instant | null;
	event: PublicEvent;
	/** Who hears of it, whether or not somebody said so. */
	audience: Audience;
	/** What it would be about, as it would be; null where it is about neither. */
	incident: Incident | null;
	maintenance: Maintenance | null;
}

/**
 * Publishes what a form says, in two taps.
 *
 * @param path of the screen, without its language
 * @param read what the form says. @throws DomainError
 */
export function stepOf(
	desk: Desk,
	visit: Visit,
	path: string,
	now: Instant,
	read: (form: URLSearchParams) => Promise<Said>,
): Promise<Step<Rehearsed>> {
	/** The post that it is written in the place of. */
	const instead = (form: URLSearchParams) => form.get('instead_of');
	const readBy = async (by: Actor, form: URLSearchParams) => {
		const post = instead(form);
		if (post) await refuseSettled(desk, post, by);
		return read(form);
	};
	const look = async (by: Actor, form: URLSearchParams) => {
		const said = await readBy(by, form);
		refuseInstant(said.publishAt, now);
		return rehearsed(desk, said, by, now);
	};
	return inTwoTaps(desk.stores, visit, path, look, async (writing, form) => {
		const { post: said, seen, publishAt } = await readBy(writing.by, form);
		const post = meantBy(desk, said, writing.by, publishAt, lookedAt(form, now));
		const posted = await publishOrHold(desk, post, writing, now, seen, publishAt);
		const settled = instead(form);
		if (settled) await settlePost(desk, settled, writing.by, now);
		return posted.kind === 'waits' ? `post/${posted.post.id}` : subjectOf(post, posted.result);
	});
}

/** @throws DomainError as if it were published */
export async function rehearsed(
	desk: Desk,
	{ post: said, seen, publishAt }: Said,
	by: Actor,
	now: Instant,
): Promise<Rehearsed> {
	const post = meantBy(desk, said, by, publishAt, now);
	const { result, event, audience } = await rehearse(desk, post, by, publishAt ?? now, seen);
	return {
		...{ post, publishAt, event, audience },
		incident: post.kind.startsWith('incident.') ? (result as Incident) : null,
		maintenance: post.kind.startsWith('maintenance.') ? (result as Maintenance) : null,
	};
}

/** What was seen is what is published: "now" is when it was looked at. Of what waits, so is what means when it was written. */
function meantBy(desk: Desk, post: Post, by: Actor, publishAt: Instant | null, looked: Instant): Post {
	const waits = publishAt !== null || needsApproval(post.kind, by, desk.site.approval);
	return (waits ? writtenAt : happenedAt)(post, looked);
}

/** Such as `incident/k3j9x0c2m1aa`. */
function subjectOf({ kind, about }: Post, result: Result<PostKind>): string {
	const [family] = kind.split('.');
	const { seriesId = null } = (result ?? {}) as { seriesId?: string | null };
	// What was planned is all of its dates, not the first one alone.
	if (kind === 'maintenance.schedule' && seriesId !== null) return `maintenance-series/${seriesId}`;
	return family === 'status' ? `component/${about}` : `${family}/${(result as { id: string }).id}`;
}

/** Where somebody finds in the console what they published, or what waits. @param subject such as `incident/k3j9x0c2m1aa` */
export function screenOf(subject: string): string {
	const [kind, id, ...rest] = subject.split('/');
	if (kind === 'incident') return `/admin/incidents/${id}`;
	if (kind === 'component') return `/admin/components`;
	if (kind === 'post') return `/admin/waiting/${id}`;
	return `/admin/${[kind, id, ...rest].join('/')}`;
}

/** Where everybody reads what was published. @param subject such as `incident/k3j9x0c2m1aa` */
export function publicPathOf(subject: string): string {
	const [kind, id] = subject.split('/');
	if (kind === 'incident') return `/incidents/${id}`;
	if (kind === 'component') return `/components/${id}`;
	// Its dates have their pages, it has none.
	if (kind === 'maintenance-series') return '/maintenance';
	return `/${subject}`;
}
