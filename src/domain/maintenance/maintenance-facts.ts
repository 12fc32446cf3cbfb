import { DomainError } from '../errors.ts';
import { asHappened, isCorrection, withCarried } from '../incidents/told-order.ts';
import type { Instant } from '../instant.ts';
import { invalid, refuseFuture } from '../refusal.ts';
import type { Maintenance, MaintenanceStatus, MaintenanceUpdate, MaintenanceUpdateDraft } from './maintenance.ts';

// Facts of planned work that cannot all be true are refused, as with those of incidents.

const followers: Record<MaintenanceStatus, MaintenanceStatus[]> = {
	scheduled: ['scheduled', 'in_progress', 'cancelled'],
	in_progress: ['in_progress', 'verifying', 'completed', 'cancelled'],
	verifying: ['verifying', 'in_progress', 'completed'],
	completed: ['completed'],
	cancelled: [],
};

/**
 * @throws DomainError `conflict` for a status that cannot follow what had happened by then, `invalid` for an instant later
 * than now, before the start, before the end, or before something that cannot follow
 */
export function refuseMisplaced(maintenance: Maintenance, update: MaintenanceUpdateDraft, now: Instant): void {
	const { startedAt, endedAt } = maintenance;
	const { status, happenedAt } = update;
	refuseFuture({ '/happened_at': happenedAt }, now);
	if (startedAt !== null && happenedAt < startedAt) throw early('the start of the work', startedAt);
	const told = maintenance.updates.filter((one) => one.id !== update.id && !isCorrection(one));
	const before = inTurn(told.filter((one) => isAnnouncement(one) || one.happenedAt <= happenedAt));
	const next = inTurn(told).find((one) => !isAnnouncement(one) && one.happenedAt > happenedAt);
	const prior = next === undefined ? maintenance.status : (before.at(-1)?.status ?? 'scheduled');
	if (!followers[prior].includes(status)) {
		throw new DomainError('conflict', `Maintenance is ${prior}: ${status} cannot follow`);
	}
	if (endedAt !== null && happenedAt < Math.min(endedAt, now)) throw early('the end of the work', endedAt);
	if (next !== undefined && !followers[status].includes(next.status)) {
		throw early(`the update "${next.status}"`, next.happenedAt);
	}
}

/** The status is that of the update that happened last. @param since the earliest instant of which something else is said now */
export function settled(maintenance: Maintenance, since: Instant): Maintenance {
	const told = inTurn(maintenance.updates.filter((one) => !isCorrection(one)));
	const status = told.at(-1)?.status ?? maintenance.status;
	const updates = withCarried(maintenance.updates, since, (ones) => inTurn(ones).at(-1)?.status ?? null);
	return { ...maintenance, status, updates };
}

/** What is announced comes before the work, also where it is put down afterwards. */
function inTurn(updates: readonly MaintenanceUpdate[]): MaintenanceUpdate[] {
	const first = updates.findIndex((one) => !isAnnouncement(one));
	const announced = first === -1 ? updates.length : first;
	return [...updates.slice(0, announced), ...asHappened(updates.slice(announced))];
}

function isAnnouncement({ status }: MaintenanceUpdate): boolean {
	return status === 'scheduled';
}

function early(what: string, at: Instant) {
	return invalid('/happened_at', `Expected an instant after ${what}, ${new Date(at).toISOString()}`);
}
