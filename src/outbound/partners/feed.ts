import { parseAtomFeed, parseRssFeed } from 'feedsmith';
import type { Instant } from '../../domain/instant.ts';
import {
	type Entry,
	type EntryState,
	type Listed,
	newestOfEachStory,
	stateOf,
} from '../../domain/watch/open-entries.ts';
import { OutboundFailure } from '../failure.ts';
import type { Said } from './said.ts';

const MOST_ENTRIES = 1000;
const LONGEST_TITLE = 500;
const LONGEST_TEXT = 20_000;

/**
 * A feed has no statuses, only entries, each of which says for itself whether it is over (see `stateOf`). While any of
 * them is open it is degraded performance, and never worse: nobody can tell from a text how bad it is. Where nothing
 * but maintenance is open, that is under way; otherwise it is operational.
 *
 * @throws OutboundFailure where it is no such feed, or none of the entries of a history has a date
 */
export function readFeed(kind: 'rss' | 'atom', text: string, now: Instant, listed: Listed = 'all'): Said {
	const entries = entriesOf(kind, text);
	// What is missing may be what is open.
	if (entries.length > MOST_ENTRIES) throw new OutboundFailure(`the feed has more than ${MOST_ENTRIES} entries`);
	if (!/<\/(?:\w+:)?(?:rss|rdf|feed)\s*>/i.test(text.slice(-1000))) throw new OutboundFailure('the feed is cut off');
	if (listed === 'all' && entries.length > 0 && entries.every(({ at }) => Number.isNaN(at))) {
		throw new OutboundFailure('no entry of the feed has a date');
	}
	const told = listed === 'all' ? newestOfEachStory(entries) : entries;
	const states = told.map((entry) => ({ entry, state: stateOf(entry, listed, now) }));
	const announced = states.some(({ state }) => state === 'announced');
	const titleOf = (...wanted: EntryState[]) => newest(states.filter(({ state }) => wanted.includes(state)));
	const open = titleOf('open', 'prose');
	if (open !== null) return { status: 'degraded_performance', detail: open || null, fades: true };
	const work = titleOf('work');
	if (work !== null) return { status: 'under_maintenance', detail: work || null, fades: true };
	return { status: 'operational', detail: null, fades: announced };
}

function newest(found: { entry: Entry }[]): string | null {
	const byDate = found.map(({ entry }) => entry).sort((one, other) => (other.at || 0) - (one.at || 0));
	return byDate[0]?.title ?? null;
}

function entriesOf(kind: 'rss' | 'atom', text: string): Entry[] {
	try {
		if (kind === 'rss') {
			const { items = [] } = parseRssFeed(text, { maxItems: MOST_ENTRIES + 1 });
			return items.map((one) =>
				entry(
					one.title,
					one.content?.encoded ?? one.description,
					one.pubDate ?? one.dc?.dates?.[0],
					one.link ?? one.guid?.value,
				),
			);
		}
		const { entries = [] } = parseAtomFeed(text, { maxItems: MOST_ENTRIES + 1 });
		return entries.map((one) =>
			entry(
				one.title?.value,
				one.content?.value ?? one.summary?.value,
				one.updated ?? one.published,
				one.links?.find(({ rel }) => rel !== 'self')?.href,
			),
		);
	} catch {
		const isPage = /<html|<!doctype html/i.test(text.slice(0, 1000));
		throw new OutboundFailure(isPage ? 'the answer is HTML, not a feed' : `the answer is not a feed (${kind})`);
	}
}

function entry(title = '', text = '', date = '', link: string | null = null): Entry {
	const oneLine = plain(title.slice(0, LONGEST_TITLE)).replace(/\s+/g, ' ');
	return { title: oneLine, text: plain(text.slice(0, LONGEST_TEXT)), at: Date.parse(date), link };
}

/** In lines, as tags make them: inside of a line, they say nothing. */
function plain(html: string): string {
	const isHtml = /<(?:p|br|div|li|td)\b/i.test(html);
	const lines = (isHtml ? html.replace(/\s+/g, ' ') : html)
		.replace(/<\/?(?:a|abbr|b|code|em|font|i|mark|small|span|strong|time|u|var)\b[^<>]*>/gi, '')
		.replace(/<[^<>]*>/g, '\n');
	return withCharacters(lines)
		.replace(/(?!\n)[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, ' ')
		.replace(/[^\S\n]+/g, ' ')
		.replace(/ ?\n\s*/g, '\n')
		.trim();
}

/** Of the entities, those that words are made of: a text is read here, not shown. */
function withCharacters(text: string): string {
	return text
		.replace(/&([a-z])(acute|grave|circ|tilde|cedil|uml);/gi, '$1')
		.replace(/&(?:rsquo|lsquo|apos);/g, "'")
		.replace(/&(?:nbsp|[mn]dash);/g, (entity) => (entity === '&nbsp;' ? ' ' : '–'))
		.replace(/&#(\d{1,6}|x[0-9a-f]{1,5});/gi, (_, code: string) =>
			String.fromCodePoint(Number(code.replace(/^x/i, '0x'))),
		)
		.replace(/&amp;/g, '&');
}
