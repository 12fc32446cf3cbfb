import sanitize from 'sanitize-html';
import { instantAt } from '../domain/day.ts';
import { DAY, type Instant, type Interval } from '../domain/instant.ts';
import type { FeedItem } from './history-feed.ts';

/** One update as a feed tells it: to the minute, and without an id. */
export interface FeedUpdate {
	status: string;
	body: string;
	at: Instant;
}

export interface FeedStory {
	/** Oldest first. */
	updates: FeedUpdate[];
	/** When a maintenance was planned for, where the feed says so. */
	banner: Interval | null;
	/** The zones whose offset nobody told, each time that one stood there. */
	assumed: string[];
}

interface Clock {
	/** An instant from what its clock showed, as ms at which a clock in UTC would show the same. */
	instantOf: (wall: number, abbreviation: string) => Instant;
	assumed: string[];
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MOMENT = /([A-Z][a-z]{2})[a-z]* {0,2}(\d{1,2}), {0,2}(\d{1,2}):(\d{2})(?: {1,2}([A-Z]{2,5}|[+-]\d{2,4}))?/;
const HEAD = /<p><small>(.{0,300}?)<\/small>(?:<br \/>)?\s*<strong>([^<]{1,60})<\/strong>(?:\s*-\s)?/gs;
/** How much later than the date of its item an update may be: that of a maintenance is when it was to begin. */
const LATER = 31 * DAY;

/**
 * What the HTML of a feed's item tells: `<p><small>Dec 24, 06:20 UTC</small><br><strong>Resolved</strong> - text</p>`,
 * newest first. No year is written: the item's date has it, and from there it only goes back.
 *
 * @param zone of the page, null when nobody told
 */
export function readStory(item: FeedItem, zone: string | null): FeedStory {
	const html = sanitize(item.html, {
		allowedTags: ['p', 'small', 'strong', 'br', 'a', 'li'],
		allowedAttributes: { a: ['href'] },
		allowedSchemes: ['https', 'http', 'mailto'],
		nonTextTags: ['style', 'script', 'textarea', 'option', 'noscript'],
	});
	const clock = clockOf(item, zone);
	const heads = [...html.matchAll(HEAD)];
	let latest = item.at + LATER;
	const updates = heads.flatMap((head, index): FeedUpdate[] => {
		const body = html.slice(head.index + head[0].length, heads[index + 1]?.index);
		const at = momentIn(textOf(head[1] ?? ''), clock, latest);
		if (at === null) return [];
		// One that was put in later may stand a little out of order.
		latest = Math.min(latest, at + DAY);
		return [{ status: head[2]?.trim().toLowerCase() ?? '', body: textOf(body), at }];
	});
	return { updates: updates.toReversed(), banner: bannerIn(html.slice(0, heads[0]?.index), clock, item), ...clock };
}

function clockOf({ offset }: FeedItem, zone: string | null): Clock {
	const assumed: string[] = [];
	const instantOf = (wall: number, abbreviation: string) => {
		if (abbreviation === 'UTC' || abbreviation === 'GMT') return wall;
		if (zone !== null) return instantAt(zone, wall);
		assumed.push(`${abbreviation || 'no zone'}, read as ${signed(offset)}`);
		return wall - offset;
	};
	return { instantOf, assumed };
}

/** The last instant until `latest` at which the calendar and the clock showed this. */
function momentIn(text: string, clock: Clock, latest: Instant): Instant | null {
	const [, month = '', day, hour, minute, zone = ''] = MOMENT.exec(text) ?? [];
	const number = MONTHS.indexOf(month);
	if (number === -1) return null;
	const newest = new Date(latest + DAY).getUTCFullYear();
	// 29 February is there every four years, and once every eight.
	for (let year = newest; year > newest - 9; year--) {
		const wall = Date.UTC(year, number, Number(day), Number(hour), Number(minute));
		if (new Date(wall).getUTCDate() !== Number(day) || wall - DAY > latest) continue;
		const at = clock.instantOf(wall, zone);
		if (at <= latest) return at;
	}
	return null;
}

/** `THIS IS A SCHEDULED EVENT Aug 3, 14:00 - 18:00 UTC`, or `… Aug 3, 14:00 UTC - Aug 4, 02:00 UTC` */
function bannerIn(html: string, clock: Clock, item: FeedItem): Interval | null {
	const text = textOf(html).replace(/\s+/g, ' ');
	const said = /SCHEDULED EVENT (.{1,60}?) ?[-–] ?(.{1,60})/.exec(text);
	if (!said) return null;
	const [, from = '', until = ''] = said;
	const zone = /\b[A-Z]{3,5}\b(?!.*[A-Z]{3})/.exec(until)?.[0] ?? '';
	const start = momentIn(/[A-Z]{3,5}$/.test(from) ? from : `${from} ${zone}`, clock, item.at + LATER);
	const [, hour, minute] = /(\d{1,2}):(\d{2})/.exec(until) ?? [];
	if (start === null || hour === undefined) return null;
	const dated = MOMENT.test(until) ? momentIn(until, clock, start + 2 * LATER) : null;
	if (dated !== null) return { start, end: dated };
	const [, , , startHour, startMinute] = MOMENT.exec(from) ?? [];
	const minutes = (Number(hour) - Number(startHour)) * 60 + Number(minute) - Number(startMinute);
	// Without a date of its own it ends on the same day, or in the night.
	return { start, end: start + ((minutes + 1440) % 1440) * 60_000 };
}

/** The words, with the addresses of links; a line for each line and paragraph. */
function textOf(html: string): string {
	const lines = html
		.replace(/<a href="([^"]*)">([^<]*)<\/a>/g, (_, href: string, words: string) =>
			words.trim() === href ? href : `[${words}](${href})`,
		)
		.replace(/<li>/g, '\n- ')
		.replace(/<br \/>/g, '\n')
		.replace(/<\/p>/g, '\n\n');
	const text = lines.replace(/<[^>]*>/g, '');
	return unescaped(text)
		.replace(/[ \t\u00a0]+/g, ' ')
		.replace(/ ?\n ?/g, '\n')
		.replace(/\n{3,}/g, '\n\n')
		.trim();
}

/** The sanitiser writes these four, and no others. */
function unescaped(text: string): string {
	const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
	return text.replace(/&(amp|lt|gt|quot);/g, (_, name: string) => characters[name] ?? '');
}

function signed(offset: number): string {
	const minutes = Math.abs(offset) / 60_000;
	const two = (number: number) => String(number).padStart(2, '0');
	return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
