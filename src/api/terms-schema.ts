import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { termsSchema } from '../domain/sla/terms-schema.ts';
import { type ApiEnv, newRoutes } from './context.ts';
import { refusals } from './documented.ts';

export const TERMS_SCHEMA = '/terms.schema.json';

const schema = createRoute({
	method: 'get',
	path: TERMS_SCHEMA,
	summary: 'What may stand above the text of an agreement, as JSON Schema',
	description: 'Open to everybody, at an address that stays. `/terms` explains it.',
	tags: ['SLA'],
	responses: {
		200: {
			description: 'JSON Schema 2020-12',
			content: { 'application/schema+json': { schema: z.record(z.string(), z.unknown()) } },
		},
		...refusals('too_many_requests', 'internal', 'unavailable'),
	},
});

export function termsSchemaRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(schema, (context) => {
		const id = `${context.var.runtime.config.siteUrl}/api/v1${TERMS_SCHEMA}`;
		const headers = { 'content-type': 'application/schema+json; charset=utf-8', 'access-control-allow-origin': '*' };
		return context.body(JSON.stringify(termsSchema(id), null, '\t'), 200, headers) as never;
	});
	return routes;
}
