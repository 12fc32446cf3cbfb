import type { APIRoute } from 'astro';
import { statuspageDescription } from '#app/queries/statuspage/description.ts';
import { pageContext } from '../../../layouts/context.ts';

/** What `/api/v2` answers, in the terms of OpenAPI. */
export const GET: APIRoute = (context) => {
	const { site, siteUrl, link, now, keptUntil } = pageContext(context);
	context.cache.set(keptUntil(now + 86_400_000, ['site']));
	const description = statuspageDescription(site.name, siteUrl + link('/').replace(/\/$/, ''));
	return new Response(JSON.stringify(description), { headers: { 'content-type': 'application/json; charset=utf-8' } });
};
