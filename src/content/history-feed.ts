import { parseAtomFeed, parseRssFeed } from 'feedsmith';
import type { Instant } from '../domain/instant.ts';
import { ContentError } from './content-error.ts';

/** An entry of a page's history: one incident or one maintenance, as it stood when the feed was written. */
export interface FeedItem {
	/** How to name it to whoever reads about a flaw in it. */
	where: string;
	id: string;
	title: string;
	/** The item's date, and how far the page's clock was from UTC then, in ms. */
	at: Instant;
	offset: number;
	/** As it came: nobody has looked at what is in it. */
	html: string;
	/** Until when a maintenance is planned, where the feed says so. */
	plannedEnd: Instant | null;
}

export interface HistoryFeed {
	file: string;
	title: string;
	/** Of the page, such as `status.example.com`. */
	host: string;
	items: FeedItem[];
}

interface Raw {
	title: string | undefined;
	links: (string | undefined)[];
	dates: (string | undefined)[];
	html: string | undefined;
}

/** So that a file of another shape does not fill the screen. */
const MOST_FLAWS = 10;
/** Where a feed says that it is one. In characters. */
const START = 2000;
/** The longest story that a page could tell; what is longer is no story. In characters. */
const LONGEST_ITEM = 256 * 1024;

export function isFeed(source: string): boolean {
	return /<(?:rss|feed)[\s>]/.test(source.slice(0, START));
}

/** `history.rss` or `history.atom`. @throws ContentError with a line for everything that is wrong */
export function readHistoryFeed(file: string, source: string): HistoryFeed {
	const { title, home, raws } = parse(file, source);
	const ends = plannedEnds(source);
	const lines: string[] = [];
	const items = raws.flatMap((raw, index) => {
		const { item, flaw } = readItem(`item ${index + 1}`, raw, ends);
		if (flaw !== undefined) lines.push(`${file}: item ${index + 1}: ${flaw}`);
		return item ?? [];
	});
	if (lines.length > MOST_FLAWS) {
		throw new ContentError([
			...lines.slice(0, MOST_FLAWS),
			`${file}: and ${lines.length - MOST_FLAWS} more of the kind`,
		]);
	}
	if (lines.length > 0) throw new ContentError(lines);
	const host = URL.parse(home ?? raws[0]?.links[0] ?? '')?.host ?? '';
	return { file, title: title?.replace(/ - Incident History$/, '') || host || file, host, items };
}

function parse(file: string, source: string): { title: string | undefined; home: string | undefined; raws: Raw[] } {
	const kind = /<feed[\s>]/.test(source.slice(0, START)) ? 'feed' : 'rss';
	if (source.slice(0, START).includes('<!ENTITY')) {
		throw new ContentError([`${file}: expected a feed, found one that declares entities of its own`]);
	}
	try {
		// Half a feed can be read as well: what is missing would be missed later.
		if (!source.slice(-START).includes(`</${kind}>`)) throw new Error('cut off');
		return kind === 'feed' ? parseAtom(source) : parseRss(source);
	} catch {
		// Of what its parser makes of a broken file, nothing helps whoever has to mend it.
		throw new ContentError([
			`${file}: expected the whole history of a status page, as /history.atom or /history.rss answers it: this feed cannot be read`,
		]);
	}
}

function parseRss(source: string) {
	const { title, link, items = [] } = parseRssFeed(source);
	const raws = items.map(({ title, link, guid, pubDate, description }): Raw => {
		return { title, links: [link, guid?.value], dates: [pubDate], html: description };
	});
	return { title, home: link, raws };
}

function parseAtom(source: string) {
	const { title, links = [], entries = [] } = parseAtomFeed(source);
	const raws = entries.map((entry): Raw => {
		const hrefs = (entry.links ?? []).map(({ href }) => href);
		return {
			title: entry.title?.value,
			links: hrefs,
			dates: [entry.published, entry.updated],
			html: entry.content?.value ?? entry.summary?.value,
		};
	});
	return { title: title?.value, home: links.find(({ rel }) => rel !== 'self')?.href, raws };
}

function readItem(
	where: string,
	{ title, links, dates, html }: Raw,
	ends: Map<string, Instant>,
): { item?: FeedItem; flaw?: string } {
	const id = links.map((link) => idIn(link ?? '')).find((found) => found !== undefined);
	if (id === undefined)
		return { flaw: 'link: expected the address of an incident, https://…/incidents/ and 12 characters' };
	const name = title?.trim();
	if (!name) return { flaw: 'title: expected a title' };
	const times = dates.flatMap((date) => timeOf(date ?? '') ?? []);
	const last = times.sort((one, other) => other.at - one.at)[0];
	if (last === undefined) {
		return { flaw: 'date: expected a date with its offset, such as "Thu, 23 Dec 2021 10:30:37 +0100"' };
	}
	if (html === undefined) return { flaw: 'expected its updates, found nothing' };
	if (html.length > LONGEST_ITEM) return { flaw: `expected at most ${LONGEST_ITEM} characters, found ${html.length}` };
	return { item: { where, id, title: name, ...last, html, plannedEnd: ends.get(id) ?? null } };
}

function idIn(link: string): string | undefined {
	return /\/incidents\/([a-z0-9]{12})(?![a-z0-9])/.exec(link)?.[1];
}

/** RFC 822 or RFC 3339, with an offset that is a number. */
function timeOf(date: string): { at: Instant; offset: number } | null {
	const zone = /(?:(Z|GMT|UTC?)|([+-])(\d{2}):?(\d{2}))$/.exec(date.trim());
	const at = Date.parse(date);
	if (zone === null || Number.isNaN(at)) return null;
	const [, utc, sign, hours, minutes] = zone;
	if (utc !== undefined) return { at, offset: 0 };
	return { at, offset: (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000 };
}

/** Only Statuspage has this element, and no parser knows it. */
function plannedEnds(source: string): Map<string, Instant> {
	const ends = new Map<string, Instant>();
	for (const item of source.split('<item').slice(1)) {
		const end = /<maintenanceEndDate>([^<]{1,60})</.exec(item)?.[1];
		const id = idIn(/<(?:link|guid)[^>]{0,100}>[^<]{0,500}/.exec(item)?.[0] ?? '');
		const time = end === undefined ? null : timeOf(end);
		if (id !== undefined && time !== null) ends.set(id, time.at);
	}
	return ends;
}
