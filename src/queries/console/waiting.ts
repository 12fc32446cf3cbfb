import type { Actor } from '../../domain/actor.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Text, Wording } from '../../domain/text.ts';
import { type Author, authorOf, mayApprove, type WaitingPost } from '../../domain/waiting-post.ts';
import { mayPublish } from '../admin/waiting-post-resource.ts';
import { type Reading, worded } from '../shared/reading.ts';

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
	const open = (await reading.stores.waitingPosts.open()).filter((post) => mayPublish(looking, post.kind));
	return Promise.all(open.map((post) => waitingRow(reading, post, looking)));
}

export async function waitingRow(reading: Reading, post: WaitingPost, looking: Actor): Promise<WaitingRow> {
	const { id, kind, publishAt, refusal, by } = post;
	const toApprove = post.state === 'waiting' && post.needsApproval && post.approvedBy === null;
	return {
		...{ id, kind, publishAt, refusal, toApprove },
		title: await titleOf(reading, post),
		mayApprove: toApprove && mayApprove(post, authorOf(looking), reading.site.approval),
		by: await whoIs(reading, by),
	};
}

async function titleOf(reading: Reading, { kind, about, input }: WaitingPost): Promise<Wording | null> {
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
	const { components } = await stores.components.catalogue();
	const name = components.find(({ slug }) => slug === id)?.name;
	return name ? worded(reading, name) : plain(id);
}

async function whoIs({ stores }: Reading, { kind, id, name }: Author): Promise<string> {
	const person = kind === 'person' ? (await stores.people.list()).find((one) => one.id === id) : undefined;
	return person?.email ?? name;
}
