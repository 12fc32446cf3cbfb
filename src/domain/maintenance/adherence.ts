import type { Instant, Interval } from '../instant.ts';
import { type PromisedWindow, windowOf } from '../sla/commitments.ts';
import type { Revision } from '../sla/revision.ts';
import { millisOf, overlapOf } from '../time/interval.ts';
import { insideMillis } from '../time/window.ts';
import { bindingRevision } from './binding-window.ts';
import type { Maintenance } from './maintenance.ts';
import { workOf } from './maintenance-windows.ts';

/** The work of one maintenance within a range, and how much of it lay in the promised window. */
export interface Adherence {
	maintenance: Maintenance;
	window: PromisedWindow;
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
		const binding = bindingRevision(maintenance, ofDocument);
		const past = { start: range.start, end: Math.min(range.end, now) };
		const work = workOf(maintenance).flatMap((one) => overlapOf(one, past) ?? []);
		const window = binding && windowOf(binding.terms);
		if (window === null || work.length === 0) return [];
		const inside = work.reduce((sum, one) => sum + insideMillis(one, window), 0);
		return [{ maintenance, window, workMillis: millisOf(work), insideMillis: inside }];
	});
}
