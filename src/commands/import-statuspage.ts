import { allow } from '../domain/actor.ts';
import { freeSlug, slugOf } from '../domain/free-slug.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import { ContentError, LeftOutError } from '../files/content-error.ts';
import { readHistory } from '../histories/history.ts';
import type { History } from '../histories/reader.ts';
import { type FeedPage, toFeedPage } from '../statuspage/feed-page.ts';
import type { HistoryFeed } from '../statuspage/history-feed.ts';
import { readPageFile } from '../statuspage/page-file.ts';
import type { Statuspage, StatuspageComponent } from '../statuspage/statuspage.ts';
import {
	componentId,
	goneComponents,
	joinedByPage,
	scopeOf,
	toImportedPage,
	withoutUntrue,
} from '../statuspage/statuspage-page.ts';
import type { Imported, Stores } from '../stores/stores.ts';

/** Some names are sentences. */

/** How much was not here before. */
export interface ImportReport extends Imported {
	/** The names of the pages. */
	pages: string[];
	/** What whoever imports has to know: what was left out and why, by name, and what was assumed. */
	notes: string[];
}

/** What the caller of an import may ask for and hear. */
export interface ImportWishes {
	/** Nothing is imported where anything would be left out. */
	strict?: boolean;
	/** Is told how many incidents and maintenances are done, of how many. */
	heed?: (done: number, total: number) => void;
}

/**
 * Takes over what other status pages say: all of the files or, when one cannot be read, none. A record that is odd is
 * left out, and named. Of what came with an earlier import only the news is added, so that importing the same twice
 * changes nothing.
 *
 * @throws ContentError with a line for everything that is wrong, in any of the files
 * @throws LeftOutError where `strict` is asked for and something would be left out
 */
export async function importStatuspage(
	stores: Stores,
	files: { file: string; source: string }[],
	writing: Writing,
	now: Instant,
	wishes: ImportWishes = {},
): Promise<ImportReport> {
	allow(writing.by, 'admin');
	return importRead(stores, readAll(files), writing, now, wishes);
}

/**
 * As `importStatuspage`, of the history of another tool.
 *
 * @throws ContentError with a line for everything that is wrong, in any of the files
 * @throws LeftOutError where `strict` is asked for and something would be left out
 */
export async function importHistory(
	stores: Stores,
	history: History,
	writing: Writing,
	now: Instant,
	wishes: ImportWishes = {},
): Promise<ImportReport> {
	allow(writing.by, 'admin');
	const { page, notes } = readHistory(history, now);
	return importRead(stores, { told: [page], feeds: [], notes }, writing, now, wishes);
}

async function importRead(
	stores: Stores,
	{ told, feeds, notes }: Read,
	writing: Writing,
	now: Instant,
	{ strict = false, heed = () => {} }: ImportWishes,
): Promise<ImportReport> {
	const found = joinedByPage(told).map((page) => withoutUntrue(page, now));
	const { components, departed, succession } = await stores.components.catalogue();
	// What is recorded under a slug of before is another component's history.
	const taken = new Set([...[...components, ...departed].map(({ slug }) => slug), ...succession.former()]);
	const before = await stores.components.importedSlugs();
	const slugOf = (page: Statuspage) => (one: StatuspageComponent) =>
		before.get(componentId(one.id, scopeOf(page.page))) ?? slugFor(one, page, taken);
	const histories = readFeeds(feeds, found, now);
	// The feeds last: they tell less than the page, and nothing of what it has told.
	const pages = [...found.map((page) => toImportedPage(page, slugOf(page))), ...histories.map(({ page }) => page)];
	const leftOut = [
		...found.flatMap((page) => [...page.leftOut, ...goneComponents(page)]),
		...histories.flatMap((history) => history.leftOut),
	];
	if (strict && leftOut.length > 0) throw new LeftOutError([...leftOut, 'nothing was imported (--strict)']);
	const total = pages.reduce((sum, { incidents, maintenances }) => sum + incidents.length + maintenances.length, 0);
	const imported = await stores.imports.add(pages, writing, now, (done) => heed(done, total));
	return {
		...imported,
		pages: [...new Set(pages.map(({ name }) => name))],
		notes: [...notes, ...leftOut, ...histories.flatMap(({ notes }) => notes)],
	};
}

interface Read {
	told: Statuspage[];
	feeds: HistoryFeed[];
	notes: string[];
}

function readAll(files: { file: string; source: string }[]): Read {
	const read: Read = { told: [], feeds: [], notes: [] };
	attemptAll(files, ({ file, source }) => {
		const content = readPageFile(file, source);
		if ('page' in content) read.told.push(content.page);
		else if ('feed' in content) read.feeds.push(content.feed);
		else read.notes.push(content.note);
	});
	return read;
}

/** A feed does not say which page it is of, nor what time it is there: the page at the same host does. */
function readFeeds(feeds: HistoryFeed[], pages: Statuspage[], now: Instant): FeedPage[] {
	const read: FeedPage[] = [];
	attemptAll(feeds, (feed) => {
		const own = pages.find(({ page }) => feed.host !== '' && URL.parse(page.url ?? '')?.host === feed.host);
		const { page, ...said } = toFeedPage(feed, zoneOf(own), now);
		read.push({ page: own ? { ...page, id: own.page.id, name: own.page.name } : page, ...said });
	});
	return read;
}

/** Null for one that no calendar knows. */
function zoneOf(page: Statuspage | undefined): string | null {
	try {
		return page?.page.time_zone
			? new Intl.DateTimeFormat('en', { timeZone: page.page.time_zone }).resolvedOptions().timeZone
			: null;
	} catch {
		return null;
	}
}

/** Everything that is wrong, in any of them, is told at once. */
function attemptAll<T>(all: T[], attempt: (one: T) => void): void {
	const lines: string[] = [];
	for (const one of all) {
		try {
			attempt(one);
		} catch (error) {
			if (!(error instanceof ContentError)) throw error;
			lines.push(...error.lines);
		}
	}
	if (lines.length > 0) throw new ContentError(lines);
}

/** The name of the component; where another has it, with the name of the page before, then with a number. */
function slugFor({ id, name }: StatuspageComponent, { page }: Statuspage, taken: Set<string>): string {
	const plain = slugOf(name) || slugOf(id);
	return freeSlug([plain, `${page.name} ${plain}`], taken, plain);
}
