import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { reloadContent } from '../commands/reload-content.ts';
import { DomainError } from '../domain/errors.ts';
import { ContentError } from '../files/content-error.ts';
import { type ApiEnv, newRoutes, readingOf } from './context.ts';
import { always, answers, IdempotencyKey, ofBodies, refusals } from './documented.ts';
import { guarded } from './guard.ts';

const Asked = z
	.strictObject({
		publication: z.int().openapi({ description: 'The number of the publication that tells every server.' }),
	})
	.openapi('ContentReload');

const reload = createRoute({
	method: 'post',
	path: '/content/reload',
	summary: 'Have every server read the content folder anew',
	description:
		'It is read first by the server that is asked: where it has a mistake, nobody is told, and what was read before goes on.',
	tags: ['Content'],
	...guarded('admin'),
	request: { headers: IdempotencyKey },
	responses: { 202: answers('Told', Asked), ...refusals(...always, ...ofBodies, 'conflict') },
});

export function contentRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(reload, async (context) => {
		const { stores, now } = readingOf(context);
		const { config } = context.var.runtime;
		const publication = await reloadContent(stores, config.contentDir, context.var.writing, now).catch(refused);
		return context.json({ publication }, 202);
	});
	return routes;
}

/** @throws DomainError `invalid` with a line for each mistake in the files */
function refused(error: unknown): never {
	if (!(error instanceof ContentError)) throw error;
	throw new DomainError(
		'invalid',
		'The content has mistakes: what was read before goes on',
		error.lines.map((detail) => ({ pointer: '', detail })),
	);
}
