import type { Incident } from '../incidents/incident.ts';
import type { Instant } from '../instant.ts';
import { type Facts, statusOf } from '../status/status.ts';

/**
 * When customers should hear again of a partner that is down (SLA §2.2: they are kept informed of the progress): so long
 * after the last message of an open incident about it; where there is none, after it went down. Null while it is well.
 *
 * @param every in milliseconds
 */
export function partnerUpdateDueAt(partner: string, facts: Facts, now: Instant, every: number): Instant | null {
	const { status, because } = statusOf(partner, now, facts);
	const told = facts.incidents.filter((incident) => incident.resolvedAt === null && isAbout(incident, partner));
	const isDown = status === 'partial_outage' || status === 'major_outage' || status === 'degraded_performance';
	if (!isDown && told.every(({ cause }) => cause !== partner)) return null;
	const messages = told.flatMap(({ updates }) => updates.map(({ publishedAt }) => publishedAt));
	return (messages.length > 0 ? Math.max(...messages) : (because?.since ?? now)) + every;
}

/** The same for one incident: null when it is over, or a partner has no part in it. */
export function incidentUpdateDueAt({ cause, resolvedAt, updates }: Incident, every: number): Instant | null {
	if (cause === null || resolvedAt !== null) return null;
	return Math.max(...updates.map(({ publishedAt }) => publishedAt)) + every;
}

function isAbout({ cause, changes }: Incident, partner: string): boolean {
	return cause === partner || changes.some(({ component }) => component === partner);
}
