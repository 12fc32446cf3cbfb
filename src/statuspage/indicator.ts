import type { ComponentStatus } from '../domain/component.ts';
import type { Headline } from '../domain/status/headline.ts';

/** What a page of Statuspage says at its top. */
export interface PageStatus {
	indicator: 'none' | 'minor' | 'major' | 'critical' | 'maintenance';
	description: string;
}

const unknown: PageStatus = { indicator: 'minor', description: 'Status Not Known' };
const degraded: PageStatus = { indicator: 'minor', description: 'Partially Degraded Service' };
const maintenance: PageStatus = { indicator: 'maintenance', description: 'Service Under Maintenance' };

/**
 * It follows from the systems, as Statuspage computes it
 * (https://support.atlassian.com/statuspage/docs/top-level-status-and-incident-impact-calculations/). Where they are well,
 * it says no more than our own headline: all is operational only where that is known.
 *
 * @param systems the status of each
 */
export function pageStatus(systems: readonly ComponentStatus[], headline: Headline): PageStatus {
	const number = (status: ComponentStatus) => systems.filter((one) => one === status).length;
	const [major, partial] = [number('major_outage'), number('partial_outage')];
	if (major > 0 && major === systems.length) return { indicator: 'critical', description: 'Major Service Outage' };
	if (major > 0 || (partial > 0 && partial === systems.length))
		return { indicator: 'major', description: 'Partial System Outage' };
	if (partial > 0) return { indicator: 'minor', description: 'Minor Service Outage' };
	if (headline.mark === 'degraded_performance') return degraded;
	if (headline.kind === 'as_told') return { indicator: 'none', description: 'No Known Incidents' };
	if (headline.mark === 'unknown') return unknown;
	if (headline.mark === 'under_maintenance') return maintenance;
	return { indicator: 'none', description: 'All Systems Operational' };
}

/** A component of which nobody knows is never called operational: clients have no word for it. */
export function statedStatus(status: ComponentStatus | 'unknown'): ComponentStatus {
	return status === 'unknown' ? 'degraded_performance' : status;
}
