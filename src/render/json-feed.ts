import { generateJsonFeed } from 'feedsmith';
import type { Feed } from './feed.ts';

/** A JSON Feed (https://www.jsonfeed.org/version/1.1/). */
export function renderJsonFeed({ title, language, home, self, hub, entries }: Feed): string {
	const document = generateJsonFeed({
		...{ title, language, home_page_url: home, feed_url: self },
		...(hub && { hubs: [{ type: 'WebSub', url: hub }] }),
		items: entries.map(({ id, title, link, publishedAt, updatedAt, html }) => ({
			...{ id, title, url: link, content_html: html },
			date_published: new Date(publishedAt),
			date_modified: new Date(updatedAt),
		})),
	});
	// The format wants the list, also where there is nothing in it.
	return JSON.stringify({ items: [], ...(document as object) });
}
