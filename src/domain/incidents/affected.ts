import type { ComponentStatus } from '../component.ts';
import type { Incident } from './incident.ts';

/** What the incident says that each component suffers, or suffered until it was over. */
function suffered({ changes }: Pick<Incident, 'changes'>, over: boolean): Map<string, ComponentStatus> {
	const last = new Map<string, ComponentStatus>();
	for (const { component, status } of changes) {
		if (!over || status !== 'operational' || !last.has(component)) last.set(component, status);
	}
	return last;
}

/** What each component was when it last did not work; one that always worked is not there. */
export function lastSuffered(incident: Pick<Incident, 'changes'>): Map<string, ComponentStatus> {
	return new Map([...suffered(incident, true)].filter(([, status]) => status !== 'operational'));
}

/**
 * Another set of components: what isn't named was never affected, and what is new, or suffered something else, did so from
 * the start on. What is named as it was keeps its history.
 */
export function withAffected(incident: Incident, components: Record<string, ComponentStatus>): Incident {
	const before = affectedBy(incident);
	const kept = incident.changes.filter(({ component }) => before.get(component) === components[component]);
	const first = incident.updates[0]?.id ?? null;
	const fresh = Object.entries(components)
		.filter(([component, status]) => before.get(component) !== status)
		.map(([component, status]) => ({ component, status, at: incident.startedAt, updateId: first }));
	return { ...incident, changes: [...fresh, ...kept].sort((one, other) => one.at - other.at) };
}

/** What each component suffers by it, by slug; of one that is over, what it suffered. */
export function affectedBy(incident: Incident): Map<string, ComponentStatus> {
	return suffered(incident, incident.resolvedAt !== null);
}

/** In words that a correction can quote: `api: partial_outage, reports: major_outage`. */
export function affectedIn(incident: Incident): string {
	const found = [...affectedBy(incident)];
	found.sort(([one], [other]) => (one < other ? -1 : 1));
	return found.map(([component, status]) => `${component}: ${status}`).join(', ');
}
