import type { APIRoute } from 'astro';
import { pageContext } from '../layouts/context.ts';

/** RFC 9309. What is for one caller is of no use to a search engine. */
export const GET: APIRoute = (context) => {
	const { siteUrl, now, keptUntil } = pageContext(context);
	context.cache.set(keptUntil(now + 86_400_000, ['site']));
	const rules = ['User-agent: *', 'Disallow: /api/v1/', 'Disallow: /healthz', 'Disallow: /metrics'];
	const text = `${rules.join('\n')}\n\nSitemap: ${siteUrl}/sitemap.xml\n`;
	return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
