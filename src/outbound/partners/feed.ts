import { parseAtomFeed, parseRssFeed } from 'feedsmith';
import { HOUR, type Instant } from '../../domain/instant.ts';
import { OutboundFailure } from '../failure.ts';
import type { Said } from './said.ts';

const FRESH = 24 * HOUR;
/** Clocks differ a little; what is dated later than that is announced, not happening. */
const AHEAD = HOUR;
const MOST_ENTRIES = 1000;
const LONGEST_TEXT = 5000;

/**
 * A feed has no statuses, only entries, so that little can be made of it:
 *
 * - The newest entry decides. One that is dated more than an hour ahead is an announcement and doesn't count.
 * - None, or one older than 24 hours: operational.
 * - Where its text is a list of updates ("Resolved - …", "Monitoring: …"), as Statuspage writes it, newest first, the
 *   first one decides: resolved, completed, closed, postmortem or merely scheduled means operational.
 * - Otherwise it is operational if its title or text says that something is resolved, completed, fixed, restored or
 *   operational, without "not" or "until" before it in the sentence.
 * - Otherwise degraded performance, and never worse: nobody can tell from a text how bad it is.
 *
 * @throws OutboundFailure where it is no such feed, or none of its entries has a date
 */
export function readFeed(kind: 'rss' | 'atom', text: string, now: Instant): Said {
	const entries = entriesOf(kind, text);
	const dated = entries.filter(({ at }) => Number.isFinite(at));
	if (entries.length > 0 && dated.length === 0) throw new OutboundFailure('no entry of the feed has a date');
	const announced = dated.some(({ at }) => at > now + AHEAD);
	const [newest] = dated.filter(({ at }) => at <= now + AHEAD).sort((a, b) => b.at - a.at);
	if (newest === undefined || newest.at <= now - FRESH || isOver(newest)) {
		return { status: 'operational', detail: null, fades: announced };
	}
	return { status: 'degraded_performance', detail: newest.title || null, fades: true };
}

interface Entry {
	title: string;
	text: string;
	/** NaN where there is no date. */
	at: Instant;
}

function entriesOf(kind: 'rss' | 'atom', text: string): Entry[] {
	try {
		if (kind === 'rss') {
			const { items = [] } = parseRssFeed(text, { maxItems: MOST_ENTRIES });
			return items.map((one) =>
				entry(one.title, one.content?.encoded ?? one.description, one.pubDate ?? one.dc?.dates?.[0]),
			);
		}
		const { entries = [] } = parseAtomFeed(text, { maxItems: MOST_ENTRIES });
		return entries.map((one) =>
			entry(one.title?.value, one.content?.value ?? one.summary?.value, one.updated ?? one.published),
		);
	} catch {
		const isPage = /<html|<!doctype html/i.test(text.slice(0, 1000));
		throw new OutboundFailure(isPage ? 'the answer is HTML, not a feed' : `the answer is not a feed (${kind})`);
	}
}

function entry(title = '', text = '', date = ''): Entry {
	return { title: plain(title), text: plain(text), at: Date.parse(date) };
}

function plain(html: string): string {
	const cut = html.slice(0, LONGEST_TEXT);
	return cut
		.replace(/<[^<>]*>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
}

const label =
	/\b(investigating|identified|monitoring|update|resolved|completed|closed|postmortem|scheduled|in progress|verifying)\s*[-–—:]/i;
const overLabels = ['resolved', 'completed', 'closed', 'postmortem', 'scheduled'];

function isOver({ title, text }: Entry): boolean {
	if (saysOver(title)) return true;
	const newest = text.match(label)?.[1]?.toLowerCase();
	return newest === undefined ? saysOver(text) : overLabels.includes(newest);
}

/** English, Spanish and Portuguese. */
const over =
	/\b(resolved|completed|fixed|restored|recovered|operational|operating normally|resuelt[oa]|resolvid[oa]|solucionad[oa]|normalizad[oa]|restablecid[oa]|conclu[ií]d[oa])\b/i;
const notYet =
	/\b(not|until|once|when|if|before|will|to be|being|non|partially|no|hasta|cuando|será|não|até|quando)\b|n[’']t\b/i;

function saysOver(text: string): boolean {
	return text.split(/[.!?;]/).some((sentence) => {
		const at = sentence.search(over);
		return at >= 0 && !notYet.test(sentence.slice(0, at));
	});
}
