import type { ComponentStatus } from '../../domain/component.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Redaction } from '../../domain/incidents/redaction.ts';
import { type Instant, SECOND } from '../../domain/instant.ts';
import { checkWindow } from '../../domain/maintenance/binding-window.ts';
import {
	isUnderWay,
	type Maintenance,
	type MaintenanceStatus,
	plannedWindow,
} from '../../domain/maintenance/maintenance.ts';
import type { MaintenanceSeries } from '../../domain/maintenance/maintenance-series.ts';
import { isEmergency, overdueSince, overlapping } from '../../domain/maintenance/maintenance-windows.ts';
import { isSame, type RecordedReminder, remindersOf } from '../../domain/maintenance/reminder.ts';
import { agreementOf } from '../../domain/sla/agreement.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import type { Text } from '../../domain/text.ts';
import type { WindowVerdict } from '../../domain/time/window.ts';
import { type OccurrenceResource, occurrencesOf } from './maintenance-series-resource.ts';
import {
	type AmendmentResource,
	amendmentResource,
	iso,
	isoOrNull,
	namesIn,
	type Page,
	pageOf,
	type RedactionResource,
	type ResourceReading,
	redactionResources,
	retractionResource,
	type Slice,
} from './resource.ts';

/** A maintenance as the admin API answers it. */
export interface MaintenanceResource {
	id: string;
	external_id: string | null;
	number: number;
	title: Text;
	status: MaintenanceStatus;
	components: { slug: string; name: string; status: ComponentStatus }[];
	planned_start: string;
	/** Null where nobody said until when. */
	planned_end: string | null;
	/** The planned end that has passed while work goes on. */
	overdue_since: string | null;
	started_at: string | null;
	ended_at: string | null;
	published_at: string;
	redactions: RedactionResource[];
	retraction: { at: string; reason: Text } | null;
	automatic: boolean;
	series: { id: string; rrule: string; exceptions: string[]; occurrences: OccurrenceResource[] } | null;
	/** The ids of pending maintenances that are planned for the same component at the same time. */
	overlaps: string[];
	/** The first one first; null for those that are still to come. */
	reminders: { before_seconds: number; due_at: string; recorded_at: string | null }[];
	/** Of the work as far as it was done, else of the plan; null where no window is promised. */
	inside_window: WindowVerdict | null;
	/** Of the plan alone. */
	plan_inside_window: WindowVerdict | null;
	/** Was it announced after it began? */
	emergency: boolean;
	/** Newest first. */
	updates: {
		id: string;
		status: MaintenanceStatus;
		body: Text;
		happened_at: string;
		published_at: string;
		amended: AmendmentResource[];
		/** What it said before each edit, oldest first. */
		edits: { body: Text; status: MaintenanceStatus; happened_at: string; edited_at: string; reason: Text | null }[];
	}[];
	url: string;
}

type MaintenancePresenter = (maintenance: Maintenance) => MaintenanceResource;

interface Surroundings {
	siteUrl: string;
	now: Instant;
	nameOf: (slug: string) => string;
	/** The revisions of the document whose window maintenance is held to. */
	agreement: Revision[];
	pending: Maintenance[];
	series: MaintenanceSeries[];
	recorded: RecordedReminder[];
	redactions: ReadonlyMap<string, Redaction[]>;
	/** How long before a start people are reminded, in milliseconds. */
	befores: number[];
}

/** @param maintenances those that it will be asked to present */
export async function maintenancePresenter(
	reading: ResourceReading,
	maintenances: Maintenance[],
): Promise<MaintenancePresenter> {
	const { stores, site, siteUrl, now } = reading;
	const surroundings = {
		...{ siteUrl, now, befores: site.maintenance_reminders },
		nameOf: namesIn(reading, await stores.components.catalogue()),
		agreement: agreementOf(await stores.revisions.all(), site.agreement),
		pending: await stores.maintenances.pending(),
		series: await stores.maintenanceSeries.of(maintenances.flatMap(({ seriesId }) => seriesId ?? [])),
		recorded: await stores.reminders.of(maintenances.map(({ id }) => id)),
		redactions: await stores.redactions.of(maintenances.map(({ id }) => `maintenance/${id}`)),
	};
	return (maintenance) => maintenanceResource(maintenance, surroundings);
}

