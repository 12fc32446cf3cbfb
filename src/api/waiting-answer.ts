import type { Context } from 'hono';
import { type WaitingPostResource, waitingPostById } from '../queries/admin/waiting-post-resource.ts';
import { type ApiContext, type ApiEnv, readingOf, root } from './context.ts';

/** What waits was taken, and where it is read, approved and cancelled. */
export function answerWaiting(context: Context<ApiEnv>, body: WaitingPostResource) {
	return context.json(body, 202, { location: `${root}/waiting-posts/${body.id}` });
}

/** @param subject such as `post/k3j9x0c2m1aa` */
export async function recallWaiting(context: ApiContext, subject: string): Promise<Response> {
	const id = subject.replace('post/', '');
	return answerWaiting(context, await waitingPostById(readingOf(context), id, context.var.writing.by));
}
