import { continueMaintenanceSeries } from '../commands/continue-maintenance-series.ts';
import { letOthersIn } from '../commands/let-others-in.ts';
import { runMaintenance } from '../commands/run-maintenance.ts';
import type { Site } from '../content/site.ts';
import type { Instant } from '../domain/instant.ts';
import { nextStepAt, stepsDue } from '../domain/maintenance/automatic-maintenance.ts';
import type { Maintenance } from '../domain/maintenance/maintenance.ts';
import { type Reminder, remindersDue, remindersOf } from '../domain/maintenance/reminder.ts';
import { AHEAD } from '../domain/time/recurrence.ts';
import type { Stores } from '../stores/stores.ts';

/**
 * Does all that is due of maintenances by now: starts and ends those that run themselves, keeps series going, records
 * reminders. What was done once is not done again, whatever the clock does.
 *
 * @param wasStopped has the server just come back?
 * @returns when something is due next, unless something is published before; Infinity for nothing
 */
export async function runMaintenances(stores: Stores, site: Site, now: Instant, wasStopped: boolean): Promise<Instant> {
	for (const maintenance of await stores.maintenances.pending()) {
		if (stepsDue(maintenance, now).length === 0) continue;
		await runMaintenance(stores, maintenance.id, site.time_zone, wasStopped, now);
		await letOthersIn();
	}
	await continueAll(stores, now);
	const pending = await stores.maintenances.pending();
	await recordReminders(stores, site, pending, now);
	return nextDueAt(pending, site, now);
}

async function continueAll(stores: Stores, now: Instant): Promise<void> {
	const series = await stores.maintenanceSeries.current();
	if (series.length === 0) return;
	const bySeries = Map.groupBy(await stores.maintenances.pending(), ({ seriesId }) => seriesId);
	for (const { id } of series) {
		const ahead = (bySeries.get(id) ?? []).filter((one) => isAhead(one, now));
		if (ahead.length < AHEAD) await continueMaintenanceSeries(stores, id, now);
	}
}

async function recordReminders(stores: Stores, site: Site, pending: Maintenance[], now: Instant): Promise<void> {
	const due = (recorded: Reminder[]) =>
		pending.flatMap((one) => remindersDue(one, site.maintenance_reminders, recorded, now));
	const candidates = due([]);
	if (candidates.length === 0) return;
	const recorded = await stores.reminders.of(candidates.map(({ maintenanceId }) => maintenanceId));
	await stores.reminders.record(due(recorded), now);
}

function nextDueAt(pending: Maintenance[], site: Site, now: Instant): Instant {
	let next = Number.POSITIVE_INFINITY;
	const consider = (at: Instant | null) => {
		if (at !== null && at > now && at < next) next = at;
	};
	for (const maintenance of pending) {
		consider(nextStepAt(maintenance));
		// One fewer stands ahead from then on, whoever starts it.
		if (maintenance.seriesId !== null && isAhead(maintenance, now)) consider(maintenance.planned.start);
		for (const { dueAt } of remindersOf(maintenance, site.maintenance_reminders)) consider(dueAt);
	}
	return next;
}

function isAhead({ status, planned }: Maintenance, now: Instant): boolean {
	return status === 'scheduled' && planned.start > now;
}
