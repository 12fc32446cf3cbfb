import { approvePost, cancelPost } from '../../commands/waiting-posts.ts';
import { readConfig } from '../../config.ts';
import {
	type WaitingPostResource,
	waitingPostResource,
	waitingPostResources,
} from '../../queries/admin/waiting-post-resource.ts';
import { atCommandLine, readingWithContent, writingAtDesk } from '../desk.ts';
import { answer, answerJson, remark, table } from '../output.ts';

export async function list({ json = false }: { json?: boolean }): Promise<void> {
	const { siteUrl } = readConfig(process.env);
	const posts = await readingWithContent((stores, { site }) => {
		const reading = { stores, site, siteUrl, language: site.languages[0] ?? 'es', now: Date.now() };
		return waitingPostResources(reading, atCommandLine.by);
	});
	if (json) return answerJson(posts);
	if (posts.length === 0) return remark('Nothing waits to be published.');
	const rows = posts.map((one) => [
		...[one.id, one.kind, one.about ?? '', one.state, one.publish_at ?? '', approvalOf(one)],
		...[`${one.by.kind}:${one.by.name}`, one.held_at],
	]);
	answer(table([['ID', 'WHAT', 'ABOUT', 'STATE', 'AT', 'APPROVAL', 'BY', 'WRITTEN'], ...rows]));
}

export async function approve(id: string): Promise<void> {
	const { siteUrl } = readConfig(process.env);
	const post = await writingAtDesk((desk) => approvePost(desk, id, atCommandLine, Date.now()));
	const { state, published, publish_at, refusal } = waitingPostResource({ siteUrl }, post);
	if (refusal) throw new Error(`It was approved, and not published: ${refusal.detail}`);
	remark(state === 'published' ? `Published: ${published}.` : `Approved: it is published at ${publish_at}.`);
}

export async function cancel(id: string): Promise<void> {
	await writingAtDesk((desk) => cancelPost(desk, id, atCommandLine, Date.now()));
	remark('Cancelled: it will not be published.');
}

function approvalOf({ needs_approval: isNeeded, approved_by: approver }: WaitingPostResource): string {
	if (!isNeeded) return '';
	return approver === null ? 'needed' : `${approver.kind}:${approver.name}`;
}
