import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { Slug } from '../inputs/fields.ts';
import { type ApiEnv, newRoutes } from './context.ts';
import { always, answers, IfNoneMatch, notModified, refusals } from './documented.ts';
import { etagOf } from './etag.ts';
import { guarded } from './guard.ts';
import { Text } from './schemas.ts';

const TemplateSchema = z
	.strictObject({
		name: Slug,
		kind: z.enum(['incident', 'maintenance']),
		title: Text,
		body: Text,
		values: z.record(z.string(), Text).openapi({ description: 'What each placeholder stands for.' }),
	})
	.openapi('Template');

const list = createRoute({
	method: 'get',
	path: '/templates',
	summary: 'List the wordings that incidents and maintenances can take',
	tags: ['Templates'],
	...guarded('status'),
	request: { headers: IfNoneMatch },
	responses: {
		200: answers('All of them', z.strictObject({ templates: z.array(TemplateSchema) }), 'ETag'),
		...notModified,
		...refusals(...always),
	},
});

export function templateRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(list, (context) => {
		const body = { templates: context.var.runtime.content.templates };
		return context.json(body, 200, { etag: etagOf(body) });
	});
	return routes;
}
