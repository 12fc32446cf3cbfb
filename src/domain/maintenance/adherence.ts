import type { Instant, Interval } from '../instant.ts';
import { type PromisedWindow, windowOf } from '../sla/commitments.ts';
import type { Revision } from '../sla/revision.ts';
import { millisOf, overlapOf } from '../time/interval.ts';
import { insideMillis } from '../time/window.ts';
import { bindingRevision } from './binding-window.ts';
import type { Maintenance } from './maintenance.ts';
import { isEmergency, workOf } from './maintenance-windows.ts';

/** The work of one maintenance within a range, and how much of it lay in the promised window. */
export interface Adherence {
	maintenance: Maintenance;
	window: PromisedWindow;
	workMillis: number;
	insideMillis: number;
}

/** Work that nobody announced beforehand, within a range. */
export interface EmergencyWork {
	maintenance: Maintenance;
	workMillis: number;
}

export function emergenciesWithin(maintenances: Iterable<Maintenance>, range: Interval, now: Instant): EmergencyWork[] {
	return [...maintenances].filter(isEmergency).flatMap((maintenance) => {
		const work = workWithin(maintenance, range, now);
		return work.length === 0 ? [] : [{ maintenance, workMillis: millisOf(work) }];
	});
}

/** How the preventive work that was really done within a range kept to its window: emergencies are said apart. */
export function preventiveWithin(
	maintenances: Iterable<Maintenance>,
	ofDocument: Revision[],
	range: Interval,
	now: Instant,
): Adherence[] {
	const preventive = [...maintenances].filter((one) => !isEmergency(one));
	return adherenceWithin(preventive, ofDocument, range, now);
}

/**
 * How the work that was really done within a range kept to the window that was promised when it was announced (SLA §2.3).
 * Work that goes on has lasted until `now`. Nothing was promised about work that was announced before the first revision.
 */
export function adherenceWithin(
	maintenances: Iterable<Maintenance>,
	ofDocument: Revision[],
	range: Interval,
	now: Instant,
): Adherence[] {
	return [...maintenances].flatMap((maintenance) => {
		const binding = bindingRevision(maintenance, ofDocument);
		const work = workWithin(maintenance, range, now);
		const window = binding && windowOf(binding.terms);
		if (window === null || work.length === 0) return [];
		const inside = work.reduce((sum, one) => sum + insideMillis(one, window), 0);
		return [{ maintenance, window, workMillis: millisOf(work), insideMillis: inside }];
	});
}

function workWithin(maintenance: Maintenance, range: Interval, now: Instant): Interval[] {
	const past = { start: range.start, end: Math.min(range.end, now) };
	return workOf(maintenance).flatMap((one) => overlapOf(one, past) ?? []);
}
