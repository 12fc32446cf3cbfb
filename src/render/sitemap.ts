import { escaped } from './feed.ts';

/** A page in each language that it is in. */
export interface SitemapPage {
	/** Whole addresses, by language; `x-default` for who reads none of them. */
	addresses: Record<string, string>;
}

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const schema = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** https://www.sitemaps.org/protocol.html, where each language names the others. */
export function renderSitemap(pages: readonly SitemapPage[]): string {
	const urls = pages.flatMap(({ addresses }) => {
		const others = Object.entries(addresses)
			.map(([language, address]) => `<xhtml:link rel="alternate" hreflang="${language}" href="${escaped(address)}"/>`)
			.join('');
		const own = new Set(Object.values(addresses));
		return [...own].map((address) => `<url><loc>${escaped(address)}</loc>${others}</url>\n`);
	});
	return `${head}<urlset xmlns="${schema}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${urls.join('')}</urlset>\n`;
}

/** @param parts the addresses of sitemaps */
export function renderSitemapIndex(parts: readonly string[]): string {
	const all = parts.map((address) => `<sitemap><loc>${escaped(address)}</loc></sitemap>\n`);
	return `${head}<sitemapindex xmlns="${schema}">\n${all.join('')}</sitemapindex>\n`;
}
