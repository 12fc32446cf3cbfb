import type { Actor } from '../../domain/actor.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Author, areaOf, type WaitingPost } from '../../domain/waiting-post.ts';
import { iso, isoOrNull, type ResourceReading } from './resource.ts';

/** So many are listed, the newest. */
const LISTED = 100;

/** A waiting post, as the API answers. */
export type WaitingPostResource = ReturnType<typeof waitingPostResource>;

export function waitingPostResource({ siteUrl }: Pick<ResourceReading, 'siteUrl'>, post: WaitingPost) {
	const { id, kind, about, state, needsApproval, by, approvedBy, refusal, subject } = post;
	return {
		...{ id, kind, state, needs_approval: needsApproval, refusal, published: subject },
		about: about === '' ? null : about,
		by: named(by),
		approved_by: approvedBy && named(approvedBy),
		held_at: iso(post.heldAt),
		publish_at: isoOrNull(post.publishAt),
		ended_at: isoOrNull(post.endedAt),
		url: `${siteUrl}/admin/waiting/${id}`,
	};
}

/** Of those that somebody may publish themselves. */
export async function waitingPostResources(reading: ResourceReading, by: Actor): Promise<WaitingPostResource[]> {
	const all = await reading.stores.waitingPosts.list(LISTED);
	return all.filter((post) => mayPublish(by, post.kind)).map((post) => waitingPostResource(reading, post));
}

/** @throws DomainError `not_found`, also to those who may not publish such a thing */
export async function waitingPostById(reading: ResourceReading, id: string, by: Actor): Promise<WaitingPostResource> {
	const post = await reading.stores.waitingPosts.find(id);
	if (!post || !mayPublish(by, post.kind)) throw new DomainError('not_found', `There is no waiting post ${id}`);
	return waitingPostResource(reading, post);
}

/** @param kind of a post */
export function mayPublish(by: Actor, kind: string): boolean {
	const scope = areaOf(kind) === 'sla' ? 'sla' : 'status';
	return by.kind === 'machine' || by.kind === 'command_line' || by.scopes.includes(scope);
}

/** Two of one name are told apart by their ids. */
function named({ kind, id, name }: Author): Author {
	return { kind, id, name };
}
