import { approvePost, cancelPost } from '../../commands/waiting-posts.ts';
import { readConfig } from '../../config.ts';
import type { Content } from '../../content/load-content.ts';
import type { ResourceReading } from '../../queries/admin/resource.ts';
import {
	type WaitingPostResource,
	waitingPostById,
	waitingPostResource,
	waitingPostResources,
} from '../../queries/admin/waiting-post-resource.ts';
import type { Stores } from '../../stores/stores.ts';
import { atCommandLine, readingWithContent, writingAtDesk } from '../desk.ts';
import { answer, answerJson, remark, table } from '../output.ts';

export async function list({ json = false }: { json?: boolean }): Promise<void> {
	const posts = await readingWithContent((stores, content) => {
		return waitingPostResources(readingOf(stores, content), atCommandLine.by);
	});
	if (json) return answerJson(posts);
	if (posts.length === 0) return remark('Nothing waits to be published.');
	const rows = posts.map((one) => [
		...[one.id, one.kind, one.title ?? one.about ?? '', one.state, one.publish_at ?? '', approvalOf(one)],
		...[`${one.by.kind}:${one.by.name}`, one.held_at],
	]);
	answer(table([['ID', 'WHAT', 'TITLE', 'STATE', 'AT', 'APPROVAL', 'BY', 'WRITTEN'], ...rows]));
}

export async function show(id: string, { json = false }: { json?: boolean }): Promise<void> {
	const post = await readingWithContent((stores, content) => {
		return waitingPostById(readingOf(stores, content), id, atCommandLine.by);
	});
	if (json) return answerJson(post);
	const lines = [
		['Kind', post.kind],
		['Title', post.title ?? ''],
		['State', post.state],
		['Published at', post.publish_at ?? 'as soon as it may'],
		['Approval', approvalOf(post)],
		['Written', `${post.held_at} by ${post.by.kind}:${post.by.name}`],
	];
	answer(table(lines));
	if (post.refusal) answer(`Not published: ${post.refusal.detail}`);
	answer(post.said === null ? 'What it said is not kept any more.' : JSON.stringify(post.said, null, 2));
	if (post.would !== null) answer(JSON.stringify(post.would, null, 2));
}

export async function approve(id: string): Promise<void> {
	const { post, title } = await writingAtDesk(async (desk) => {
		const { siteUrl } = readConfig(process.env);
		const reading = { ...desk, siteUrl, language: desk.site.languages[0] ?? 'es', now: Date.now() };
		const { title } = await waitingPostById(reading, id, atCommandLine.by);
		const post = await approvePost(desk, id, atCommandLine, Date.now());
		return { post: waitingPostResource({ siteUrl }, post), title };
	});
	const { kind, state, published, publish_at, refusal } = post;
	if (refusal) throw new Error(`It was approved, and not published: ${refusal.detail}`);
	const what = title === null ? kind : `${kind}, ${title}`;
	remark(
		state === 'published'
			? `Published: ${published} (${what}).`
			: `Approved: ${what}: it is published at ${publish_at}.`,
	);
}

export async function cancel(id: string): Promise<void> {
	await writingAtDesk((desk) => cancelPost(desk, id, atCommandLine, Date.now()));
	remark('Cancelled: it will not be published.');
}

function approvalOf({ needs_approval: isNeeded, approved_by: approver }: WaitingPostResource): string {
	if (!isNeeded) return '';
	return approver === null ? 'needed' : `${approver.kind}:${approver.name}`;
}

function readingOf(stores: Stores, { site }: Content): ResourceReading {
	const { siteUrl } = readConfig(process.env);
	return { stores, site, siteUrl, language: site.languages[0] ?? 'es', now: Date.now() };
}
