import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { createToken, revokeToken } from '../commands/tokens.ts';
import { NewToken, Scopes } from '../inputs/token.ts';
import { tokenResource, tokenResources } from '../queries/admin/token-resource.ts';
import { type ApiEnv, newRoutes, readingOf } from './context.ts';
import { always, answers, IdempotencyKey, IfNoneMatch, notModified, ofBodies, refusals, takes } from './documented.ts';
import { guarded } from './guard.ts';
import { ListQuery, listHeaders, sliceOf } from './lists.ts';
import { ById, Id, Instant } from './schemas.ts';
import { idempotentInMemory } from './secret-answers.ts';

const tags = ['Tokens'];

const facts = {
	id: Id,
	name: z.string().openapi({ example: 'on-call' }),
	scopes: Scopes,
	created_at: Instant,
	revoked_at: Instant.nullable(),
	expires_at: Instant.nullable(),
	last_used_at: Instant.nullable().openapi({ description: 'To the minute; null for never.' }),
};
const secret = z.string().openapi({ description: 'The secret: shown this once, and not kept.', example: 'vgt_…' });

const Token = z.strictObject(facts).openapi('Token');
const TokenWithSecret = z.strictObject({ ...facts, token: secret }).openapi('TokenWithSecret');

const list = createRoute({
	method: 'get',
	path: '/tokens',
	summary: 'List tokens, newest first, without their secrets',
	tags,
	...guarded('admin'),
	request: { query: ListQuery, headers: IfNoneMatch },
	responses: {
		200: answers('A page', z.strictObject({ tokens: z.array(Token) }), 'ETag', 'Link'),
		...notModified,
		...refusals(...always, 'invalid'),
	},
});

const create = createRoute({
	method: 'post',
	path: '/tokens',
	summary: 'Create a token',
	tags,
	...guarded('admin', idempotentInMemory()),
	request: { body: takes(NewToken), headers: IdempotencyKey },
	responses: {
		201: answers('The token with its secret', TokenWithSecret, 'Idempotency-Replayed'),
		...refusals(...always, ...ofBodies, 'conflict'),
	},
});

const revoke = createRoute({
	method: 'delete',
	path: '/tokens/{id}',
	summary: 'Revoke a token',
	tags,
	...guarded('admin'),
	request: { params: ById },
	responses: { 204: { description: 'It no longer opens anything' }, ...refusals(...always, 'not_found') },
});

export function tokenRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(list, async (context) => {
		const slice = sliceOf(context.req.valid('query'));
		const page = await tokenResources(readingOf(context), slice);
		const body = { tokens: page.items };
		return context.json(body, 200, listHeaders(context, slice, page, body));
	});
	routes.openapi(create, async (context) => {
		const { stores, now } = readingOf(context);
		const { name, scopes, expiresAt } = context.req.valid('json');
		const { by } = context.var.writing;
		const { secret, ...token } = await createToken(stores, name, scopes, { by }, now, expiresAt);
		return context.json({ ...tokenResource(token), token: secret }, 201);
	});
	routes.openapi(revoke, async (context) => {
		const { stores, now } = readingOf(context);
		await revokeToken(stores, context.req.valid('param').id, { by: context.var.writing.by }, now);
		return context.body(null, 204);
	});
	return routes;
}
