import { type EntryLabel, endIn, folded, isOverLabel, labelIn, labelWords } from '../imports/entry-label.ts';
import { DAY, HOUR, type Instant } from '../instant.ts';
import { deniesEnd, saysOver, saysReopened } from './end-said.ts';

/** What a partner's feed tells of one incident or piece of work, without tags, in lines. */
export interface Entry {
	title: string;
	text: string;
	/** NaN where there is no date that can be read. */
	at: Instant;
	/** Its address, or what else tells it from others; null where it has none. */
	link: string | null;
}

/** `all`: a history, in which what is over stays. `open`: only what is open stands there, and what is over vanishes. */
export type Listed = 'all' | 'open';

/** Clocks differ a little; what is dated later than that is announced, not happening. */
const AHEAD = HOUR;
/** Where nothing but prose is written, its writers may never say that something is over; in a month it is. */
const LONGEST_PROSE = 30 * DAY;

/**
 * How an entry stands: `prose` is open until it is too old to be believed, `work` is maintenance under way, `planned` is
 * maintenance to come, and `announced` is anything that is dated ahead.
 */
export type EntryState = 'open' | 'prose' | 'work' | 'over' | 'planned' | 'announced';

/**
 * What an entry says of itself: by its status labels, as status pages write them ("Resolved - …", "[RESOLVED]"), or
 * else by its words. It is open until it says that it is over, whatever its age and whatever else the feed tells.
 */
export function stateOf(entry: Entry, listed: Listed, now: Instant): EntryState {
	const state = saidBy(entry);
	// Somebody who investigates has a failure, whatever their clock says.
	if (entry.at > now + AHEAD && state !== 'open') return 'announced';
	if (state === 'planned' || (listed === 'all' && state !== 'prose')) return state;
	if (listed === 'open') return state === 'work' ? 'work' : 'open';
	return entry.at <= now - LONGEST_PROSE ? 'over' : 'prose';
}

/**
 * Some feeds have an entry for each message. Those of one title and one address are one story, which its newest entry
 * tells; entries with addresses of their own are different stories, whatever they are called.
 */
export function newestOfEachStory(entries: Entry[]): Entry[] {
	const stories = Map.groupBy(entries, ({ title, link }) => `${link} ${subjectOf(title)}`);
	return [...stories.values()].flatMap((story) => {
		const last = Math.max(...story.map(({ at }) => at));
		return story.filter(({ at }) => Number.isNaN(last) || at === last);
	});
}

/** A title without its label. */
function subjectOf(title: string): string {
	return folded(title)
		.replace(around, ' ')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

function saidBy({ title, text }: Entry): EntryState {
	const inTitle = titleLabel(title);
	if (inTitle !== null && isOverLabel(inTitle)) return deniesEnd(title) ? 'open' : 'over';
	const told = labelsIn(text);
	// Where the messages have no times, nobody can tell what came after what.
	if (saysReopened(text) && told.every(({ minute }) => minute === null)) return 'open';
	if (told.length > 0)
		return endIn(told) && !deniesEnd(text) ? 'over' : labelState(told.findLast(isTelling)?.label ?? 'investigating');
	if (inTitle !== null) return labelState(inTitle);
	if (isPlanned.test(folded(title))) return saysOver(text) ? 'over' : 'planned';
	return saysOver(title) || saysOver(text) ? 'over' : 'prose';
}

function isTelling({ label }: { label: string }): boolean {
	return label !== 'update';
}

function labelState(label: EntryLabel): EntryState {
	if (label === 'scheduled') return 'planned';
	return label === 'in_progress' || label === 'verifying' ? 'work' : 'open';
}

const isPlanned =
	/(?<!\p{L})(?:(?:scheduled|planned|upcoming) (?:\p{L}+ )?(?:maintenance|work|upgrade|downtime)|mantenimientos? (?:programad|planificad|previst)os?|manutenc(?:ao|oes) (?:programad|agendad|planejad|previst)as?|janela de manutencao|ventana de mantenimiento)(?!\p{L})/u;
const around = new RegExp(`^\\W*(${labelWords})\\s*(?:[\\]):–—-]|$)|[[(–—:-]\\s*(${labelWords})\\s*[\\])]?\\W*$`, 'u');

function titleLabel(title: string): EntryLabel | null {
	const [, first, last] = around.exec(folded(title)) ?? [];
	return labelIn(first ?? last ?? '');
}

/** `Sep 13, 16:08 UTC` before a label, if it stands there; the label begins a line or a sentence, or follows a time. */
const message = new RegExp(
	`(?:(\\p{L}{3,9}\\.? {0,2}\\d{1,2} ?, {0,2}\\d{1,2}:\\d{2}(?: {0,2}[a-z]{2,5}(?!\\p{L}))?)\\s*(?:[-–—:]\\s*)?)?(?<=^\\s*|\\n\\s*|[.!?)\\]]\\s*|(?:status|estado):\\s*|\\d\\s+(?:[ap]m\\s+)?(?:[a-z]{2,5}\\s+)?(?:[-–—:]\\s*)?)(${labelWords})(?:\\s+[-–—:]|[–—:]|-(?!\\p{L})|\\s*(?:\\n|$))`,
	'gu',
);

/** The messages of an entry, oldest first: pages write the newest above. */
function labelsIn(text: string): { label: EntryLabel; minute: string | null }[] {
	const found = [...folded(text).matchAll(message)].map(([, minute, word]) => {
		return { label: labelIn(word ?? '') ?? 'update', minute: minute?.replace(/\s/g, '') ?? null };
	});
	return found.toReversed();
}
