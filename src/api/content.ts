import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { reloadContent } from '../commands/reload-content.ts';
import { contentParts, contentTurns } from '../domain/content-change.ts';
import { DomainError } from '../domain/errors.ts';
import { ContentError } from '../files/content-error.ts';
import { contentReloadResource } from '../queries/admin/content-reload-resource.ts';
import { reloadStates, serverStates } from '../queries/shared/reload-outcome.ts';
import { type ApiEnv, newRoutes, readingOf, root } from './context.ts';
import { always, answers, IdempotencyKey, ofBodies, refusals } from './documented.ts';
import { guarded } from './guard.ts';
import { Instant } from './schemas.ts';

const Asked = z
	.strictObject({
		publication: z.int().openapi({ description: 'The number of the publication that tells every server.' }),
	})
	.openapi('ContentReload');

const Lines = z.array(z.string());
const Outcome = z
	.strictObject({
		publication: z.int(),
		asked_at: Instant,
		state: z.enum(reloadStates).openapi({
			description:
				'`pending` while a server has not answered, `refused` where one goes on with what it had, `unanswered` where one is not heard of any more, and may have it or not, `differs` where all have taken it and their folders do not say the same (`digest`).',
		}),
		servers: z.array(
			z.strictObject({
				name: z.string().openapi({ description: 'Host, process and start.', example: 'web-1 4242 k3j9x0c2m1aa' }),
				state: z
					.enum(serverStates)
					.openapi({ description: 'A server that is `gone` or `stopped` is waited for no more.' }),
				digest: z
					.string()
					.nullable()
					.openapi({ description: 'Of the content that it goes by: the same where the folders say the same.' }),
				answered_at: z.union([Instant, z.null()]),
				seen_at: Instant,
				mistakes: Lines.openapi({ description: 'Why it goes on with what it had, each with file and line.' }),
				changes: z.array(z.strictObject({ what: z.enum(contentParts), name: z.string(), turn: z.enum(contentTurns) })),
				remarks: Lines.openapi({ description: 'Such as drafts, and published texts whose file has changed.' }),
			}),
		),
	})
	.openapi('ContentReloadOutcome');

const reload = createRoute({
	method: 'post',
	path: '/content/reload',
	summary: 'Have every server read the content folder anew',
	description:
		'It is read first by the server that is asked: where it has a mistake, nobody is told, and what was read before goes on.',
	tags: ['Content'],
	...guarded('admin'),
	request: { headers: IdempotencyKey },
	responses: {
		202: answers('Told; `Location` says what became of it', Asked, 'Location'),
		...refusals(...always, ...ofBodies, 'conflict'),
	},
});

const outcome = createRoute({
	method: 'get',
	path: '/content/reloads/{publication}',
	summary: 'Read what became of a reload on each server',
	description:
		'It is about the servers that were there when it was asked, and stays what it was, whatever is read later. A server that was not seen for a minute is gone.',
	tags: ['Content'],
	...guarded('admin'),
	request: { params: z.object({ publication: z.coerce.number().pipe(z.int().positive()) }) },
	responses: { 200: answers('So far', Outcome), ...refusals(...always, 'not_found') },
});

export function contentRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(reload, async (context) => {
		const { stores, now } = readingOf(context);
		const { config } = context.var.runtime;
		const publication = await reloadContent(stores, config.contentDir, context.var.writing, now).catch(refused);
		return context.json({ publication }, 202, { location: `${root}/content/reloads/${publication}` });
	});
	routes.openapi(outcome, async (context) => {
		const { publication } = context.req.valid('param');
		return context.json(await contentReloadResource(readingOf(context), publication), 200);
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
