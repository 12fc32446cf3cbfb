import type { Monitor } from './monitor.ts';
import type { PartnerWatch } from './partner-watch.ts';
import type { Text } from './text.ts';

/** From best to worst: where several apply, the worst is shown. */
export const componentStatuses = [
	'operational',
	'under_maintenance',
	'degraded_performance',
	'partial_outage',
	'major_outage',
] as const;
export type ComponentStatus = (typeof componentStatuses)[number];
/** What is shown: nobody may know the status, for want of a measurement or of a record. */
export type ShownStatus = ComponentStatus | 'unknown';
export const shownStatuses = [...componentStatuses, 'unknown'] as const;

/** What has a status: a system that we run, or a partner that another company runs. */
export interface Component {
	slug: string;
	kind: 'system' | 'partner';
	name: Text;
	description: Text;
	group: string;
	/** Slugs of the partners that this system relies on; empty for a partner. */
	dependsOn: string[];
	/** Where a partner speaks for itself. */
	url: string | null;
	/** What measures it. */
	monitors: Monitor[];
	/** How a partner's own page is followed; null where nobody does. */
	watch: PartnerWatch | null;
}

export interface Group {
	slug: string;
	name: Text;
}

export interface Catalogue {
	groups: Group[];
	components: Component[];
}

export function worst(statuses: Iterable<ComponentStatus>): ComponentStatus {
	let found = 0;
	for (const status of statuses) found = Math.max(found, componentStatuses.indexOf(status));
	return componentStatuses[found] as ComponentStatus;
}
