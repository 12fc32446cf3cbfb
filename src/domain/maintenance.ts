import type { Amendment } from './amendment.ts';
import { DomainError } from './errors.ts';
import { type Instant, type Interval, LATEST, MINUTE } from './instant.ts';
import { refuseMisplaced, settled } from './maintenance-facts.ts';
import { defined, invalid } from './refusal.ts';
import type { Text } from './text.ts';

export const maintenanceStatuses = ['scheduled', 'in_progress', 'verifying', 'completed', 'cancelled'] as const;
export type MaintenanceStatus = (typeof maintenanceStatuses)[number];

export interface MaintenanceUpdate {
	id: string;
	status: MaintenanceStatus;
	body: Text;
	happenedAt: Instant;
	publishedAt: Instant;
	/** What this update changed after the fact; its body is the public reason. */
	amended: Amendment[];
}

/**
 * The planned end of work of which nobody said until when it is planned, as other pages tell it. It is later than any
 * end that can be written, so that the work is still to come or under way until somebody says that it is over.
 */
export const END_UNKNOWN: Instant = LATEST;

/** As people are told it: the end is null where nobody said until when. */
export interface PlannedWindow {
	start: Instant;
	end: Instant | null;
}

export function plannedWindow({ start, end }: Interval): PlannedWindow {
	return { start, end: end === END_UNKNOWN ? null : end };
}

/** Planned work. What was planned and what was done are two different windows. */
export interface Maintenance {
	id: string;
	/** On the page that it was imported from. */
	externalId?: string | null;
	number: number;
	title: Text;
	status: MaintenanceStatus;
	components: string[];
	planned: Interval;
	/** Starts and ends at its planned instants without anyone. */
	automatic: boolean;
	/** The series that it is an occurrence of, and the start that the rule gave it. */
	seriesId: string | null;
	occurrence: Instant | null;
	/** Null until work begins. */
	startedAt: Instant | null;
	/** Null until work ends. */
	endedAt: Instant | null;
	publishedAt: Instant;
	/** Oldest first. */
	updates: MaintenanceUpdate[];
}

export interface NewMaintenance {
	id: string;
	number: number;
	updateId: string;
	title: Text;
	body: Text;
	components: string[];
	planned: Interval;
	automatic: boolean;
	seriesId?: string;
	occurrence?: Instant;
}

export interface MaintenanceUpdateDraft {
	id: string;
	status: MaintenanceStatus;
	body: Text;
	happenedAt: Instant;
}

export interface MaintenancePatch {
	title?: Text;
	components?: string[];
	plannedStart?: Instant;
	plannedEnd?: Instant;
	automatic?: boolean;
	/** Why, for all to see: a moved window needs one. */
	reason?: Text;
}

/** Completed or cancelled: nothing can change any more. That it is completed may be told again. */
export function isOver({ status }: Pick<Maintenance, 'status'>): boolean {
	return status === 'completed' || status === 'cancelled';
}

/**
 * Planned work whose window has passed without anybody saying what became of it. What starts by itself is only late by a
 * moment.
 */
export function isUnclosed(
	{ status, automatic, planned }: Pick<Maintenance, 'status' | 'automatic' | 'planned'>,
	now: Instant,
): boolean {
	return status === 'scheduled' && !automatic && planned.end <= now;
}

/**
 * The planned end that has passed while work goes on; null for work that is in time, or of which nobody said until when.
 * What ends by itself is only late where it didn't, a minute later.
 */
export function overdueSince(
	{ startedAt, endedAt, automatic, planned }: Pick<Maintenance, 'startedAt' | 'endedAt' | 'automatic' | 'planned'>,
	now: Instant,
): Instant | null {
	const underWay = startedAt !== null && endedAt === null;
	return underWay && now >= planned.end + (automatic ? MINUTE : 0) ? planned.end : null;
}

export function isLate(
	maintenance: Pick<Maintenance, 'startedAt' | 'endedAt' | 'automatic' | 'planned'>,
	now: Instant,
): boolean {
	return overdueSince(maintenance, now) !== null;
}

