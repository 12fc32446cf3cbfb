import { type Desk, type Post, rehearse } from '../commands/posts.ts';
import { approvePost, cancelPost, refusalOf, unchanged } from '../commands/waiting-posts.ts';
import { machine, may } from '../domain/actor.ts';
import { DomainError } from '../domain/errors.ts';
import { actorOf } from '../domain/person.ts';
import { scopeOf, type WaitingPost } from '../domain/waiting-post.ts';
import type { RevisionEffects } from '../queries/admin/revision-effects.ts';
import type { RevisionPreview } from '../queries/admin/revision-preview.ts';
import { waitingRevision } from '../queries/admin/waiting-post-resource.ts';
import { type PostPreview, postPreview, toldAlready } from '../queries/console/post-preview.ts';
import { type Rivals, rivalsOf, type WaitingRow, waitingRow } from '../queries/console/waiting.ts';
import type { LiveIncidentCard } from '../queries/pages/incident-card.ts';
import { siteNow } from '../queries/shared/headline-now.ts';
import type { Reading } from '../queries/shared/reading.ts';
import { actOnce, type Outcome } from './act.ts';
import { rehearsed } from './posting.ts';
import type { Visit } from './visit.ts';
import { revisionAgain, writtenAgain } from './written-again.ts';

/** What the screen of a waiting post shows. */
export interface WaitingScreen {
	post: WaitingPost;
	row: WaitingRow;
	/** What customers would see, were it published now; null where it would be refused, or is a revision. */
	preview: PostPreview | null;
	/** Of a revision, what it changes and what follows from it: the same that its author saw. */
	revision: { preview: RevisionPreview; effects: RevisionEffects; rivals: Rivals } | null;
	/** Of a report, the open incidents that tell of the same, whether or not its author was shown them. */
	told: LiveIncidentCard[];
	/** Why it was refused, or would be now; null for no reason. */
	refusal: WaitingPost['refusal'];
	/** Its form, filled in again, where it is known that it will not be published; null where it may be, or has no form. */
	again: ReturnType<typeof writtenAgain>;
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
	const again = post.kind === 'revision.publish' ? await revisionAgainIn(reading, post) : await againIn(reading, post);
	const shown = { post, row, preview: null, revision: null, told: [], refusal: post.refusal, again };
	if (post.state === 'published' || post.state === 'cancelled') return shown;
	const isReport = post.kind === 'incident.open';
	const told = isReport ? toldAlready(reading, post.input, await siteNow(reading)) : [];
	try {
		if (post.kind !== 'revision.publish') {
			if (post.state === 'refused') return { ...shown, told };
			const preview = await previewOf(desk, reading, post);
			return { ...shown, told, preview, again: preview.rivals.first && again };
		}
		const would = await revisionShown(desk, reading, post);
		const isVain = would.refusal !== null || row.overtakenAt !== null;
		return { ...shown, ...would, again: isVain ? again : null };
	} catch (error) {
		return { ...shown, told, refusal: post.refusal ?? refusalOf(desk, post, error) };
	}
}

/** What an author began with is what they begin with again. */
async function againIn({ stores, site, now }: Reading, post: WaitingPost): Promise<WaitingScreen['again']> {
	const [id = ''] = post.about.split('/');
	const work = post.kind.startsWith('maintenance.') && id !== '' ? await stores.maintenances.find(id) : undefined;
	return writtenAgain(post, work ?? null, site.time_zone, now);
}

async function revisionAgainIn({ stores, site, now }: Reading, post: WaitingPost): Promise<WaitingScreen['again']> {
	const newest = await stores.revisionDrafts.last(post.about);
	return revisionAgain(post, newest?.version ?? 0, site.time_zone, now);
}

/** Also of what cannot be published any more: what it was to change. */
async function revisionShown(
	desk: Desk,
	reading: Reading,
	post: WaitingPost,
): Promise<Pick<WaitingScreen, 'revision' | 'refusal'>> {
	const would = await waitingRevision(reading, post);
	const revision = would && { ...would, rivals: await rivalsOf(reading, { ...post, said: post.input }) };
	if (post.state === 'refused') return { revision, refusal: post.refusal };
	const { kind, about, input: said, publishAt } = post;
	try {
		await rehearse(desk, { kind, about, said } as Post, machine, publishAt ?? reading.now, unchanged(post));
		return { revision, refusal: null };
	} catch (error) {
		return { revision, refusal: refusalOf(desk, post, error) };
	}
}

/** @throws DomainError as if it were published */
async function previewOf(desk: Desk, reading: Reading, waiting: WaitingPost): Promise<PostPreview> {
	const { kind, about, input: said, publishAt } = waiting;
	const post = { kind, about, said } as Post;
	const looked = await rehearsed(desk, { post, seen: unchanged(waiting), publishAt }, machine, reading.now);
	return postPreview(reading, { ...looked, waiting: waiting.id });
}
