import type { KnownCatalogue } from '../../domain/component.ts';
import { type Incident, postmortemsOf } from '../../domain/incidents/incident.ts';
import type { Instant } from '../../domain/instant.ts';
import {
	isUnclosed,
	type Maintenance,
	type PlannedWindow,
	plannedWindow,
} from '../../domain/maintenance/maintenance.ts';
import { nextOfEachSeries } from '../../domain/maintenance/maintenance-series.ts';
import type { Wording } from '../../domain/text.ts';
import { type Fresh, validUntil } from '../pages/freshness.ts';
import {
	messageCard,
	named,
	type RetractionCard,
	retractionCard,
	type UpdateCard,
	updateCard,
} from '../pages/incident-card.ts';
import { type Reading, worded } from '../shared/reading.ts';

const ENTRIES = 25;
/** Of one component, among so many of the latest. */
const LOOKED_THROUGH = 200;

export interface FeedEntry {
	kind: 'incident' | 'maintenance';
	id: string;
	number: number;
	title: string;
	/** Why it should never have been published: then nothing else is told of it. */
	retraction: RetractionCard | null;
	/** Does what was learned have an address of its own? */
	postmortem: boolean;
	/** Of a maintenance. */
	planned: PlannedWindow | null;
	/** The window of a maintenance has passed, and nobody has said what became of it. */
	unclosed: boolean;
	/** What it touches. */
	components: string[];
	publishedAt: Instant;
	/** When anything of it changed that a reader can see. */
	updatedAt: Instant;
	/** Newest first. */
	updates: UpdateCard[];
}

export interface HistoryFeed extends Fresh {
	/** When recording began. */
	since: Instant;
	/** Of which component it is. */
	component: Wording | null;
	entries: FeedEntry[];
}

/**
 * What was told of last, and all that is open or planned; by what was told last, newest first. A series stands in it with its
 * next date.
 *
 * @param slug of a component, whose history alone is wanted
 * @returns null where the site has no such component
 */
export async function historyFeed(reading: Reading, slug: string | null): Promise<HistoryFeed | null> {
	const { stores, now } = reading;
	const catalogue = await stores.components.catalogue();
	const component = slug === null ? null : catalogue.components.find((one) => one.slug === slug);
	if (component === undefined) return null;
	const incidents = await incidentsOf(reading, slug);
	const works = await worksOf(reading, slug);
	const subjects = [...incidents.map(({ id }) => `incident/${id}`), ...works.map(({ id }) => `maintenance/${id}`)];
	const redactions = await stores.redactions.of(subjects);
	const redactedAt = (subject: string) => Math.max(0, ...(redactions.get(subject) ?? []).map(({ at }) => at));
	const entries = [
		...incidents.map((one) => incidentEntry(reading, one, catalogue)),
		...works.map((one) => workEntry(reading, one, catalogue)),
	].map((entry) => ({ ...entry, updatedAt: Math.max(entry.updatedAt, redactedAt(`${entry.kind}/${entry.id}`)) }));
	return {
		since: (await stores.publications.first())?.at ?? now,
		component: component && worded(reading, component.name),
		entries: latest(entries, [...incidents, ...works].filter(isOpen)),
		validUntil: validUntil(
			reading,
			works.map(({ planned }) => planned.end),
		),
	};
}

/** As many as a feed has, and whatever is open besides. */
function latest(entries: FeedEntry[], open: readonly { id: string }[]): FeedEntry[] {
	const isKept = new Set(open.map(({ id }) => id));
	return entries
		.sort((one, other) => other.updatedAt - one.updatedAt || other.number - one.number)
		.filter(({ id }, index) => index < ENTRIES || isKept.has(id));
}

function isOpen(one: Incident | Maintenance): boolean {
	if (one.retraction) return false;
	return 'planned' in one ? one.status !== 'completed' && one.status !== 'cancelled' : one.resolvedAt === null;
}

async function incidentsOf({ stores, now }: Reading, slug: string | null): Promise<Incident[]> {
	const told = await stores.incidents.latest(ENTRIES);
	if (slug === null) return told;
	const { found } = await stores.search.find({ ...everything, kind: 'incident', component: slug }, LOOKED_THROUGH);
	const own = [
		...told.filter(({ changes }) => changes.some((change) => change.component === slug)),
		...(await stores.incidents.withIds(found.map(({ id }) => id))),
		...(await stores.incidents.during({ start: now, end: now + 1 }, slug)),
	];
	return once(own);
}

async function worksOf({ stores, now }: Reading, slug: string | null): Promise<Maintenance[]> {
	const wanted = { ...everything, kind: 'maintenance', component: slug } as const;
	const { found } = await stores.search.find(wanted, LOOKED_THROUGH);
	const retracted = await stores.maintenances.retractedFor({ start: now, end: Number.MAX_SAFE_INTEGER });
	const all = [
		...(await stores.maintenances.withIds(found.map(({ id }) => id))),
		...(await stores.maintenances.pending()),
		...retracted,
	];
	const own = once(all).filter(({ components }) => slug === null || components.includes(slug));
	return nextOfEachSeries(own);
}

const everything = { words: null, before: null };

function once<T extends { id: string }>(all: T[]): T[] {
	return [...new Map(all.map((one) => [one.id, one])).values()];
}

function incidentEntry(reading: Reading, incident: Incident, catalogue: KnownCatalogue): FeedEntry {
	const { id, number, title, publishedAt } = incident;
	const retraction = retractionCard(reading, incident);
	const updates = incident.updates.map((update) => updateCard(reading, incident, update, catalogue));
	const touched = [...new Set(incident.changes.map(({ component }) => component))];
	return {
		...{ kind: 'incident', id, number, retraction, publishedAt, planned: null, unclosed: false },
		title: worded(reading, title).wording,
		postmortem: postmortemsOf(incident).length > 0,
		components: touched.map((slug) => named(reading, slug, catalogue).name.wording),
		updatedAt: lastTold(publishedAt, updates, retraction),
		updates: retraction ? [] : updates.toReversed(),
	};
}

function workEntry(reading: Reading, maintenance: Maintenance, catalogue: KnownCatalogue): FeedEntry {
	const { id, number, title, publishedAt, planned, components } = maintenance;
	const retraction = retractionCard(reading, maintenance);
	const updates = maintenance.updates.map((update) => messageCard(reading, update));
	return {
		...{ kind: 'maintenance', id, number, retraction, publishedAt, planned: plannedWindow(planned), postmortem: false },
		unclosed: isUnclosed(maintenance, reading.now),
		title: worded(reading, title).wording,
		components: components.map((slug) => named(reading, slug, catalogue).name.wording),
		updatedAt: lastTold(publishedAt, updates, retraction),
		updates: retraction ? [] : updates.toReversed(),
	};
}

/** Whoever has read it before has to read it anew when words went, or were edited. */
function lastTold(publishedAt: Instant, updates: UpdateCard[], retraction: RetractionCard | null): Instant {
	return Math.max(
		publishedAt,
		...updates.flatMap((update) => [update.publishedAt, ...update.edits.map(({ editedAt }) => editedAt)]),
		retraction?.at ?? 0,
	);
}
