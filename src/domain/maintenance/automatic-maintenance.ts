import { isCorrection } from '../incidents/told-order.ts';
import type { Instant } from '../instant.ts';
import type { Maintenance, MaintenanceUpdate, PlannedWindow } from './maintenance.ts';

/** What a maintenance that runs itself does next, and when that happens. */
export interface Step {
	status: 'in_progress' | 'completed';
	happenedAt: Instant;
}

/**
 * What an automatic maintenance has to do by now: nothing, start, end, or both where its whole window has passed. A clock
 * that goes back undoes nothing, and one that leaps makes everything due that it has leapt over.
 */
export function stepsDue(maintenance: Maintenance, now: Instant): Step[] {
	return stepsAhead(maintenance).filter(({ happenedAt }) => happenedAt <= now);
}

/** When it has something to do next; null where nothing is left, or where somebody does it by hand. */
export function nextStepAt(maintenance: Maintenance): Instant | null {
	return stepsAhead(maintenance)[0]?.happenedAt ?? null;
}

/**
 * The latest update that says what the work is and does: that it began by itself, and why its facts were corrected, says
 * nothing of that.
 */
export function latestTold(maintenance: Maintenance): MaintenanceUpdate | null {
	const told = maintenance.updates.findLast((one) => {
		const beganByItself = one.status === 'in_progress' && wasByItself(maintenance, one);
		return !beganByItself && !isCorrection(one);
	});
	return told ?? null;
}

/** Did the work begin, or end, by itself with this update? */
export function wasByItself(
	{ automatic, planned }: { automatic: boolean; planned: PlannedWindow },
	{ status, happenedAt }: { status: string; happenedAt: Instant },
): boolean {
	if (!automatic) return false;
	if (status === 'in_progress') return happenedAt === planned.start;
	return status === 'completed' && planned.end !== null && happenedAt >= planned.end;
}

/** In their order. Work that began late never ends before it began, nor before what was said of it. */
function stepsAhead({ automatic, status, planned, startedAt, updates }: Maintenance): Step[] {
	if (!automatic || status === 'completed' || status === 'cancelled') return [];
	const start: Step = { status: 'in_progress', happenedAt: planned.start };
	const told = updates.filter((one) => one.status !== 'scheduled' && !isCorrection(one));
	const end: Step = {
		status: 'completed',
		happenedAt: Math.max(planned.end, startedAt ?? planned.start, ...told.map((one) => one.happenedAt)),
	};
	return status === 'scheduled' ? [start, end] : [end];
}
