import { type EntryLabel, endIn, isOverLabel, labelIn } from '../domain/imports/entry-label.ts';
import type { ImportedIncident, ImportedMaintenance, ImportedPage } from '../domain/imports/imported-page.ts';
import { feedUpdateId } from '../domain/imports/merged-import.ts';
import { whyUntrue } from '../domain/imports/told-instants.ts';
import type { IncidentStatus } from '../domain/incidents/incident.ts';
import type { Instant, Interval } from '../domain/instant.ts';
import { END_UNKNOWN, type MaintenanceStatus, maintenanceStatuses } from '../domain/maintenance/maintenance.ts';
import { ContentError } from '../files/content-error.ts';
import { type FeedStory, type FeedUpdate, readStory } from './feed-story.ts';
import { type FeedItem, type HistoryFeed, shortened } from './history-feed.ts';
import { cleanHtml, lostOf, textOfClean } from './html-text.ts';
import { importedMaintenance } from './imported-maintenance.ts';
import { mendedMessage } from './mended-message.ts';

interface Update {
	id: string;
	label: EntryLabel;
	status: string;
	body: string;
	happenedAt: Instant;
	publishedAt: Instant;
}

export interface FeedPage {
	page: ImportedPage;
	/** What was assumed. */
	notes: string[];
	/** By name, and why. */
	leftOut: string[];
}

/**
 * A feed's history in our words. It names no components and no impact: `none` is what such a page itself shows for an
 * incident without components, and a later import of its JSON tells more. An item that cannot be understood is left out.
 *
 * @param zone of the page, null when nobody told
 * @throws ContentError where no item has an update that can be understood: it is another kind of feed
 */
export function toFeedPage(feed: HistoryFeed, zone: string | null, now: Instant): FeedPage {
	const base = { id: feed.host || feed.file, name: feed.title, components: [] };
	const page: ImportedPage = { ...base, incidents: [], maintenances: [] };
	const found = { page, notes: [] as string[], leftOut: [...feed.leftOut] };
	const flaws: string[] = [];
	const assumed: string[] = [];
	let isForeign = feed.items.length > 0;
	for (const item of feed.items) {
		const named = `${feed.file}: ${item.where} "${item.title.slice(0, 60)}"`;
		const { story, remarks } = mendedStory(readStory(item, zone));
		const flaw = takeItem(page, item, story, now);
		isForeign &&= story.updates.every(({ status }) => labelIn(status) === null);
		if (flaw === null) {
			assumed.push(...story.assumed);
			found.leftOut.push(...[...lostOf(item.html), ...remarks].map((remark) => `${named}: ${remark}`));
		} else {
			flaws.push(`${feed.file}: ${item.where}: ${flaw}`);
			found.leftOut.push(`${named}: left out: ${flaw}`);
		}
	}
	if (isForeign) throw new ContentError(shortened(feed.file, flaws));
	return { ...found, notes: assumptions(feed.file, assumed) };
}

/** What the status of an incident is called in a maintenance. */
const inWork: Partial<Record<EntryLabel, MaintenanceStatus>> = {
	...{ investigating: 'in_progress', identified: 'in_progress', monitoring: 'verifying' },
	...{ resolved: 'completed', postmortem: 'completed' },
};

/** The texts of other pages keep the rules of ours, and what that cost is said. */
function mendedStory(story: FeedStory): { story: FeedStory; remarks: string[] } {
	const remarks: string[] = [];
	const updates = story.updates.map((update, index) => {
		const { text, remarks: all } = mendedMessage(update.body, labelIn(update.status) ?? '');
		remarks.push(...all.map((one) => `update ${index + 1}: ${one}`));
		return { ...update, body: text };
	});
	return { story: { ...story, updates }, remarks };
}

function takeItem(
	page: ImportedPage,
	item: FeedItem,
	{ updates, banner, flaw }: FeedStory,
	now: Instant,
): string | null {
	const unknown = updates.find(({ status }) => labelIn(status) === null);
	if (flaw !== null) return flaw;
	if (updates.length === 0) return noUpdates(item);
	if (unknown !== undefined) {
		return `expected "Investigating", "Identified", "Monitoring", "Resolved", "Update" or what a maintenance has, found "${unknown.status}"`;
	}
	const untrue = whyUntrue(
		updates.map(({ at }) => at),
		(updates[0] as FeedUpdate).at,
		now,
	);
	if (untrue !== null) return untrue;
	if (!isWork(item, banner, updates)) {
		page.incidents.push(incidentOf(item, namedUpdates(item.id, updates, 'investigating', {})));
		return null;
	}
	const told = namedUpdates(item.id, updates, 'scheduled', inWork);
	const planned = banner ?? plannedOf(item, told);
	if (planned === null) return 'it does not say when it was planned for';
	if (planned.end <= planned.start) return 'expected a planned end after the planned start';
	page.maintenances.push(maintenanceOf(item, planned, told));
	return null;
}