/** @throws DomainError `invalid` for a window that ends before it starts, or that is over before it could start itself */
export function scheduleMaintenance(draft: NewMaintenance, now: Instant): Maintenance {
	refuseEmptyWindow(draft.planned);
	if (draft.automatic) refuseOver('/planned_end', draft.planned, now);
	const { updateId, body, seriesId = null, occurrence = null, ...facts } = draft;
	const scheduled: Maintenance = {
		...facts,
		seriesId,
		occurrence,
		status: 'scheduled',
		startedAt: null,
		endedAt: null,
		publishedAt: now,
		updates: [],
	};
	return withUpdate(scheduled, { id: updateId, status: 'scheduled', body, happenedAt: now }, now, []);
}

/**
 * Adds a message, which may start or end the work: the actual window is made of `happenedAt`.
 *
 * @throws DomainError `conflict` for an illegal transition, `invalid` for an impossible instant
 */
export function postMaintenanceUpdate(
	maintenance: Maintenance,
	update: MaintenanceUpdateDraft,
	now: Instant,
): Maintenance {
	refuseMisplaced(maintenance, update, now);
	return withUpdate(maintenance, update, now, []);
}

/** @throws DomainError `conflict` once it is over, `invalid` for an impossible window or a missing reason */
export function amendMaintenance(
	maintenance: Maintenance,
	patch: MaintenancePatch,
	updateId: string,
	now: Instant,
): Maintenance {
	if (isOver(maintenance)) {
		throw new DomainError('conflict', `Maintenance is ${maintenance.status}: it can no longer change`);
	}
	const planned = {
		start: patch.plannedStart ?? maintenance.planned.start,
		end: patch.plannedEnd ?? maintenance.planned.end,
	};
	refuseEmptyWindow(planned);
	const amended: Amendment[] = [
		{ field: 'planned_start' as const, from: maintenance.planned.start, to: planned.start },
		{ field: 'planned_end' as const, from: plannedWindow(maintenance.planned).end, to: plannedWindow(planned).end },
	].filter(({ from, to }) => from !== to);
	if (amended.length > 0 && !patch.reason)
		throw invalid('/reason', 'Expected the reason of the change, which is published');
	const { title, components, automatic, reason } = patch;
	const changed = { ...maintenance, ...defined({ title, components, automatic }), planned };
	const isOnItsOwnAnew = changed.automatic && (amended.length > 0 || !maintenance.automatic);
	if (isOnItsOwnAnew) refuseOver(patch.plannedEnd === undefined ? '/automatic' : '/planned_end', planned, now);
	if (!reason) return changed;
	return withUpdate(changed, { id: updateId, status: maintenance.status, body: reason, happenedAt: now }, now, amended);
}

function withUpdate(
	maintenance: Maintenance,
	draft: MaintenanceUpdateDraft,
	now: Instant,
	amended: Amendment[],
): Maintenance {
	const { status, happenedAt } = draft;
	const begins = maintenance.startedAt === null && status === 'in_progress';
	const ends =
		maintenance.startedAt !== null &&
		maintenance.endedAt === null &&
		(status === 'completed' || status === 'cancelled');
	const told = {
		...maintenance,
		startedAt: begins ? happenedAt : maintenance.startedAt,
		endedAt: ends ? happenedAt : maintenance.endedAt,
		updates: [...maintenance.updates, { ...draft, publishedAt: now, amended }],
	};
	return amended.length > 0 ? told : settled(told, happenedAt);
}

/** It would start and end at once, as nothing does. What was done is recorded by hand. */
function refuseOver(pointer: string, planned: Interval, now: Instant): void {
	if (planned.end > now) return;
	throw invalid(pointer, 'Expected an end that is still to come; work that is over is recorded with automatic: false');
}

function refuseEmptyWindow(planned: Interval): void {
	if (planned.end <= planned.start) throw invalid('/planned_end', 'Expected an end after the start');
}
