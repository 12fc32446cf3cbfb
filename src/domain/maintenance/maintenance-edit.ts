import { canonicalJson } from '../canonical.ts';
import { DomainError } from '../errors.ts';
import { refuseRetracted } from '../incidents/retraction.ts';
import { isCorrection } from '../incidents/told-order.ts';
import type { Instant } from '../instant.ts';
import { invalid, refuseFuture, refuseWithoutReason } from '../refusal.ts';
import type { Text } from '../text.ts';
import { isOver, type Maintenance, type MaintenanceStatus, type MaintenanceUpdate } from './maintenance.ts';
import { refuseMisplaced, settled } from './maintenance-facts.ts';

export interface MaintenanceUpdateChange {
	body?: Text;
	status?: MaintenanceStatus;
	happenedAt?: Instant;
	reason?: Text;
}

/**
 * Says one message in other words, or with other facts; what it said stays readable. The actual window follows the
 * messages that began and ended the work.
 *
 * @throws DomainError `not_found`, `conflict`, `invalid`
 */
export function editMaintenanceUpdate(
	maintenance: Maintenance,
	updateId: string,
	{ reason, ...given }: MaintenanceUpdateChange,
	now: Instant,
): Maintenance {
	refuseRetracted(maintenance);
	const update = maintenance.updates.find(({ id }) => id === updateId);
	if (!update) throw new DomainError('not_found', `There is no update ${updateId} of this maintenance`);
	const { body, status, happenedAt } = update;
	const facts = {
		body: given.body ?? body,
		status: given.status ?? status,
		happenedAt: given.happenedAt ?? happenedAt,
	};
	if (canonicalJson(facts) === canonicalJson({ body, status, happenedAt })) return maintenance;
	if (isCorrection(update) && (facts.status !== status || facts.happenedAt !== happenedAt)) {
		throw new DomainError('conflict', 'This update corrects facts: only its words can be edited');
	}
	if (facts.happenedAt !== happenedAt) refuseWithoutReason(reason);
	const edits = [
		...(update.edits ?? []),
		{ body, status, happenedAt, components: {}, editedAt: now, reason: reason ?? null },
	];
	const edited = { ...update, ...facts, edits };
	const replaced = (one: Maintenance): Maintenance => {
		return { ...one, updates: one.updates.map((told) => (told.id === updateId ? edited : told)) };
	};
	if (facts.status === status && facts.happenedAt === happenedAt) return replaced(maintenance);
	const moved = withMoved(maintenance, update, edited, now);
	return settled(replaced(moved), Math.min(happenedAt, facts.happenedAt));
}

/** It has to stay possible after what happened before it, and before what happened after it. */
function withMoved(
	maintenance: Maintenance,
	update: MaintenanceUpdate,
	edited: MaintenanceUpdate,
	now: Instant,
): Maintenance {
	refuseFuture({ '/happened_at': edited.happenedAt }, now);
	const { startedAt, endedAt } = maintenance;
	const begins = update.status === 'in_progress' && update.happenedAt === startedAt;
	const ends = isOver(update) && update.happenedAt === endedAt;
	const isBound = ({ status }: MaintenanceUpdate) => status === 'scheduled' || isOver({ status });
	if (edited.status !== update.status && (begins || isBound(update) || isBound(edited))) {
		throw invalid('/status', 'Expected a status of the same kind: what begins and ends the work is posted');
	}
	const others = maintenance.updates.filter((one) => !isCorrection(one) && one.id !== edited.id);
	if (begins) return beginningAt(maintenance, edited.happenedAt, others);
	// Its own end is no bound to what ends it, nor to what came before.
	const around = {
		...maintenance,
		updates: others,
		status: lastOf(others),
		endedAt: isOver(update) && !ends ? endedAt : null,
	};
	refuseMisplaced(around, edited, now);
	return ends ? { ...maintenance, endedAt: edited.happenedAt } : maintenance;
}

function beginningAt(maintenance: Maintenance, startedAt: Instant, others: MaintenanceUpdate[]): Maintenance {
	const early = others.find((one) => one.status !== 'scheduled' && one.happenedAt < startedAt);
	if (early === undefined) return { ...maintenance, startedAt };
	const at = new Date(early.happenedAt).toISOString();
	throw invalid('/happened_at', `Expected an instant before the update "${early.status}", ${at}`);
}

function lastOf(updates: readonly MaintenanceUpdate[]): MaintenanceStatus {
	const last = updates
		.filter(({ status }) => status !== 'scheduled')
		.toSorted((one, other) => one.happenedAt - other.happenedAt);
	return last.at(-1)?.status ?? 'scheduled';
}