/** Oldest first, with ids that are the same at the next import. */
function namedUpdates(
	subject: string,
	updates: FeedUpdate[],
	first: string,
	names: Partial<Record<EntryLabel, string>>,
): Update[] {
	const seen = new Map<string, number>();
	let before = first;
	return updates.map(({ status: word, body, at }) => {
		const label = labelIn(word) as EntryLabel;
		// "Update" is one that leaves the status as it was.
		const status: string = label === 'update' ? before : (names[label] ?? label);
		before = status;
		const nth = seen.get(`${at} ${status}`) ?? 0;
		seen.set(`${at} ${status}`, nth + 1);
		return { id: feedUpdateId(subject, at, status, nth), label, status, body, happenedAt: at, publishedAt: at };
	});
}

function noUpdates({ html }: FeedItem): string {
	const found = textOfClean(cleanHtml(html)).replace(/\s+/g, ' ').slice(0, 60);
	return `expected its updates, such as "Dec 24, 06:20 UTC", "Resolved" and a text, found ${found === '' ? 'nothing' : `"${found}"`}`;
}

function isWork({ plannedEnd }: FeedItem, banner: Interval | null, updates: FeedUpdate[]): boolean {
	return plannedEnd !== null || banner !== null || updates.some(({ status }) => isOfWork(labelIn(status)));
}

function isOfWork(label: EntryLabel | null): boolean {
	return label !== null && (maintenanceStatuses as readonly string[]).includes(label);
}

/** What was over and then updated in the same minute is over, whatever the last word. */
function incidentOf({ id, externalId, title }: FeedItem, told: Update[]): ImportedIncident {
	const [first, last] = [told[0] as Update, told.at(-1) as Update];
	const end = endIn(told.map((update) => ({ ...update, minute: update.happenedAt })));
	const over = told.findLast(({ label }) => isOverLabel(label));
	return {
		id,
		externalId,
		title: { en: title },
		status: (end && over ? over : last).status as IncidentStatus,
		impact: 'none',
		...{ criticality: null, cause: null, detectedAt: null, acceptedAt: null, justification: null },
		startedAt: first.happenedAt,
		publishedAt: first.publishedAt,
		resolvedAt: end?.happenedAt ?? null,
		updates: told.map((update) => written<IncidentStatus>(update)),
		changes: [],
	};
}

function written<S>({ id, status, body, happenedAt, publishedAt }: Update) {
	return { id, status: status as S, body: { en: body }, happenedAt, publishedAt, amended: [] };
}

function maintenanceOf(item: FeedItem, planned: Interval, told: Update[]): ImportedMaintenance {
	const { id, externalId, title } = item;
	const [first, last] = [told[0] as Update, told.at(-1) as Update];
	const end = endIn(told.map((update) => ({ ...update, minute: update.happenedAt })));
	const over = told.findLast(({ label }) => isOverLabel(label));
	const status = (end && over ? over : last).status as MaintenanceStatus;
	const facts = { id, externalId, title: { en: title }, status, components: [], planned };
	const updates = told.map((update) => written<MaintenanceStatus>(update));
	return importedMaintenance({ ...facts, publishedAt: first.publishedAt, completedAt: null, updates });
}

/**
 * The feed's own dates; of a maintenance that is over it says no more than when work was done, and of one under way
 * perhaps not even until when. Null where it says nothing.
 */
function plannedOf({ at, plannedEnd }: FeedItem, updates: Update[]): Interval | null {
	const said = (wanted: string) => updates.find(({ status }) => status === wanted)?.happenedAt ?? null;
	const start = said('in_progress');
	const end = plannedEnd ?? said('completed');
	if (plannedEnd !== null && at < plannedEnd) return { start: at, end: plannedEnd };
	return start === null ? null : { start, end: end ?? END_UNKNOWN };
}

function assumptions(file: string, assumed: string[]): string[] {
	return [...Map.groupBy(assumed, (one) => one)].map(([what, { length }]) => {
		return `${file}: ${length === 1 ? '1 time is' : `${length} times are`} in ${what}, the offset of the item's own date`;
	});
}
