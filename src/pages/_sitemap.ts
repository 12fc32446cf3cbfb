import type { APIContext } from 'astro';
import { lastingPages } from '#app/queries/pages/lasting-pages.ts';
import { renderSitemap, renderSitemapIndex, type SitemapPage } from '#app/render/sitemap.ts';
import type { Language } from '../domain/text.ts';
import { localPath } from '../i18n/languages.ts';
import { nothingHere, pageContext } from '../layouts/context.ts';

/** A file may have 50,000 addresses; so many take no more room among the pages that are kept than they deserve. */
const MOST = 10_000;

/** The sitemap, or where there are too many pages for one, the list of its parts. @param part which one, from 1 on */
export async function sitemapAnswer(context: APIContext, part: number | null): Promise<Response> {
	const { reading, site, siteUrl, keptUntil } = pageContext(context);
	const { paths, validUntil } = await lastingPages(reading);
	const each = Math.floor(MOST / site.languages.length);
	const parts = Math.ceil(paths.length / each);
	if (part !== null && (parts === 1 || part < 1 || part > parts)) return nothingHere();
	context.cache.set(keptUntil(validUntil, ['site', 'incidents', 'maintenance', 'sla']));
	const isIndex = part === null && parts > 1;
	const from = ((part ?? 1) - 1) * each;
	const xml = isIndex
		? renderSitemapIndex(Array.from({ length: parts }, (_, nth) => `${siteUrl}/sitemap-${nth + 1}.xml`))
		: renderSitemap(paths.slice(from, from + each).map((path) => inEveryLanguage(path, siteUrl, site.languages)));
	return new Response(xml, { headers: { 'content-type': 'application/xml; charset=utf-8' } });
}

function inEveryLanguage(path: string, siteUrl: string, languages: readonly Language[]): SitemapPage {
	const first = languages[0] as Language;
	const addresses = languages.map((one): [string, string] => [one, siteUrl + localPath(one, first, path)]);
	return { addresses: Object.fromEntries([...addresses, ['x-default', siteUrl + path]]) };
}
