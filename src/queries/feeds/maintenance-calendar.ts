import type { Redaction } from '../../domain/incidents/redaction.ts';
import { DAY, type Instant } from '../../domain/instant.ts';
import {
	isUnclosed,
	type Maintenance,
	type MaintenanceStatus,
	type PlannedWindow,
	plannedWindow,
} from '../../domain/maintenance/maintenance.ts';
import { overdueSince } from '../../domain/maintenance/maintenance-windows.ts';
import { namesIn } from '../admin/resource.ts';
import { type Fresh, validUntil } from '../pages/freshness.ts';
import { type RetractionCard, retractionCard } from '../pages/incident-card.ts';
import { type Reading, worded } from '../shared/reading.ts';

/** How long what is over stays in the calendar. */
const KEPT = 90 * DAY;

export interface PlannedEvent {
	id: string;
	title: string;
	/** The latest message, as it was written: Markdown. */
	message: string;
	components: string[];
	status: MaintenanceStatus;
	/** Its window has passed, and nobody has said what became of it. */
	unclosed: boolean;
	/** The end that bound and has passed while work goes on; null for work that is not late. */
	overdueSince: Instant | null;
	planned: PlannedWindow;
	/** Why it should never have been published: then nothing else is told of it. */
	retraction: RetractionCard | null;
	/** How many messages came after the first one, how often words were edited or taken away, and whether all of it was. */
	changes: number;
	publishedAt: Instant;
	updatedAt: Instant;
}

export interface MaintenanceCalendar extends Fresh {
	/** By their planned start. */
	events: PlannedEvent[];
}

/**
 * What is pending, and what was planned for the last months or later: what was cancelled or retracted has to say so.
 *
 * @param id of one maintenance, which alone is wanted
 */
export async function maintenanceCalendar(reading: Reading, id: string | null = null): Promise<MaintenanceCalendar> {
	const { stores } = reading;
	const nameOf = namesIn(reading, await stores.components.catalogue());
	const all = id === null ? await recentWorks(reading) : await stores.maintenances.withIds([id]);
	const subjects = all.map((one) => `maintenance/${one.id}`);
	const redactions = await stores.redactions.of(subjects);
	const events = all
		.sort((one, other) => one.planned.start - other.planned.start)
		.map((maintenance) => eventOf(reading, maintenance, nameOf, redactions.get(`maintenance/${maintenance.id}`)));
	const ends = events.map(({ planned }) => planned.end);
	return { events, validUntil: validUntil(reading, ends) };
}

async function recentWorks({ stores, now }: Reading): Promise<Maintenance[]> {
	const range = { start: now - KEPT, end: Number.MAX_SAFE_INTEGER };
	const recent = [...(await stores.maintenances.plannedFor(range)), ...(await stores.maintenances.retractedFor(range))];
	return [...new Map([...recent, ...(await stores.maintenances.pending())].map((one) => [one.id, one])).values()];
}

function eventOf(
	reading: Reading,
	maintenance: Maintenance,
	nameOf: (slug: string) => string,
	redactions: readonly Redaction[] = [],
): PlannedEvent {
	const { id, title, components, status, planned, updates, publishedAt } = maintenance;
	const latest = updates.at(-1);
	const edits = updates.flatMap((update) => update.edits ?? []);
	const retraction = retractionCard(reading, maintenance);
	return {
		...{ id, status, publishedAt, retraction },
		planned: plannedWindow(planned),
		unclosed: isUnclosed(maintenance, reading.now),
		overdueSince: overdueSince(maintenance, reading.now),
		title: worded(reading, title).wording,
		message: latest ? worded(reading, latest.body).wording : '',
		components: components.map(nameOf),
		changes: Math.max(0, updates.length - 1) + redactions.length + edits.length + Number(retraction !== null),
		updatedAt: Math.max(
			latest?.publishedAt ?? publishedAt,
			...redactions.map(({ at }) => at),
			...edits.map(({ editedAt }) => editedAt),
			retraction?.at ?? publishedAt,
		),
	};
}
