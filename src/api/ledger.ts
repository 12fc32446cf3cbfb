import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { LedgerFilter } from '../domain/ledger.ts';
import { ledgerFilterFields } from '../inputs/ledger-filter.ts';
import { ledgerResources } from '../queries/admin/ledger-resource.ts';
import { iso } from '../queries/admin/resource.ts';
import { type ApiEnv, newRoutes, readingOf } from './context.ts';
import { always, answers, IfNoneMatch, notModified, refusals } from './documented.ts';
import { guarded } from './guard.ts';
import { ListQuery, listHeaders, sliceOf } from './lists.ts';
import { Instant } from './schemas.ts';

const LedgerEntry = z
	.strictObject({
		number: z.int().openapi({ description: 'From 1, without gaps.' }),
		at: Instant,
		actor: z.string().openapi({ example: 'token:on-call' }),
		action: z.string().openapi({ example: 'incident.opened' }),
		subject: z.string().openapi({ example: 'incident/k3j9x0c2m1aa' }),
		data: z.record(z.string(), z.unknown()).openapi({
			description:
				'What was published, as it is hashed: each text that people wrote stands in it as `{digest}`, and so does who they are. `actorId` tells two tokens of one name apart; the machine and the command line have none.',
		}),
		texts: z.array(z.strictObject({ pointer: z.string(), salt: z.string(), text: z.string() })).openapi({
			description:
				'What they wrote, by its place in `data`: the digest is the SHA-256 of `salt`, a line feed and `text`. What was redacted is missing.',
		}),
		previous_hash: z.string(),
		hash: z.string().openapi({
			description:
				'SHA-256 of the JSON array `[number, at, actor, action, subject, data, previous_hash]`, where `actor` is null if `data.actor` is a digest, `at` is in milliseconds and `data` is a string, as it is stored: JSON by RFC 8785.',
		}),
	})
	.openapi('LedgerEntry');

const list = createRoute({
	method: 'get',
	path: '/ledger',
	summary: 'List the entries of the ledger, newest first',
	tags: ['Ledger'],
	...guarded('admin'),
	request: { query: ListQuery.extend(ledgerFilterFields), headers: IfNoneMatch },
	responses: {
		200: answers('A page', z.strictObject({ entries: z.array(LedgerEntry) }), 'ETag', 'Link'),
		...notModified,
		...refusals(...always, 'invalid'),
	},
});

export function ledgerRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(list, async (context) => {
		const { limit, cursor, ...filter } = context.req.valid('query');
		const slice = sliceOf({ limit, cursor });
		const page = await ledgerResources(readingOf(context), slice, filter);
		const body = { entries: page.items };
		return context.json(body, 200, listHeaders(context, slice, page, body, undefined, asAsked(filter)));
	});
	return routes;
}

/** As the link to the next page has it. */
function asAsked({ from, until, ...rest }: LedgerFilter): Record<string, string | undefined> {
	return {
		...rest,
		from: from === undefined ? undefined : iso(from),
		until: until === undefined ? undefined : iso(until),
	};
}
