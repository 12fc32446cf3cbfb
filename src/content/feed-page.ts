import type { ImportedIncident, ImportedMaintenance, ImportedPage } from '../domain/imported-page.ts';
import { type IncidentStatus, type IncidentUpdate, incidentStatuses } from '../domain/incident.ts';
import type { Interval } from '../domain/instant.ts';
import { type MaintenanceUpdate, maintenanceStatuses } from '../domain/maintenance.ts';
import { feedUpdateId } from '../domain/merged-import.ts';
import { ContentError } from './content-error.ts';
import { type FeedStory, readStory } from './feed-story.ts';
import type { FeedItem, HistoryFeed } from './history-feed.ts';
import { importedMaintenance } from './imported-maintenance.ts';

type Update = Omit<MaintenanceUpdate, 'status'> & { status: string };
/** What a feed cannot say of its own, for whoever imports it. */
export interface FeedPage {
	page: ImportedPage;
	notes: string[];
}

const MOST_FLAWS = 10;
const words: Record<string, string> = { 'in progress': 'in_progress', postmortem: 'postmortem' };
const workStatuses: readonly string[] = maintenanceStatuses;
const openStatuses: readonly string[] = incidentStatuses;

/**
 * A feed's history in our words. It names no components and no impact: `none` is what such a page itself shows for an
 * incident without components, and a later import of its JSON tells more.
 *
 * @param zone of the page, null when nobody told
 * @throws ContentError with a line for everything that is wrong
 */
export function toFeedPage(feed: HistoryFeed, zone: string | null): FeedPage {
	const page: ImportedPage = {
		id: feed.host || feed.file,
		name: feed.title,
		components: [],
		incidents: [],
		maintenances: [],
	};
	const flaws: string[] = [];
	const notes: string[] = [];
	const assumed: string[] = [];
	for (const item of feed.items) {
		const story = readStory(item, zone);
		const updates = updatesOf(item, story);
		if (typeof updates === 'string') flaws.push(`${feed.file}: ${item.where}: ${updates}`);
		else if (!isWork(item, story, updates)) page.incidents.push(incidentOf(item, updates));
		else {
			const work = maintenanceOf(item, story, updates);
			if (work === null) notes.push(`${feed.file}: ${item.where}: left out: it does not say when it was planned for`);
			else page.maintenances.push(work);
		}
		assumed.push(...story.assumed);
	}
	if (flaws.length > 0) throw new ContentError(shortened(feed.file, flaws));
	return { page, notes: [...notes, ...assumptions(feed.file, assumed)] };
}

/** Oldest first, with ids that are the same at the next import; in words, what is wrong with them. */
function updatesOf({ id }: FeedItem, { updates }: FeedStory): Update[] | string {
	if (updates.length === 0) return 'expected its updates, such as "Dec 24, 06:20 UTC", "Resolved" and a text';
	const seen = new Map<string, number>();
	let before: string | null = null;
	const told: Update[] = [];
	for (const { status: word, body, at } of updates) {
		// "Update" is one that leaves the status as it was.
		const status: string = word === 'update' ? (before ?? 'investigating') : (words[word] ?? word);
		if (!openStatuses.includes(status) && !workStatuses.includes(status)) {
			return `expected "Investigating", "Identified", "Monitoring", "Resolved", "Update" or what a maintenance has, found "${word}"`;
		}
		before = status;
		const nth = seen.get(`${at} ${status}`) ?? 0;
		seen.set(`${at} ${status}`, nth + 1);
		const times = { happenedAt: at, publishedAt: at };
		told.push({ id: feedUpdateId(id, at, status, nth), status, body: { en: body }, ...times, amended: [] });
	}
	return told;
}

function isWork({ plannedEnd }: FeedItem, { banner }: FeedStory, updates: Update[]): boolean {
	return plannedEnd !== null || banner !== null || updates.some(({ status }) => workStatuses.includes(status));
}

function incidentOf({ id, title }: FeedItem, updates: Update[]): ImportedIncident {
	const told = updates as IncidentUpdate[];
	const [first, last] = [told[0] as IncidentUpdate, told.at(-1) as IncidentUpdate];
	const end = told.find(({ status }) => status === 'resolved' || status === 'postmortem');
	const over = last.status === 'resolved' || last.status === 'postmortem';
	return {
		id,
		title: { en: title },
		status: last.status satisfies IncidentStatus,
		impact: 'none',
		...{ criticality: null, cause: null, detectedAt: null, acceptedAt: null, justification: null },
		startedAt: first.happenedAt,
		publishedAt: first.publishedAt,
		resolvedAt: over && end ? end.happenedAt : null,
		updates: told,
		changes: [],
	};
}

/** Null where nothing says what was planned. */
function maintenanceOf(item: FeedItem, { banner }: FeedStory, updates: Update[]): ImportedMaintenance | null {
	const told = updates.filter(({ status }) => workStatuses.includes(status)) as MaintenanceUpdate[];
	const last = told.at(-1);
	const planned = banner ?? plannedOf(item, told);
	if (last === undefined || planned === null || planned.end <= planned.start) return null;
	const { id, title } = item;
	const publishedAt = (told[0] as MaintenanceUpdate).publishedAt;
	const facts = { id, title: { en: title }, status: last.status, components: [], planned, publishedAt };
	return importedMaintenance({ ...facts, completedAt: null, updates: told });
}

/** The feed's own dates; of a maintenance that is over it says no more than when work was done. */
function plannedOf({ at, plannedEnd }: FeedItem, updates: MaintenanceUpdate[]): Interval | null {
	const said = (wanted: string) => updates.find(({ status }) => status === wanted)?.happenedAt ?? null;
	const start = said('in_progress');
	const end = plannedEnd ?? said('completed');
	if (end === null) return null;
	if (plannedEnd !== null && at < end) return { start: at, end };
	return start === null ? null : { start, end };
}

function assumptions(file: string, assumed: string[]): string[] {
	return [...Map.groupBy(assumed, (one) => one)].map(([what, { length }]) => {
		return `${file}: ${length === 1 ? '1 time is' : `${length} times are`} in ${what}, the offset of the item's own date`;
	});
}

function shortened(file: string, flaws: string[]): string[] {
	if (flaws.length <= MOST_FLAWS) return flaws;
	return [...flaws.slice(0, MOST_FLAWS), `${file}: and ${flaws.length - MOST_FLAWS} more of the kind`];
}
