import type { ComponentStatus } from '../domain/component.ts';
import { DomainError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import type { Maintenance, MaintenanceStatus } from '../domain/maintenance.ts';
import type { Revision } from '../domain/revision.ts';
import { revisionAt } from '../domain/revision-in-force.ts';
import type { Text } from '../domain/text.ts';
import { type WindowVerdict, windowVerdict } from '../domain/window.ts';
import {
	type AmendmentResource,
	amendmentResource,
	iso,
	isoOrNull,
	namesIn,
	type Page,
	pageOf,
	type ResourceReading,
	type Slice,
} from './resource.ts';

/** A maintenance as the admin API answers it. */
export interface MaintenanceResource {
	id: string;
	number: number;
	title: Text;
	status: MaintenanceStatus;
	components: { slug: string; name: string; status: ComponentStatus }[];
	planned_start: string;
	planned_end: string;
	started_at: string | null;
	ended_at: string | null;
	published_at: string;
	/** Of the plan, and the window that is promised; null where nothing is. */
	inside_window: WindowVerdict | null;
	/** Newest first. */
	updates: {
		id: string;
		status: MaintenanceStatus;
		body: Text;
		happened_at: string;
		published_at: string;
		amended: AmendmentResource[];
	}[];
	url: string;
}

type MaintenancePresenter = (maintenance: Maintenance) => MaintenanceResource;

interface Surroundings {
	siteUrl: string;
	now: Instant;
	nameOf: (slug: string) => string;
	revisions: Revision[];
}

export async function maintenancePresenter(reading: ResourceReading): Promise<MaintenancePresenter> {
	const { stores, siteUrl, now } = reading;
	const revisions = await stores.revisions.all();
	const nameOf = namesIn(reading, await stores.components.catalogue());
	return (maintenance) => maintenanceResource(maintenance, { siteUrl, now, nameOf, revisions });
}

export async function presentMaintenance(
	reading: ResourceReading,
	maintenance: Maintenance,
): Promise<MaintenanceResource> {
	return (await maintenancePresenter(reading))(maintenance);
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
	return { items: items.map(await maintenancePresenter(reading)), next };
}

function maintenanceResource(maintenance: Maintenance, surroundings: Surroundings): MaintenanceResource {
	const { id, number, title, status, planned, startedAt, endedAt } = maintenance;
	const { siteUrl, now, nameOf, revisions } = surroundings;
	const underWay: ComponentStatus = startedAt !== null && endedAt === null ? 'under_maintenance' : 'operational';
	const components = maintenance.components.map((slug) => ({ slug, name: nameOf(slug), status: underWay }));
	return {
		...{ id, number, title, status, components },
		planned_start: iso(planned.start),
		planned_end: iso(planned.end),
		started_at: isoOrNull(startedAt),
		ended_at: isoOrNull(endedAt),
		published_at: iso(maintenance.publishedAt),
		inside_window: verdictOn(maintenance, revisions, now),
		updates: updatesOf(maintenance),
		url: `${siteUrl}/maintenance/${id}`,
	};
}

/** By the terms in force when work is planned to start; before there were any, by those in force now. */
function verdictOn({ planned }: Maintenance, revisions: Revision[], now: Instant): WindowVerdict | null {
	// The first document in the order of their names speaks for the site.
	const document = revisions[0]?.document;
	const own = revisions.filter((revision) => revision.document === document);
	const inForce = revisionAt(own, planned.start) ?? revisionAt(own, now);
	return inForce && windowVerdict(planned, inForce.terms.maintenance_window);
}

function updatesOf({ updates }: Maintenance): MaintenanceResource['updates'] {
	const newestFirst = updates.toReversed();
	return newestFirst.map(({ id, status, body, happenedAt, publishedAt, amended }) => ({
		...{ id, status, body },
		happened_at: iso(happenedAt),
		published_at: iso(publishedAt),
		amended: amended.map(amendmentResource),
	}));
}
