import type { Instant } from '../instant.ts';
import type { Maintenance } from './maintenance.ts';

/** Tells people of a planned start, `beforeMillis` ahead of it. */
export interface Reminder {
	maintenanceId: string;
	/** The start that it is about: a maintenance that is moved is reminded of anew. */
	plannedStart: Instant;
	beforeMillis: number;
	dueAt: Instant;
}

export interface RecordedReminder extends Reminder {
	recordedAt: Instant;
}

/**
 * The reminders of the window that a maintenance has now, the first one first. One that was due before the window was
 * announced is none: whoever reads the announcement has just been told.
 *
 * @param befores how long before the start, in milliseconds
 */
export function remindersOf(maintenance: Maintenance, befores: readonly number[]): Reminder[] {
	if (maintenance.status !== 'scheduled') return [];
	const { id: maintenanceId, planned } = maintenance;
	const known = startKnownSince(maintenance);
	return befores
		.toSorted((one, other) => other - one)
		.map((beforeMillis) => ({ beforeMillis, dueAt: planned.start - beforeMillis }))
		.filter(({ dueAt }) => dueAt > known)
		.map((reminder) => ({ maintenanceId, plannedStart: planned.start, ...reminder }));
}

/** Those that are due and not recorded yet: only before the start, and each once. */
export function remindersDue(
	maintenance: Maintenance,
	befores: readonly number[],
	recorded: readonly Reminder[],
	now: Instant,
): Reminder[] {
	if (maintenance.planned.start <= now) return [];
	return remindersOf(maintenance, befores).filter((reminder) => {
		return reminder.dueAt <= now && !recorded.some((one) => isSame(one, reminder));
	});
}

export function isSame(one: Reminder, other: Reminder): boolean {
	return (
		one.maintenanceId === other.maintenanceId &&
		one.plannedStart === other.plannedStart &&
		one.beforeMillis === other.beforeMillis
	);
}

/** When the public learnt of the start that is planned now. */
function startKnownSince({ publishedAt, updates }: Maintenance): Instant {
	const moved = updates.findLast(({ amended }) => amended.some(({ field }) => field === 'planned_start'));
	return moved?.publishedAt ?? publishedAt;
}
