import type { Instant, Interval } from './instant.ts';
import { overlapOf } from './interval.ts';
import type { Maintenance } from './maintenance.ts';
import type { Revision } from './revision.ts';
import { revisionAt } from './revision-in-force.ts';
import { insideMillis, type MaintenanceWindow } from './window.ts';

/** The work of one maintenance within a range, and how much of it lay in the promised window. */
export interface Adherence {
	maintenance: Maintenance;
	window: MaintenanceWindow;
	workMillis: number;
	insideMillis: number;
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
		const { startedAt, endedAt, publishedAt } = maintenance;
		const inForce = revisionAt(ofDocument, publishedAt);
		const work = startedAt === null ? null : overlapOf({ start: startedAt, end: endedAt ?? now }, range);
		if (inForce === null || work === null) return [];
		const window = inForce.terms.maintenance_window;
		return [{ maintenance, window, workMillis: work.end - work.start, insideMillis: insideMillis(work, window) }];
	});
}
