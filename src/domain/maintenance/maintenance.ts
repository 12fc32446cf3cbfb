import { DomainError } from '../errors.ts';
import type { Amendment } from '../incidents/amendment.ts';
import type { UpdateEdit } from '../incidents/incident-edit.ts';
import { type Retraction, refuseRetracted } from '../incidents/retraction.ts';
import { type Instant, type Interval, LATEST } from '../instant.ts';
import { defined, invalid, refuseFuture, refuseWithoutReason } from '../refusal.ts';
import { isRenamed, type Text } from '../text.ts';
import { refuseMisplaced, settled } from './maintenance-facts.ts';

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
	/** What it said before each edit, oldest first. */
	edits?: UpdateEdit<MaintenanceStatus>[];
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
	/** On the page, or in the calendar, that it was imported from. */
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
	/** Why it should never have been published. */
	retraction?: Retraction | null;
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
	/** In the calendar that it comes from. */
	externalId?: string;
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

/** Has it begun, and not ended? */
export function isUnderWay<M extends Pick<Maintenance, 'startedAt' | 'endedAt'>>(
	work: M,
): work is M & { startedAt: Instant; endedAt: null } {
	return work.startedAt !== null && work.endedAt === null;
}

/** Completed or cancelled: nothing can change any more. */
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

/** @throws DomainError `invalid` for a window that ends before it starts, or work that would start by itself before it is told */
export function scheduleMaintenance(draft: NewMaintenance, now: Instant): Maintenance {
	refuseEmptyWindow(draft.planned);
	if (draft.automatic) {
		refuseOver('/planned_end', draft.planned, now);
		refuseBegun(draft.planned.start, now);
	}
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
	refuseRetracted(maintenance);
	refuseMisplaced(maintenance, update, now);
	if (isOver(maintenance)) throw new DomainError('conflict', `Maintenance is already ${maintenance.status}`);
	return withUpdate(maintenance, update, now, []);
}

/**
 * Takes an end back, with a public message: of work that was done, or of a cancellation.
 *
 * @throws DomainError `conflict` for one that is not over, or that cannot go on as the update says; as `postMaintenanceUpdate`
 */
export function reopenMaintenance(maintenance: Maintenance, update: MaintenanceUpdateDraft, now: Instant): Maintenance {
	refuseRetracted(maintenance);
	const { status, startedAt, endedAt, planned } = maintenance;
	if (!isOver(maintenance)) throw new DomainError('conflict', 'Maintenance is not over: there is nothing to reopen');
	const begun = startedAt !== null;
	if (begun !== (update.status === 'in_progress' || update.status === 'verifying')) {
		const expected = begun ? 'in_progress or verifying' : 'scheduled';
		throw new DomainError(
			'conflict',
			`Maintenance is ${status}${begun ? '' : ', and never began'}: expected ${expected}`,
		);
	}
	refuseFuture({ '/happened_at': update.happenedAt }, now);
	if (endedAt !== null && update.happenedAt < endedAt) {
		throw invalid('/happened_at', `Expected an instant after the end of the work, ${new Date(endedAt).toISOString()}`);
	}
	// It would end by itself at once.
	const automatic = maintenance.automatic && planned.end > now;
	const told = { ...update, publishedAt: now, amended: [] };
	return { ...maintenance, automatic, status: update.status, endedAt: null, updates: [...maintenance.updates, told] };
}

/** @throws DomainError `conflict` once it is cancelled, `invalid` for an impossible window or a missing reason */
export function amendMaintenance(
	maintenance: Maintenance,
	patch: MaintenancePatch,
	updateId: string,
	now: Instant,
): Maintenance {
	refuseRetracted(maintenance);
	if (maintenance.status === 'cancelled') {
		throw new DomainError('conflict', 'Maintenance is cancelled: it can no longer change');
	}
	const planned = {
		start: patch.plannedStart ?? maintenance.planned.start,
		end: patch.plannedEnd ?? maintenance.planned.end,
	};
	refuseEmptyWindow(planned);
	refuseStartInThePast(maintenance, patch, now);
	refuseStartToCome(maintenance, planned, now);
	const { components, automatic, reason } = patch;
	// What was published in another language stays, unless it is replaced.
	const title = patch.title && { ...maintenance.title, ...patch.title };
	const listed = (slugs: string[]) => slugs.toSorted().join(', ');
	const amended: Amendment[] = [
		{
			field: 'components' as const,
			from: listed(maintenance.components),
			to: listed(components ?? maintenance.components),
		},
		{ field: 'planned_start' as const, from: maintenance.planned.start, to: planned.start },
		{ field: 'planned_end' as const, from: plannedWindow(maintenance.planned).end, to: plannedWindow(planned).end },
	].filter(({ from, to }) => from !== to);
	const moved = amended.some(({ field }) => field !== 'components');
	const renamed = title !== undefined && isRenamed(maintenance.title, title, reason);
	if (renamed) amended.push({ field: 'title', from: null, to: null });
	const mayHaveBegun = maintenance.startedAt !== null || maintenance.planned.start <= now;
	if (moved || renamed || (amended.length > 0 && mayHaveBegun)) refuseWithoutReason(reason);
	const changed = { ...maintenance, ...defined({ title, components, automatic }), planned };
	const isOnItsOwnAnew = changed.automatic && !isOver(changed) && (moved || !maintenance.automatic);
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
	const ends = isUnderWay(maintenance) && (status === 'completed' || status === 'cancelled');
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

/** What starts by itself would say that it began before anybody had planned it, and tell everybody twice. */
function refuseBegun(start: Instant, now: Instant): void {
	if (start >= now) return;
	throw invalid(
		'/planned_start',
		'Expected a start that is still to come; work that has begun is recorded with automatic: false',
	);
}

function refuseStartInThePast(
	{ startedAt, automatic, planned }: Maintenance,
	patch: MaintenancePatch,
	now: Instant,
): void {
	const { plannedStart = planned.start } = patch;
	const itself = patch.automatic ?? automatic;
	if (itself && startedAt === null && plannedStart !== planned.start) refuseBegun(plannedStart, now);
}

/** What has begun does not begin later. */
function refuseStartToCome({ startedAt, planned: before }: Maintenance, planned: Interval, now: Instant): void {
	if (startedAt === null || planned.start === before.start || planned.start <= now) return;
	throw invalid('/planned_start', 'Expected a start that has passed: the work has begun');
}

function refuseEmptyWindow(planned: Interval): void {
	if (planned.end <= planned.start) throw invalid('/planned_end', 'Expected an end after the start');
}
