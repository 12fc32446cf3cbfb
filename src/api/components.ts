import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { Slug } from '../inputs/fields.ts';
import { StatusByHand } from '../inputs/status-by-hand.ts';
import { componentBySlug, componentPresenter, componentResources } from '../queries/admin/component-resource.ts';
import { Component } from './component-schemas.ts';
import { type ApiContext, type ApiEnv, newRoutes, readingOf, said, slugIn } from './context.ts';
import { always, answers, IfMatch, IfNoneMatch, notModified, ofBodies, refusals, takes } from './documented.ts';
import { etagOf, ifMatch } from './etag.ts';
import { guarded } from './guard.ts';
import { PublishAt, publish, waits } from './posting.ts';

const tags = ['Components'];
const BySlug = z.object({ slug: Slug });

const list = createRoute({
	method: 'get',
	path: '/components',
	summary: 'List all components, as the operator ordered them',
	description:
		'Those that have left the site are not among them. An address with a slug of before means the component of today.',
	tags,
	...guarded('status'),
	request: { headers: IfNoneMatch },
	responses: {
		200: answers('All components', z.strictObject({ components: z.array(Component) }), 'ETag'),
		...notModified,
		...refusals(...always),
	},
});

const read = createRoute({
	method: 'get',
	path: '/components/{slug}/status',
	summary: 'Read the status of a component',
	tags,
	...guarded('status'),
	request: { params: BySlug, headers: IfNoneMatch },
	responses: { 200: answers('The component', Component, 'ETag'), ...notModified, ...refusals(...always, 'not_found') },
});

const set = createRoute({
	method: 'put',
	path: '/components/{slug}/status',
	summary: 'Set the status of a component by hand',
	tags,
	...guarded('status'),
	request: { params: BySlug, body: takes(StatusByHand), headers: IfMatch, query: PublishAt },
	responses: {
		...waits,
		200: answers('The component as it is now', Component, 'ETag'),
		...refusals(...always, ...ofBodies, 'not_found', 'precondition_failed'),
	},
});

const giveBack = createRoute({
	method: 'delete',
	path: '/components/{slug}/status',
	summary: 'Give the status of a component back: incidents and maintenance decide again',
	tags,
	...guarded('status'),
	request: { params: BySlug, headers: IfMatch, query: PublishAt },
	responses: {
		...waits,
		200: answers('The component as it is now', Component, 'ETag'),
		...refusals(...always, 'not_found', 'conflict', 'precondition_failed'),
	},
});

export function componentRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(list, async (context) => {
		const body = { components: await componentResources(readingOf(context)) };
		return context.json(body, 200, { etag: etagOf(body) });
	});
	routes.openapi(read, async (context) => {
		const body = await componentBySlug(readingOf(context), slugIn(context, context.req.valid('param').slug));
		return context.json(body, 200, { etag: etagOf(body) });
	});
	routes.openapi(set, async (context) => {
		const slug = slugIn(context, context.req.valid('param').slug);
		const seen = await changing(context, slug);
		const byHand = said(context, context.req.valid('json'));
		const post = { kind: 'status.set', about: slug, said: byHand } as const;
		const { waiting } = await publish(context, post, context.req.valid('query'), seen);
		if (waiting) return waiting;
		const body = await componentBySlug(readingOf(context), slug);
		return context.json(body, 200, { etag: etagOf(body) });
	});
	routes.openapi(giveBack, async (context) => {
		const slug = slugIn(context, context.req.valid('param').slug);
		const seen = await changing(context, slug);
		const post = { kind: 'status.give_back', about: slug, said: null } as const;
		const { waiting } = await publish(context, post, context.req.valid('query'), seen);
		if (waiting) return waiting;
		const body = await componentBySlug(readingOf(context), slug);
		return context.json(body, 200, { etag: etagOf(body) });
	});
	return routes;
}

/** The precondition that the caller has set. */
async function changing(context: ApiContext, slug: string) {
	return ifMatch(context, await componentPresenter(readingOf(context), slug));
}