export async function presentMaintenance(
	reading: ResourceReading,
	maintenance: Maintenance,
): Promise<MaintenanceResource> {
	return (await maintenancePresenter(reading, [maintenance]))(maintenance);
}

/** @throws DomainError `not_found` */
export async function maintenanceById({ stores }: ResourceReading, id: string): Promise<Maintenance> {
	const maintenance = await stores.maintenances.find(id);
	if (!maintenance) throw new DomainError('not_found', `There is no maintenance ${id}`);
	return maintenance;
}

/** Newest first. */
export async function maintenanceResources(
	reading: ResourceReading,
	{ before, limit }: Slice,
): Promise<Page<MaintenanceResource>> {
	const found = await reading.stores.maintenances.list(before, limit + 1);
	const { items, next } = pageOf(found, limit, ({ number }) => number);
	return { items: items.map(await maintenancePresenter(reading, items)), next };
}

function maintenanceResource(maintenance: Maintenance, surroundings: Surroundings): MaintenanceResource {
	const { id, number, title, status, planned, startedAt, endedAt } = maintenance;
	const { siteUrl, now, nameOf, agreement } = surroundings;
	const underWay: ComponentStatus = isUnderWay(maintenance) ? 'under_maintenance' : 'operational';
	const components = maintenance.components.map((slug) => ({ slug, name: nameOf(slug), status: underWay }));
	const check = isEmergency(maintenance) ? null : checkWindow(maintenance, agreement, now);
	return {
		...{ id, external_id: maintenance.externalId ?? null, number, title, status, components },
		planned_start: iso(planned.start),
		planned_end: isoOrNull(plannedWindow(planned).end),
		overdue_since: isoOrNull(overdueSince(maintenance, now)),
		started_at: isoOrNull(startedAt),
		ended_at: isoOrNull(endedAt),
		published_at: iso(maintenance.publishedAt),
		redactions: redactionResources(surroundings.redactions.get(`maintenance/${id}`)),
		retraction: retractionResource(maintenance),
		automatic: maintenance.automatic,
		series: seriesOf(maintenance, surroundings),
		overlaps: overlapping(maintenance, surroundings.pending).map((other) => other.id),
		reminders: remindersIn(maintenance, surroundings),
		inside_window: check?.verdict ?? null,
		plan_inside_window: check?.plan ?? null,
		emergency: isEmergency(maintenance),
		updates: updatesOf(maintenance),
		url: `${siteUrl}/maintenance/${id}`,
	};
}

function seriesOf({ seriesId }: Maintenance, { series, pending, now }: Surroundings): MaintenanceResource['series'] {
	const found = series.find(({ id }) => id === seriesId);
	if (!found) return null;
	const { id, rrule, exceptions } = found;
	return { id, rrule, exceptions, occurrences: occurrencesOf(found, pending, now) };
}

/** Those that were recorded, for whatever start, and those that will be. */
function remindersIn(
	maintenance: Maintenance,
	{ recorded, befores, now }: Surroundings,
): MaintenanceResource['reminders'] {
	const own = recorded.filter(({ maintenanceId }) => maintenanceId === maintenance.id);
	const toCome = maintenance.planned.start <= now ? [] : remindersOf(maintenance, befores);
	const missing = toCome.filter((reminder) => !own.some((one) => isSame(one, reminder)));
	const all = [...own, ...missing.map((reminder) => ({ ...reminder, recordedAt: null }))];
	return all
		.sort((one, other) => one.dueAt - other.dueAt)
		.map(({ beforeMillis, dueAt, recordedAt }) => {
			return { before_seconds: beforeMillis / SECOND, due_at: iso(dueAt), recorded_at: isoOrNull(recordedAt) };
		});
}

function updatesOf({ updates }: Maintenance): MaintenanceResource['updates'] {
	const newestFirst = updates.toReversed();
	return newestFirst.map(({ id, status, body, happenedAt, publishedAt, amended, edits = [] }) => ({
		...{ id, status, body },
		happened_at: iso(happenedAt),
		published_at: iso(publishedAt),
		amended: amended.map(amendmentResource),
		edits: edits.map(({ happenedAt: happened, editedAt, components: _, ...said }) => {
			return { ...said, happened_at: iso(happened), edited_at: iso(editedAt) };
		}),
	}));
}
