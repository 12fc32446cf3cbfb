import type { ComponentStatus } from '../domain/component.ts';
import { hashed, LONGEST_EXTERNAL_ID } from '../domain/imports/imported-id.ts';
import { impactOf } from '../domain/incidents/impact.ts';
import type { Instant } from '../domain/instant.ts';

/** When: ISO 8601; null for what could not be read, which whoever checks it will say. */
export type When = string | null;

/** Of an instant; null for none, and for one that no clock shows. */
export function isoOf(at: number | null): When {
	return at === null || Number.isNaN(new Date(at).getTime()) ? null : new Date(at).toISOString();
}

/** When work is told that does not say when it was announced: as it begins, or now. */
export function announced(start: When, now: Instant): When {
	return isoOf(Math.min(Date.parse(start ?? ''), now));
}

export interface ToldComponent {
	id: string;
	name: string;
	description?: string | null;
	/** Null where it is told by incidents only. */
	status: string | null;
	since: When;
}

export interface ToldUpdate {
	id: string;
	status: string;
	body: string;
	at: When;
	/** By component: how it was from then on. */
	affected?: Record<string, ComponentStatus>;
}

interface ToldRecord {
	id: string;
	name: string;
	status: string;
	/** When it was published. */
	toldAt: When;
	/** When it was over; null while it lasts. */
	overAt: When;
	/** At least one; of those of one instant, the later is the later. */
	updates: ToldUpdate[];
}

export interface ToldIncident extends ToldRecord {
	startedAt: When;
}

export interface ToldWork extends ToldRecord {
	plannedStart: When;
	/** Null where nobody said until when. */
	plannedEnd: When;
	components: string[];
}

/** What another tool's page tells, before it is checked. */
export interface ToldPage {
	/** Where it stood: what an id that is a number is unique in. */
	url: string;
	name: string;
	components: ToldComponent[];
	incidents: ToldIncident[];
	works: ToldWork[];
	/** By name, and why. */
	leftOut: string[];
	/** What was assumed. */
	notes: string[];
}

/** In the shape of Statuspage's answers: whatever is wrong with it is found where those are checked. */
export function statuspageAnswer({ url, name, components, incidents, works }: ToldPage): object {
	const byId = new Map(components.map((component, index) => [component.id, componentAnswer(component, index)]));
	return {
		page: { id: pageId(url), name, url },
		components: [...byId.values()],
		incidents: incidents.map(({ startedAt, ...incident }) => ({ ...recordAnswer(incident), started_at: startedAt })),
		scheduled_maintenances: works.map(({ plannedStart, plannedEnd, components, ...work }) => ({
			...recordAnswer(work),
			scheduled_for: plannedStart,
			scheduled_until: plannedEnd,
			components: components.flatMap((id) => byId.get(id) ?? []),
		})),
	};
}

/** An id that may stand as it is; any other becomes one that is the same at the next import. @param id any text */
export function usableId(id: string): string {
	return /^[\w.:~-]+$/.test(id) && id.length <= LONGEST_EXTERNAL_ID ? id : `x:${hashed(id)}`;
}

function componentAnswer({ id, name, description = null, status, since }: ToldComponent, index: number) {
	return { id, name, description, status, updated_at: since, position: index + 1 };
}

function recordAnswer({ id, name, status, toldAt, overAt, updates }: ToldRecord) {
	return {
		...{ id, name, status, created_at: toldAt, resolved_at: overAt },
		impact: impactOf(updates.flatMap(({ affected = {} }) => Object.values(affected))),
		incident_updates: newestFirst(updates).map(({ affected = {}, at, ...update }) => ({
			...update,
			created_at: at,
			affected_components: Object.entries(affected).map(([code, new_status]) => ({ code, new_status })),
		})),
	};
}

/** As Statuspage has them. */
function newestFirst(updates: ToldUpdate[]): ToldUpdate[] {
	return updates.toSorted((one, other) => Date.parse(one.at ?? '') - Date.parse(other.at ?? '') || 0).reverse();
}

function pageId(url: string): string {
	const { host, pathname } = new URL(url);
	return usableId(`${host}${pathname.replace(/\/+$/, '').replaceAll('/', ':')}`);
}
