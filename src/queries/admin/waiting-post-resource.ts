import { type Actor, may } from '../../domain/actor.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Text, Wording } from '../../domain/text.ts';
import { type Author, scopeOf, type WaitingPost } from '../../domain/waiting-post.ts';
import { textFor } from '../pages/promise-summary.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { iso, isoOrNull, type ResourceReading } from './resource.ts';
import { type RevisionEffects, revisionEffects } from './revision-effects.ts';
import { effectsResource } from './revision-effects-resource.ts';
import { type RevisionPreview, revisionPreview } from './revision-preview.ts';
import { proposedIn, saidResource, textsIn } from './said-resource.ts';

/** So many are listed, the newest. */
const LISTED = 100;

/** A waiting post, as the API answers. */
export type WaitingPostResource = ReturnType<typeof waitingPostResource>;

export function waitingPostResource({ siteUrl }: Pick<ResourceReading, 'siteUrl'>, post: WaitingPost) {
	const { id, kind, about, state, needsApproval, by, approvedBy, endedBy, refusal, subject } = post;
	return {
		...{ id, kind, state, needs_approval: needsApproval, refusal, published: subject },
		about: about === '' ? null : about,
		by: named(by),
		approved_by: approvedBy && named(approvedBy),
		held_at: iso(post.heldAt),
		publish_at: isoOrNull(post.publishAt),
		ended_at: isoOrNull(post.endedAt),
		cancelled_by: endedBy && named(endedBy),
		url: `${siteUrl}/admin/waiting/${id}`,
	};
}

/** With what it is about, in the site's first language. */
export type TitledPost = WaitingPostResource & { title: string | null };

/** Of those that somebody may publish themselves. */
export async function waitingPostResources(reading: ResourceReading, by: Actor): Promise<TitledPost[]> {
	const all = await reading.stores.waitingPosts.list(LISTED);
	return Promise.all(all.filter((post) => may(by, scopeOf(post.kind))).map((post) => titled(reading, post)));
}

/** With what it will say. @throws DomainError `not_found`, also to those who may not publish such a thing */
export async function waitingPostById(reading: ResourceReading, id: string, by: Actor) {
	const post = await reading.stores.waitingPosts.find(id);
	if (!post || !may(by, scopeOf(post.kind))) throw new DomainError('not_found', `There is no waiting post ${id}`);
	const revision = await waitingRevision(reading, post);
	return {
		...(await titled(reading, post)),
		said: saidResource(post),
		would: revision && effectsResource(reading, revision.preview, revision.effects),
	};
}

/** What a revision that waits would do, were it published when its time comes; null for anything else, and once it has ended. */
export async function waitingRevision(
	reading: Reading,
	{ kind, about, input, publishAt }: WaitingPost,
): Promise<{ preview: RevisionPreview; effects: RevisionEffects } | null> {
	const texts = kind === 'revision.publish' ? textsIn(input) : null;
	if (texts === null) return null;
	const { stores, now } = reading;
	const preview = await revisionPreview(stores, about, texts, Math.max(now, publishAt ?? now));
	const before = (await stores.revisions.of(about)).at(-1)?.terms;
	return { preview, effects: await revisionEffects(reading, about, before, preview.termsAfter) };
}

async function titled(reading: ResourceReading, post: WaitingPost): Promise<TitledPost> {
	const title = await waitingTitle(reading, post);
	return { ...waitingPostResource(reading, post), title: title?.wording ?? null };
}

/** What it is about: a title, the name of a component, or of a document; null where it says none any more. */
export async function waitingTitle(reading: Reading, { kind, about, input }: WaitingPost): Promise<Wording | null> {
	const { stores, language } = reading;
	const [id = ''] = about.split('/');
	const written = (input as { title?: Text } | null)?.title;
	const plain = (wording: string): Wording => ({ wording, language });
	if (id === '') return written ? worded(reading, written) : null;
	if (kind.startsWith('incident.')) {
		const incident = await stores.incidents.find(id);
		return incident ? worded(reading, incident.title) : null;
	}
	if (kind.startsWith('maintenance.')) {
		const maintenance = await stores.maintenances.find(id);
		return maintenance ? worded(reading, maintenance.title) : null;
	}
	if (kind === 'revision.publish') return titleOfAgreement(reading, id, input);
	const { components } = await stores.components.catalogue();
	const name = components.find(({ slug }) => slug === id)?.name;
	return name ? worded(reading, name) : plain(id);
}

/** As the text that waits calls it; once that is not kept any more, as the last one that was published does. */
async function titleOfAgreement(reading: Reading, document: string, input: unknown): Promise<Wording | null> {
	const proposed = proposedIn(document, input);
	const revision = proposed ?? (await reading.stores.revisions.of(document)).at(-1);
	if (!revision) return { wording: document, language: reading.language };
	const { title: wording, language } = textFor(reading, revision);
	return { wording, language };
}

/** Two of one name are told apart by their ids. */
function named({ kind, id, name }: Author): Author {
	return { kind, id, name };
}
