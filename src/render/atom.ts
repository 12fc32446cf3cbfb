import { generateAtomFeed } from 'feedsmith';
import type { Instant } from '../domain/instant.ts';
import { type Feed, updatedAt } from './feed.ts';
import { sendable } from './sendable.ts';

/** An Atom feed (RFC 4287). @param epoch says when a feed without entries was last true */
export function renderAtom(feed: Feed, epoch: Instant): string {
	const { id, title, language, home, self, hub, entries } = feed;
	const document = generateAtomFeed({
		id,
		title: { value: title },
		updated: updatedAt(feed, epoch),
		links: [
			{ rel: 'alternate', type: 'text/html', hreflang: language, href: home },
			{ rel: 'self', type: 'application/atom+xml', href: self },
			...(hub ? [{ rel: 'hub', href: hub }] : []),
		],
		authors: [{ name: title }],
		entries: entries.map(({ id, title, link, publishedAt, updatedAt, html }) => ({
			id,
			title: { value: title },
			links: [{ rel: 'alternate', type: 'text/html', href: link }],
			published: new Date(publishedAt),
			updated: new Date(updatedAt),
			content: { type: 'html', value: html },
		})),
	});
	return sendable(document);
}
