import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { approvePost, cancelPost } from '../commands/waiting-posts.ts';
import { waitingPostById, waitingPostResource, waitingPostResources } from '../queries/admin/waiting-post-resource.ts';
import { type ApiEnv, newRoutes, readingOf } from './context.ts';
import { always, answers, IfNoneMatch, notModified, refusals } from './documented.ts';
import { etagOf } from './etag.ts';
import { guardedByAny } from './guard.ts';
import { TitledWaitingPost, WaitingPost, WholeWaitingPost } from './posting.ts';
import { ById } from './schemas.ts';

const tags = ['Waiting posts'];
/** Each sees, approves and cancels what they may publish themselves. */
const guarded = guardedByAny('status', 'sla');

const list = createRoute({
	method: 'get',
	path: '/waiting-posts',
	summary: 'List what waits to be published, and what became of the last hundred',
	tags,
	...guarded,
	request: { headers: IfNoneMatch },
	responses: {
		200: answers('Newest first', z.strictObject({ waiting_posts: z.array(TitledWaitingPost) }), 'ETag'),
		...notModified,
		...refusals(...always),
	},
});

const read = createRoute({
	method: 'get',
	path: '/waiting-posts/{id}',
	summary: 'Read what waits, with what it will say, or what became of it',
	tags,
	...guarded,
	request: { params: ById, headers: IfNoneMatch },
	responses: {
		200: answers('The post', WholeWaitingPost, 'ETag'),
		...notModified,
		...refusals(...always, 'not_found'),
	},
});

const approve = createRoute({
	method: 'post',
	path: '/waiting-posts/{id}/approval',
	summary: 'Approve it, as somebody other than its author: it is published at its instant, or at once',
	description: 'Its author is answered 403 with the type `/api#own_post`; who lacks the scope, with `/api#forbidden`.',
	tags,
	...guarded,
	request: { params: ById },
	responses: {
		200: answers('The post as it is now: published, still waiting, or refused with the reason', WaitingPost),
		...refusals(...always, 'not_found', 'conflict'),
	},
});

const cancel = createRoute({
	method: 'delete',
	path: '/waiting-posts/{id}',
	summary: 'Cancel it, or put aside what was refused',
	tags,
	...guarded,
	request: { params: ById },
	responses: { 204: { description: 'It will not be published' }, ...refusals(...always, 'not_found', 'conflict') },
});

export function waitingPostRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(list, async (context) => {
		const body = { waiting_posts: await waitingPostResources(readingOf(context), context.var.writing.by) };
		return context.json(body, 200, { etag: etagOf(body) });
	});
	routes.openapi(read, async (context) => {
		const { id } = context.req.valid('param');
		const body = await waitingPostById(readingOf(context), id, context.var.writing.by);
		return context.json(body, 200, { etag: etagOf(body) });
	});
	routes.openapi(approve, async (context) => {
		const { desk, judged } = context.var.runtime;
		const reading = readingOf(context);
		const post = await approvePost(desk, context.req.valid('param').id, context.var.writing, reading.now);
		await judged();
		return context.json(waitingPostResource(reading, post), 200);
	});
	routes.openapi(cancel, async (context) => {
		const { desk } = context.var.runtime;
		await cancelPost(desk, context.req.valid('param').id, context.var.writing, readingOf(context).now);
		return context.body(null, 204);
	});
	return routes;
}
