import { z } from '@hono/zod-openapi';
import { defined } from '../domain/refusal.ts';
import type { Page, Slice } from '../queries/admin/resource.ts';
import type { ApiContext } from './context.ts';
import { etagOf } from './etag.ts';

const MOST = 100;
const USUAL = 20;

/** The query of every list. */
export const ListQuery = z.strictObject({
	limit: z.coerce
		.number(`Expected a whole number from 1 to ${MOST}`)
		.int(`Expected a whole number from 1 to ${MOST}`)
		.min(1, `Expected a whole number from 1 to ${MOST}`)
		.max(MOST, `Expected a whole number from 1 to ${MOST}`)
		.default(USUAL)
		.openapi({ type: 'integer', minimum: 1, maximum: MOST, default: USUAL, description: 'How many at most.' }),
	cursor: z
		.string()
		.transform((cursor, check) => {
			const before = positionOf(cursor);
			if (before !== null) return before;
			check.addIssue('Expected a cursor from a Link header');
			return z.NEVER;
		})
		.optional()
		.openapi({ type: 'string', description: 'Where to go on, from the `Link` header of the page before. Opaque.' }),
});

export function sliceOf({ limit, cursor }: z.infer<typeof ListQuery>): Slice {
	return { limit, before: cursor ?? null };
}

/** The headers of a list: its tag, and where it goes on. @param filters what else the caller has asked for */
export function listHeaders(
	{ req }: ApiContext,
	{ limit }: Slice,
	{ next }: Page<unknown>,
	body: unknown,
	etag = etagOf(body),
	filters: Record<string, string | undefined> = {},
): Record<string, string> {
	if (next === null) return { etag };
	const cursor = Buffer.from(String(next)).toString('base64url');
	const query = new URLSearchParams({ ...defined(filters), limit: String(limit), cursor });
	return { etag, link: `<${req.path}?${query}>; rel="next"` };
}

function positionOf(cursor: string): number | null {
	const position = Buffer.from(cursor, 'base64url').toString();
	return /^\d{1,15}$/.test(position) ? Number(position) : null;
}
