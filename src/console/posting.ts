import type { Desk } from '../commands/posts.ts';
import { type Post, type PostKind, type Result, rehearse } from '../commands/posts.ts';
import type { Precondition } from '../commands/precondition.ts';
import { publishOrHold } from '../commands/waiting-posts.ts';
import type { PublicEvent } from '../domain/event.ts';
import type { Incident } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Maintenance } from '../domain/maintenance/maintenance.ts';
import { needsApproval, refuseInstant } from '../domain/waiting-post.ts';
import { writtenAt } from '../domain/written-now.ts';
import { actOnce, doneBefore, type Outcome, refusalOf, writingOf } from './act.ts';
import type { Visit } from './door.ts';

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
	/** What it would be about, as it would be; null where it is about neither. */
	incident: Incident | null;
	maintenance: Maintenance | null;
}

/** Where a form stands: it is written, it is looked at before it is published, or something came of it. */
export type Step = { step: 'write' } | { step: 'check'; rehearsed: Rehearsed } | { step: 'ended'; outcome: Outcome };

/**
 * The first tap shows what customers will see, the second publishes it: the same form, sent on.
 *
 * @param path of the screen, without its language
 * @param read what the form says. @throws DomainError
 */
export async function stepOf(
	desk: Desk,
	visit: Visit,
	path: string,
	now: Instant,
	read: (form: URLSearchParams) => Promise<Said>,
): Promise<Step> {
	const { form } = visit;
	if (form === null || form.has('again') || form.get('step') === 'write') return { step: 'write' };
	if (form.get('step') === 'publish') {
		const outcome = await actOnce(desk.stores, visit, path, async (writing) => {
			const { post, seen, publishAt } = await read(form);
			const posted = await publishOrHold(desk, post, writing, now, seen, publishAt);
			return posted.kind === 'waits' ? `post/${posted.post.id}` : subjectOf(post, posted.result);
		});
		return { step: 'ended', outcome };
	}
	const outcome = await doneBefore(desk.stores, visit, path);
	if (outcome) return { step: 'ended', outcome };
	try {
		const said = await read(form);
		refuseInstant(said.publishAt, now);
		return { step: 'check', rehearsed: await rehearsed(desk, said, writingOf(visit).by, now) };
	} catch (error) {
		return { step: 'ended', outcome: refusalOf(error) };
	}
}

/** @throws DomainError as if it were published */
export async function rehearsed(
	desk: Desk,
	{ post: said, seen, publishAt }: Said,
	by: Parameters<typeof rehearse>[2],
	now: Instant,
): Promise<Rehearsed> {
	const waits = publishAt !== null || needsApproval(said.kind, by, desk.site.approval);
	const post = waits ? writtenAt(said, now) : said;
	const { result, event } = await rehearse(desk, post, by, publishAt ?? now, seen);
	return {
		...{ post, publishAt, event },
		incident: post.kind.startsWith('incident.') ? (result as Incident) : null,
		maintenance: post.kind.startsWith('maintenance.') ? (result as Maintenance) : null,
	};
}

/** Such as `incident/k3j9x0c2m1aa`. */
function subjectOf({ kind, about }: Post, result: Result<PostKind>): string {
	const [family] = kind.split('.');
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
