import type { Instant } from '../domain/instant.ts';

/** What readers of feeds are told, in whichever format. */
export interface Feed {
	/** Never changes, whatever the address of the site becomes. */
	id: string;
	title: string;
	language: string;
	/** The page that the feed is of, and the feed itself. */
	home: string;
	self: string;
	/** Whoever subscribes there is told at once (WebSub); null for none. */
	hub?: string | null;
	entries: FeedEntry[];
}

export interface FeedEntry {
	id: string;
	title: string;
	link: string;
	publishedAt: Instant;
	updatedAt: Instant;
	/** Until when work is planned, where it is said. */
	plannedEnd?: Instant | null;
	/** Sanitised. */
	html: string;
}

/** @param epoch says when a feed without entries was last true */
export function updatedAt({ entries }: Pick<Feed, 'entries'>, epoch: Instant): Date {
	return new Date(Math.max(epoch, ...entries.map((entry) => entry.updatedAt)));
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
