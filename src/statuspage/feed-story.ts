import { DAY, type Instant, type Interval } from '../domain/instant.ts';
import { instantAt, wallClock } from '../domain/time/day.ts';
import { offsetNamed } from '../domain/time/zone-abbreviation.ts';
import type { FeedItem } from './history-feed.ts';
import { cleanHtml, textOfClean } from './html-text.ts';

/** One update as a feed tells it: to the minute, and without an id. */
export interface FeedUpdate {
	status: string;
	body: string;
	at: Instant;
}

export interface FeedStory {
	/** Oldest first. */
	updates: FeedUpdate[];
	/** In words, what is wrong with one of them; null where all could be read. */
	flaw: string | null;
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
/** Until May 2026 there was nothing between the tags, and since then there are spaces and line ends. */
const HEAD = /(?:<p>\s*)?<small>(.{0,300}?)<\/small>\s*(?:<br \/>\s*)*<strong>([^<]{1,60})<\/strong>(?:\s*[-–—:]\s)?/gs;
/** How much later than the date of its item an update may be: that of a maintenance is when it was to begin. */
const LATER = 31 * DAY;

/**
 * What the HTML of a feed's item tells: `<p><small>Dec 24, 06:20 UTC</small><br><strong>Resolved</strong> - text</p>`,
 * newest first. No year is written: the item's date has it, and from there it only goes back.
 *
 * @param zone of the page, null when nobody told
 */
export function readStory(item: FeedItem, zone: string | null): FeedStory {
	const html = cleanHtml(item.html, ['small', 'strong']);
	const clock = clockOf(item, zone);
	const heads = [...html.matchAll(HEAD)];
	let latest = item.at + LATER;
	let flaw: string | null = null;
	const updates = heads.flatMap((head, index): FeedUpdate[] => {
		const body = textOfClean(html.slice(head.index + head[0].length, heads[index + 1]?.index));
		const when = textOfClean(head[1] ?? '');
		const at = momentIn(when, clock, latest);
		if (at === null) flaw ??= `expected a date such as "Dec 24, 06:20 UTC", found "${when.slice(0, 60)}"`;
		if (at === null) return [];
		// One that was put in later may stand a little out of order.
		latest = Math.min(latest, at + DAY);
		return [{ status: head[2]?.trim() ?? '', body, at }];
	});
	const banner = bannerIn(html.slice(0, heads[0]?.index), clock, item);
	return { updates: inOrder(updates.toReversed()), flaw, banner, assumed: clock.assumed };
}

/** Sorting is stable: those of one minute stay as the item has them. */
function inOrder(updates: FeedUpdate[]): FeedUpdate[] {
	return updates.sort((one, other) => one.at - other.at);
}

function clockOf({ offset }: FeedItem, zone: string | null): Clock {
	const assumed: string[] = [];
	const instantOf = (wall: number, abbreviation: string) => {
		const own = offsetNamed(abbreviation, offset);
		// In the hour that is there twice, only the abbreviation tells which is meant.
		if (
			own !== null &&
			(zone === null || own === 0 || /^[+-]/.test(abbreviation) || wallClock(zone, wall - own) === wall)
		)
			return wall - own;
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
	const text = textOfClean(html).replace(/\s+/g, ' ');
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

function signed(offset: number): string {
	const minutes = Math.abs(offset) / 60_000;
	const two = (number: number) => String(number).padStart(2, '0');
	return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
