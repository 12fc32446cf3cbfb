import type { Instant } from './instant.ts';

/** What can be published, each named by its verb. The ledger keeps these names. */
export const eventKinds = [
	'incident.opened',
	'incident.updated',
	'incident.amended',
	'incident.delayed',
	'incident.solution_proposed',
	'incident.justified',
	'incident.edited',
	'incident.retracted',
	'incident.reopened',
	'incident.redacted',
	'maintenance.scheduled',
	'maintenance.updated',
	'maintenance.amended',
	'maintenance.edited',
	'maintenance.retracted',
	'maintenance.reopened',
	'maintenance.redacted',
	'maintenance_series.scheduled',
	'maintenance_series.continued',
	'maintenance_series.ended',
	'status.set',
	'status.given_back',
	'monitors.judged',
	'alerts.recorded',
	'partner.read',
	'proposal.dismissed',
	'revision.published',
	'revision.carried_over',
	'promise.judged',
	'promise.judged_again',
	'tickets.recorded',
	'report.frozen',
	'report.corrected',
	'page.imported',
	'figures.imported',
	'content.reloaded',
	'log.key_rotated',
	'token.created',
	'token.revoked',
	'person.added',
	'person.changed',
	'person.removed',
	'person.secured',
	'subscriber.added',
	'subscriber.imported',
	'subscriber.secret_renewed',
	'subscriber.removed',
	'subscriber.downloaded',
	'delivery.asked',
	'delivery.retried',
	'post.held',
	'post.approved',
	'post.cancelled',
	'post.refused',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** Who may do what, and whom we tell, of which nobody reads anything in public. @param kind as the ledger has it */
export function isAdministrative(kind: string): boolean {
	return /^(token|person|subscriber|delivery)\./.test(kind);
}

/** What takes words away: what was rendered before is never shown again. */
export const takingWordsAway: EventKind[] = ['incident.redacted', 'maintenance.redacted'];

/** What a publication was about. */
export interface PublicEvent {
	kind: EventKind;
	/** For example `incident/k3j9x0c2m1aa`. */
	subject: string;
	/** The earliest instant whose figures it may change: {@link NO_FIGURE} for none, {@link ANY_FIGURE} where nobody can tell. */
	reach: Instant;
	/** The ledger adds `actorId`, where the actor has one, and `notify` where nobody is to be told. */
	data: object;
}

export const NO_FIGURE: Instant = Number.MAX_SAFE_INTEGER;
export const ANY_FIGURE: Instant = Number.MIN_SAFE_INTEGER;

/** The earliest of these instants; what there isn't counts for nothing. */
export function reachOf(...instants: (Instant | null | undefined)[]): Instant {
	return Math.min(NO_FIGURE, ...instants.flatMap((one) => one ?? []));
}
