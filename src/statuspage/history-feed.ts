import { parseAtomFeed, parseRssFeed } from 'feedsmith';
import { idHere, LONGEST_EXTERNAL_ID } from '../domain/imports/imported-id.ts';
import { mendedTitle } from '../domain/imports/mended-text.ts';
import { EARLIEST, type Instant, LATEST } from '../domain/instant.ts';
import { offsetNamed } from '../domain/time/zone-abbreviation.ts';
import { ContentError } from '../files/content-error.ts';
import { textOfTitle } from './html-text.ts';

/** An entry of a page's history: one incident or one maintenance, as it stood when the feed was written. */
export interface FeedItem {
	/** How to name it to whoever reads about a flaw in it. */
	where: string;
	/** Here, and over there. */
	id: string;
	externalId: string;
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
	/** What could not be read, in words that begin with the file. */
	leftOut: string[];
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

/** `history.rss` or `history.atom`. @throws ContentError where nothing in it can be read */
export function readHistoryFeed(file: string, source: string): HistoryFeed {
	const { title, home, raws } = parse(file, source);
	const host = URL.parse(home ?? raws[0]?.links[0] ?? '')?.host ?? '';
	const ends = plannedEnds(source);
	const flaws: string[] = [];
	const leftOut: string[] = [];
	const items = raws.flatMap((raw, index) => {
		const where = `item ${index + 1}`;
		const { text: title, remarks } = mendedTitle(textOfTitle(raw.title ?? ''));
		const { item, flaw } = readItem(where, { ...raw, title }, host, ends);
		const named = title === '' ? where : `${where} "${title.slice(0, 60)}"`;
		leftOut.push(...remarks.map((remark) => `${file}: ${named}: title: ${remark}`));
		if (item !== undefined) return item;
		flaws.push(`${file}: ${where}: ${flaw}`);
		leftOut.push(`${file}: ${named}: left out: ${flaw}`);
		return [];
	});
	if (items.length === 0 && flaws.length > 0) throw new ContentError(shortened(file, flaws));
	const named = textOfTitle(title ?? '').replace(/ - Incident History$/, '');
	return { file, title: named || host || file, host, items, leftOut };
}

/** Where nothing can be read, the first flaws say enough. */
export function shortened(file: string, flaws: string[]): string[] {
	if (flaws.length <= MOST_FLAWS) return flaws;
	return [...flaws.slice(0, MOST_FLAWS), `${file}: and ${flaws.length - MOST_FLAWS} more of the kind`];
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
	host: string,
	ends: Map<string, Instant>,
): { item?: FeedItem; flaw?: string } {
	const externalId = links.map((link) => idIn(link ?? '')).find((found) => found !== undefined);
	if (externalId === undefined) {
		const found = links.find((link) => link) ?? 'nothing';
		return {
			flaw: `link: expected the address of an incident, such as https://…/incidents/4qwp4db52sf1, found ${found.slice(0, 100)}`,
		};
	}
	if (!title) return { flaw: 'title: expected a title, found nothing' };
	const times = dates.flatMap((date) => timeOf(date ?? '') ?? []);
	const last = times.sort((one, other) => other.at - one.at)[0];
	if (last === undefined) {
		const found = dates.find((date) => date);
		return {
			flaw: `date: expected a date with its offset, such as "Thu, 23 Dec 2021 10:30:37 +0100", found ${found ? `"${found.slice(0, 60)}"` : 'nothing'}`,
		};
	}
	if (html === undefined) return { flaw: 'expected its updates, found nothing' };
	if (html.length > LONGEST_ITEM) return { flaw: `expected at most ${LONGEST_ITEM} characters, found ${html.length}` };
	const id = idHere(externalId, host);
	return { item: { where, id, externalId, title, ...last, html, plannedEnd: ends.get(externalId) ?? null } };
}

/** Statuspage's are 12 letters and digits; others have ULIDs, UUIDs or numbers. */
function idIn(link: string): string | undefined {
	const id = /\/incidents?\/([\w.~-]+)/.exec(link)?.[1];
	return id !== undefined && id.length <= LONGEST_EXTERNAL_ID ? id : undefined;
}

/** RFC 822 or RFC 3339, with an offset that is a number. */
function timeOf(date: string): { at: Instant; offset: number } | null {
	const [, zone] = /(?:\d|\s)(Z|GMT|UTC?|[+-]\d{2}:?\d{2})$/.exec(date.trim()) ?? [];
	const at = Date.parse(date);
	if (zone === undefined || !(at >= EARLIEST && at < LATEST)) return null;
	return { at, offset: offsetNamed(zone, 0) ?? 0 };
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
