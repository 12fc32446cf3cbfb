import type { Instant } from '../instant.ts';
import { invalid, refuseFuture } from '../refusal.ts';
import type { Incident, IncidentStatus, IncidentUpdate, UpdateDraft } from './incident.ts';
import { asHappened, isCorrection, withCarried } from './told-order.ts';

// Facts of an incident that cannot all be true are refused at every door. What another page tells is taken as it is: an
// import only refuses what no page can mean (`told-instants.ts`).

export function isOverAs(status: string): boolean {
	return status === 'resolved' || status === 'postmortem';
}

/** @throws DomainError `invalid` for an update that happened later than now, before the start, or on the wrong side of the end */
export function refuseMisplaced(incident: Incident, update: UpdateDraft, now: Instant): void {
	refuseFuture({ '/happened_at': update.happenedAt }, now);
	if (update.happenedAt < incident.startedAt) {
		throw early('the start of the incident', incident.startedAt);
	}
	const { resolvedAt } = incident;
	if (resolvedAt === null && update.status === 'resolved') refuseEarlyEnd(incident, update);
	// Another page's clock may be ahead of ours.
	if (resolvedAt !== null && update.happenedAt < Math.min(resolvedAt, now))
		throw early('the resolution, which stands', resolvedAt);
}

function refuseEarlyEnd({ changes, updates }: Incident, { id, happenedAt }: UpdateDraft): void {
	const told = updates.filter((one) => one.id !== id && !isCorrection(one) && !isOverAs(one.status));
	const others = changes.filter(({ updateId }) => updateId !== id);
	const last = Math.max(...others.map(({ at }) => at), ...told.map((one) => one.happenedAt));
	if (last > happenedAt) throw early('the last change of status', last);
}

function early(what: string, at: Instant) {
	return invalid('/happened_at', `Expected an instant after ${what}, ${iso(at)}`);
}

type Instants = Pick<Incident, 'startedAt' | 'acceptedAt' | 'detectedAt' | 'resolvedAt'>;

/** What happened happened by now, and in an order that can be. @param before what was said so far; null for an opening */
export function refuseImpossible(facts: Instants, before: Instants | null, now: Instant): void {
	const { startedAt, acceptedAt, detectedAt, resolvedAt } = facts;
	const instants = {
		'/started_at': startedAt,
		'/accepted_at': acceptedAt,
		'/detected_at': detectedAt,
		'/resolved_at': resolvedAt,
	};
	refuseFuture(instants, now);
	const moved = (field: keyof Instants) => before === null || before[field] !== facts[field];
	if (resolvedAt !== null && resolvedAt < startedAt && (moved('resolvedAt') || moved('startedAt'))) {
		throw moved('resolvedAt')
			? invalid('/resolved_at', `Expected an instant after the start of the incident, ${iso(startedAt)}`)
			: invalid('/started_at', `Expected an instant before the resolution, ${iso(resolvedAt)}`);
	}
	if (
		resolvedAt !== null &&
		acceptedAt !== null &&
		resolvedAt < acceptedAt &&
		(moved('resolvedAt') || moved('acceptedAt'))
	) {
		throw moved('resolvedAt')
			? invalid('/resolved_at', `Expected an instant after the incident was accepted, ${iso(acceptedAt)}`)
			: invalid('/accepted_at', `Expected an instant before the resolution, ${iso(resolvedAt)}`);
	}
	if (detectedAt !== null && detectedAt < startedAt && (moved('detectedAt') || moved('startedAt'))) {
		throw moved('detectedAt')
			? invalid('/detected_at', `Expected an instant after the start of the incident, ${iso(startedAt)}`)
			: invalid('/started_at', `Expected an instant before it was detected, ${iso(detectedAt)}`);
	}
}

/**
 * Moves the start and the end of what was told to the instants that the incident has now.
 *
 * @throws DomainError `invalid` where something that was told would come before the start, or after the end
 */
