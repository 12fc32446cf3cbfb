import type { APIRoute } from 'astro';
import { pageContext } from '../layouts/context.ts';
import bar from '../scripts/embed.js?raw';

/** The script that pages of others load; it is the same in every language, and asks beside its own address. */
export const GET: APIRoute = (context) => {
	const { now, keptUntil } = pageContext(context);
	context.cache.set(keptUntil(now + 86_400_000, ['site']));
	return new Response(bar, { headers: { 'content-type': 'text/javascript; charset=utf-8' } });
};
