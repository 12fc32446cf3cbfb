import { type Desk, type Post, rehearse } from '../commands/posts.ts';
import { approvePost, cancelPost, unchanged } from '../commands/waiting-posts.ts';
import { machine, may } from '../domain/actor.ts';
import { DomainError } from '../domain/errors.ts';
import { actorOf } from '../domain/person.ts';
import { scopeOf, type WaitingPost } from '../domain/waiting-post.ts';
import type { RevisionEffects } from '../queries/admin/revision-effects.ts';
import type { RevisionPreview } from '../queries/admin/revision-preview.ts';
import { waitingRevision } from '../queries/admin/waiting-post-resource.ts';
import { type PostPreview, postPreview } from '../queries/console/post-preview.ts';
import { type WaitingRow, waitingRow } from '../queries/console/waiting.ts';
import type { Reading } from '../queries/shared/reading.ts';
import { actOnce, type Outcome } from './act.ts';
import { rehearsed } from './posting.ts';
import type { Visit } from './visit.ts';

/** What the screen of a waiting post shows. */
export interface WaitingScreen {
	post: WaitingPost;
	row: WaitingRow;
	/** What customers would see, were it published now; null where it would be refused, or is a revision. */
	preview: PostPreview | null;
	/** Of a revision, what it changes and what follows from it: the same that its author saw. */
	revision: { preview: RevisionPreview; effects: RevisionEffects } | null;
	/** Why it was refused, or would be now; null for no reason. */
	refusal: string | null;
}

/** Approves or cancels what waits; null where nothing was sent. */
export async function waitingOutcome(desk: Desk, { now }: Reading, visit: Visit, id: string): Promise<Outcome | null> {
	const { form } = visit;
	if (form === null || form.has('again')) return null;
	const step = form.get('step');
	return actOnce(desk.stores, visit, `/admin/waiting/${id}/${step}`, async (writing) => {
		if (step === 'approve') await approvePost(desk, id, writing, now);
		else if (step === 'cancel') await cancelPost(desk, id, writing, now);
		else throw new DomainError('invalid', 'Expected a form of this site');
		return `post/${id}`;
	});
}

/** Null where there is no such post, and for who may not publish such a thing. */
export async function waitingScreen(
	desk: Desk,
	reading: Reading,
	{ signedIn }: Visit,
	id: string,
): Promise<WaitingScreen | null> {
	const post = await reading.stores.waitingPosts.find(id);
	const looking = signedIn && actorOf(signedIn.person);
	if (!post || !looking || !may(looking, scopeOf(post.kind))) return null;
	const row = await waitingRow(reading, post, looking);
	const revision = await waitingRevision(reading, post);
	const shown = { post, row, preview: null, revision, refusal: post.refusal?.detail ?? null };
	if (post.state !== 'waiting') return shown;
	try {
		if (post.kind !== 'revision.publish') return { ...shown, preview: await previewOf(desk, reading, post) };
		const { kind, about, input: said, publishAt } = post;
		await rehearse(desk, { kind, about, said } as Post, machine, publishAt ?? reading.now, unchanged(post));
		return shown;
	} catch (error) {
		if (!(error instanceof DomainError)) throw error;
		return { ...shown, refusal: error.message };
	}
}

/** @throws DomainError as if it were published */
async function previewOf(desk: Desk, reading: Reading, waiting: WaitingPost): Promise<PostPreview> {
	const { kind, about, input: said, publishAt } = waiting;
	const post = { kind, about, said } as Post;
	const looked = await rehearsed(desk, { post, seen: unchanged(waiting), publishAt }, machine, reading.now);
	return postPreview(reading, { ...looked, waiting: waiting.id });
}
