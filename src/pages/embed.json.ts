import type { APIRoute } from 'astro';
import { pageContext } from '../layouts/context.ts';
import { newsOf } from './_embed/news.ts';

/** What `embed.js` shows. */
export const GET: APIRoute = async (context) => {
	const { t, site, language } = pageContext(context);
	const news = await newsOf(context);
	const body = { language, label: t.embed.label(site.name), details: t.embed.details, news };
	return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json; charset=utf-8' } });
};