export function withMovedBounds(incident: Incident, before: Incident): Incident {
	const moved = moveEnd(moveStart(incident, before.startedAt), before.resolvedAt);
	const early = asHappened(moved.updates).find((one) => {
		return !isCorrection(one) && one.happenedAt < moved.startedAt && one.happenedAt >= before.startedAt;
	});
	if (early) {
		const detail = `Expected an instant before ${iso(early.happenedAt)}, when the update "${early.status}" happened`;
		throw invalid('/started_at', detail);
	}
	const sooner = moved.changes.find(({ at }) => at < moved.startedAt && at >= before.startedAt);
	if (sooner) {
		const detail = `Expected an instant before ${iso(sooner.at)}, when ${sooner.component} became ${sooner.status}`;
		throw invalid('/started_at', detail);
	}
	if (moved.resolvedAt !== before.resolvedAt) refuseAfterEnd(moved);
	return moved;
}

function refuseAfterEnd({ changes, updates, resolvedAt }: Incident): void {
	if (resolvedAt === null) return;
	const hurt = changes.findLast(({ at, status }) => at > resolvedAt && status !== 'operational');
	if (hurt) {
		const detail = `Expected an instant after ${iso(hurt.at)}, when ${hurt.component} became ${hurt.status}`;
		throw invalid('/resolved_at', detail);
	}
	// To go on observing what is well contradicts nothing.
	const open = (one: IncidentUpdate) => one.status === 'investigating' || one.status === 'identified';
	const late = asHappened(updates).findLast((one) => !isCorrection(one) && open(one) && one.happenedAt > resolvedAt);
	if (late) {
		const detail = `Expected an instant after ${iso(late.happenedAt)}, when the update "${late.status}" happened`;
		throw invalid('/resolved_at', detail);
	}
}

/** What began with the incident begins with it still: its first message, and what the components suffered then. */
function moveStart(incident: Incident, before: Instant): Incident {
	const [first, ...others] = incident.updates;
	const { startedAt } = incident;
	const changes = incident.changes.map((change) => {
		const began = change.at === before && (change.updateId === first?.id || change.updateId === null);
		return began ? { ...change, at: startedAt } : change;
	});
	const begins = first !== undefined && first.happenedAt === before && !isCorrection(first);
	const updates = begins ? [{ ...first, happenedAt: startedAt }, ...others] : incident.updates;
	return { ...incident, updates, changes: changes.toSorted((one, other) => one.at - other.at) };
}

/** What was well from the end on is well from the end on still. */
function moveEnd(incident: Incident, before: Instant | null): Incident {
	const { resolvedAt } = incident;
	if (before === null || resolvedAt === null || before === resolvedAt) return incident;
	const changes = incident.changes.map((change) => {
		return change.at === before && change.status === 'operational' ? { ...change, at: resolvedAt } : change;
	});
	return { ...incident, changes: changes.toSorted((one, other) => one.at - other.at) };
}

/** The status is that of the update that happened last. @param since the earliest instant of which something else is said now */
export function settled(incident: Incident, since: Instant): Incident {
	const told = asHappened(incident.updates.filter((one) => !isCorrection(one)));
	const last = lastStatus(told);
	// What another page tells may be in no order at all.
	const status = last !== null && isOverAs(last) === (incident.resolvedAt !== null) ? last : incident.status;
	return { ...incident, status, updates: withCarried(incident.updates, since, lastStatus) };
}

function lastStatus(told: IncidentUpdate[]): IncidentStatus | null {
	const last = told.at(-1)?.status ?? null;
	if (last !== 'resolved') return last;
	// What was learned is not unlearned by one more word on the end.
	const sinceOpen = told.slice(told.findLastIndex(({ status }) => !isOverAs(status)) + 1);
	return sinceOpen.some(({ status }) => status === 'postmortem') ? 'postmortem' : last;
}

function iso(at: Instant): string {
	return new Date(at).toISOString();
}
