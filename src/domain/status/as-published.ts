import type { Incident, IncidentStatus } from '../incidents/incident.ts';
import { MARK } from '../incidents/redaction.ts';
import type { Instant } from '../instant.ts';
import type { Maintenance, MaintenanceStatus } from '../maintenance/maintenance.ts';
import type { Succession } from '../succession.ts';
import type { Observation } from '../watch/observation.ts';

/**
 * An incident of which the ledger keeps no record of its own, an imported one say, as far as it was told by an instant:
 * what was said later is left out, also of what happened before.
 */
export function incidentAsTold(incident: Incident, at: Instant): Incident {
	const updates = incident.updates.filter(({ publishedAt }) => publishedAt <= at);
	const ids = new Set(updates.map(({ id }) => id));
	const status = updates.at(-1)?.status ?? ('investigating' satisfies IncidentStatus);
	const isResolved = updates.some((one) => one.status === 'resolved');
	const { justification, justifications, changes } = incident;
	return {
		...incident,
		status,
		updates,
		changes: changes.filter(({ updateId }) => updateId === null || ids.has(updateId)),
		resolvedAt: isResolved ? incident.resolvedAt : null,
		justification: justification !== null && justification.publishedAt <= at ? justification : null,
		...(justifications && { justifications: justifications.filter(({ publishedAt }) => publishedAt <= at) }),
	};
}

/** The same of planned work. */
export function maintenanceAsTold(maintenance: Maintenance, at: Instant): Maintenance {
	const updates = maintenance.updates.filter(({ publishedAt }) => publishedAt <= at);
	const said = (statuses: MaintenanceStatus[]) => updates.some(({ status }) => statuses.includes(status));
	return {
		...maintenance,
		status: updates.at(-1)?.status ?? 'scheduled',
		updates,
		startedAt: said(['in_progress', 'verifying', 'completed']) ? maintenance.startedAt : null,
		endedAt: said(['completed', 'cancelled']) ? maintenance.endedAt : null,
	};
}

/** Where a monitor changed its mind, or what sends alerts did, as was told only after an instant. */
export interface LateTurn {
	component: string;
	monitor: string;
	at: Instant;
	failing: boolean;
}

/** What monitors had said before these turns were told: what began with one was not known, and what ended with one went on. */
export function observedWithout(observations: readonly Observation[], late: readonly LateTurn[]): Observation[] {
	const turned = new Set(late.map(({ component, monitor, at, failing }) => `${component} ${monitor} ${at} ${failing}`));
	const came = ({ component, source }: Observation, at: Instant | null, failing: boolean) =>
		turned.has(`${component} ${source} ${at} ${failing}`);
	return observations
		.filter((one) => !came(one, one.from, true))
		.map((one) => (came(one, one.until, false) ? { ...one, until: null } : one));
}

/** What the ledger says, under the slugs of today; words that were redacted since are a mark. */
export function readRecorded<T extends Incident | Maintenance>(
	recorded: unknown,
	names: Pick<Succession, 'now' | 'amendments'>,
): T {
	return JSON.parse(JSON.stringify(recorded), (key, value) => {
		if (isRedacted(value)) return MARK;
		if (key === 'component' || key === 'cause') return typeof value === 'string' ? names.now(value) : value;
		if (key === 'amended' && Array.isArray(value)) return names.amendments(value);
		if (key === 'components' && Array.isArray(value)) return value.map((slug) => names.now(slug));
		return value;
	}) as T;
}

function isRedacted(value: unknown): boolean {
	return value !== null && typeof value === 'object' && 'redacted' in value && Object.keys(value).length === 1;
}
