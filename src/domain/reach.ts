import { reachOf } from './event.ts';
import type { Incident } from './incidents/incident.ts';
import type { Instant } from './instant.ts';
import type { Maintenance } from './maintenance/maintenance.ts';

type Dated = Pick<Incident, 'startedAt' | 'detectedAt' | 'acceptedAt' | 'publishedAt' | 'changes'>;

/** How far back it reaches when an incident changes: to the earliest instant that it spoke of before, or speaks of now. */
export function reachOfIncident(...versions: Dated[]): Instant {
	return reachOf(
		...versions.flatMap(({ startedAt, detectedAt, acceptedAt, publishedAt, changes }) => {
			return [startedAt, detectedAt, acceptedAt, publishedAt, ...changes.map(({ at }) => at)];
		}),
	);
}

/** The same of maintenance, planned and done. */
export function reachOfMaintenance(...versions: Pick<Maintenance, 'planned' | 'startedAt' | 'publishedAt'>[]): Instant {
	return reachOf(...versions.flatMap(({ planned, startedAt, publishedAt }) => [planned.start, startedAt, publishedAt]));
}
