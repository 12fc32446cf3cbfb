import { generateAtomFeed } from 'feedsmith';
import type { Instant } from '../domain/instant.ts';
import { sendable } from './sendable.ts';

export interface AtomFeed {
	/** Never changes, whatever the address of the site becomes. */
	id: string;
	title: string;
	language: string;
	/** The page that the feed is of, and the feed itself. */
	home: string;
	self: string;
	entries: AtomEntry[];
}

export interface AtomEntry {
	id: string;
	title: string;
	link: string;
	publishedAt: Instant;
	updatedAt: Instant;
	/** Sanitised. */
	html: string;
}

/** An Atom feed (RFC 4287). @param epoch says when a feed without entries was last true */
export function renderAtom({ id, title, language, home, self, entries }: AtomFeed, epoch: Instant): string {
	const feed = generateAtomFeed({
		id,
		title: { value: title },
		updated: new Date(Math.max(epoch, ...entries.map(({ updatedAt }) => updatedAt))),
		links: [
			{ rel: 'alternate', type: 'text/html', hreflang: language, href: home },
			{ rel: 'self', type: 'application/atom+xml', href: self },
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
	return sendable(feed);
}

/**
 * RFC 4151: neither the authority nor this date may ever change, or every reader would show every entry again.
 *
 * @param authority the host that the site had first, whatever it is called today
 */
export function tagUri(authority: string, path: string): string {
	return `tag:${authority},2005:${path}`;
}

/** Plain words, as HTML. */
export function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
