import { generateRssFeed } from 'feedsmith';
import type { Instant } from '../domain/instant.ts';
import { escaped, type Feed, updatedAt } from './feed.ts';
import { sendable } from './sendable.ts';

/**
 * An RSS 2.0 feed, as Statuspage has it: an item is known by its address, and a maintenance says until when it is planned.
 *
 * @param epoch says when a feed without entries was last true
 */
export function renderRss(feed: Feed, epoch: Instant): string {
	const { title, language, home, self, hub, entries } = feed;
	const updated = updatedAt(feed, epoch);
	const document = generateRssFeed({
		...{ title, link: home, description: title, language },
		pubDate: updated,
		lastBuildDate: updated,
		atom: {
			links: [{ rel: 'self', type: 'application/rss+xml', href: self }, ...(hub ? [{ rel: 'hub', href: hub }] : [])],
		},
		items: entries.map(({ title, link, updatedAt, html }) => ({
			...{ title, link, description: html },
			// RSS has no other date: as Statuspage, that of the last update.
			pubDate: new Date(updatedAt),
			guid: { value: link, isPermaLink: true },
		})),
	});
	return sendable(withPlannedEnds(document, entries));
}

/** The library knows no element of Statuspage's own. */
function withPlannedEnds(document: string, entries: Feed['entries']): string {
	const ends = new Map(entries.map(({ link, plannedEnd }) => [escaped(link), plannedEnd ?? null]));
	return document.replaceAll(/<guid[^>]*>([^<]*)<\/guid>/g, (guid, link: string) => {
		const end = ends.get(link) ?? null;
		return end === null
			? guid
			: `${guid}\n      <maintenanceEndDate>${new Date(end).toUTCString()}</maintenanceEndDate>`;
	});
}
