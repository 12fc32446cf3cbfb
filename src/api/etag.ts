import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { Precondition } from '../commands/precondition.ts';
import { DomainError } from '../domain/errors.ts';
import type { ApiContext, ApiEnv } from './context.ts';

/** A strong entity tag: equal resources, equal tags. */
export function etagOf(resource: unknown): string {
	return `"${createHash('sha256').update(JSON.stringify(resource)).digest('base64url').slice(0, 22)}"`;
}

/** Answers 304 to who has it already (RFC 9110 §13.1.2: compared weakly). */
export const sparingKnown: MiddlewareHandler<ApiEnv> = async (context, next) => {
	await next();
	const etag = context.res.headers.get('etag');
	const given = context.req.header('if-none-match');
	if (!etag || !given || context.res.status !== 200 || !['GET', 'HEAD'].includes(context.req.method)) return;
	const known = tagsIn(given).map((tag) => tag.replace(/^W\//, ''));
	if (!known.includes(etag) && !known.includes('*')) return;
	const headers = new Headers(context.res.headers);
	headers.delete('content-type');
	context.res = new Response(null, { status: 304, headers });
};

/** If-Match as a precondition: what is stored has to look as the caller has seen it (RFC 9110 §13.1.1: compared strongly). */
export function ifMatch<T>(context: ApiContext, present: (current: T) => unknown): Precondition<T> {
	const given = context.req.header('if-match');
	return (current) => {
		if (given === undefined) return;
		const tags = tagsIn(given);
		if (tags.includes('*') || tags.includes(etagOf(present(current)))) return;
		throw new DomainError('precondition_failed', 'It is no longer what If-Match names: read it again');
	};
}

export function tagsIn(header: string): string[] {
	return header.match(/\*|(W\/)?"[^"]*"/g) ?? [];
}
