import type { Instant } from '../../domain/instant.ts';
import { bindingRevision } from '../../domain/maintenance/binding-window.ts';
import { type Maintenance, type MaintenanceUpdate, plannedWindow } from '../../domain/maintenance/maintenance.ts';
import { windowOf } from '../../domain/sla/commitments.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import type { Wording } from '../../domain/text.ts';
import { insideMillis, type MaintenanceWindow, windowVerdict } from '../../domain/time/window.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { messageCard, type UpdateCard } from './incident-card.ts';

/** A maintenance whose work left the promised window, or that nobody announced beforehand, and why. */
export interface ReportedWork {
	id: string;
	title: Wording;
	startedAt: Instant;
	endedAt: Instant | null;
	minutes: number;
	reason: UpdateCard;
}

/** Work that left its window, or that nobody announced beforehand, by start. @param within minutes by the id of the maintenance */
export async function reportedWorks(
	reading: Reading,
	within: Record<string, number>,
	revisions: Revision[],
): Promise<ReportedWork[]> {
	const works: ReportedWork[] = [];
	for (const [id, minutes] of Object.entries(within)) {
		const found = await reading.stores.maintenances.find(id);
		if (!found || found.startedAt === null) continue;
		const { startedAt, endedAt } = found;
		const binding = bindingRevision(found, revisions);
		const window = binding && windowOf(binding.terms);
		const reason = messageCard(reading, window ? reasonOf(found, window) : latestOf(found));
		works.push({ id, minutes, startedAt, endedAt, reason, title: worded(reading, found.title) });
	}
	return works.sort((one, other) => one.startedAt - other.startedAt);
}

/** Work that was planned outside says why when it is announced, work that began outside when it began; work that overran says so in the end. */
function reasonOf(maintenance: Maintenance, window: MaintenanceWindow): MaintenanceUpdate {
	const { planned, startedAt, updates } = maintenance;
	const isPlannedOutside = plannedWindow(planned).end !== null && windowVerdict([planned], window) !== 'inside';
	if (isPlannedOutside) return updates[0] as MaintenanceUpdate;
	const first = updates.find(({ status, happenedAt }) => status === 'in_progress' && happenedAt === startedAt);
	const beganOutside = first && insideMillis({ start: first.happenedAt, end: first.happenedAt + 1 }, window) === 0;
	return beganOutside ? first : latestOf(maintenance);
}

function latestOf({ updates }: Maintenance): MaintenanceUpdate {
	return updates.at(-1) as MaintenanceUpdate;
}
