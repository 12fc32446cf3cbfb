import type { CacheProviderFactory } from 'astro';

/**
 * What a page declares with `Astro.cache.set({ tags, maxAge })` becomes the headers of a CDN's cache, which the page cache
 * of the server reads as well.
 */
const provider: CacheProviderFactory = () => ({
	name: 'vigente',
	setHeaders({ maxAge = 0, tags = [] }) {
		return new Headers({ 'CDN-Cache-Control': `max-age=${maxAge}`, 'Cache-Tag': tags.join(',') });
	},
	// Nothing to do: a publication makes every page of the earlier ones void.
	async invalidate() {},
});

export default provider;
