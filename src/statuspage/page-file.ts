import { ContentError } from '../files/content-error.ts';
import { type HistoryFeed, isFeed, readHistoryFeed } from './history-feed.ts';
import { readStatuspage, type Statuspage } from './statuspage.ts';

/** The largest page that there is has a tenth of it. In characters. */
const LONGEST = 20 * 1024 * 1024;

/** What a file of a status page is, by what is in it; its name tells nothing. */
export type PageFile = { page: Statuspage } | { feed: HistoryFeed } | { note: string };

/** @throws ContentError with a line for everything that is wrong */
export function readPageFile(file: string, source: string): PageFile {
	if (source.length > LONGEST) throw new ContentError([`${file}: expected at most 20 MB`]);
	if (isFeed(source)) {
		const feed = readHistoryFeed(file, source);
		return feed.items.length > 0 ? { feed } : { note: `${file}: the history is empty` };
	}
	if (/^[\uFEFF\s]*</.test(source.slice(0, 2000))) {
		throw new ContentError([
			`${file}: expected JSON, found a web page: save what /api/v2/summary.json or /history.atom answers`,
		]);
	}
	const page = readStatuspage(file, source);
	return page ? { page } : { note: `${file}: only says how the page is as a whole: there is nothing to import in it` };
}
