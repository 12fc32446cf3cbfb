import type { Instant } from './instant.ts';
import type { Succession } from './succession.ts';
import type { Text } from './text.ts';
import type { AlertRule } from './watch/alert.ts';
import type { Monitor } from './watch/monitor.ts';
import type { PartnerWatch } from './watch/partner-watch.ts';

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
	/** The slugs that it had before: what is recorded under them is its own. */
	formerly: string[];
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
	/** Which alerts are about it; absent where none is. */
	alerts?: AlertRule | undefined;
}

export interface Group {
	slug: string;
	name: Text;
}

export interface Catalogue {
	groups: Group[];
	components: Component[];
}

/** A component that is in components.yaml no more, as it was last known. */
export interface DepartedComponent extends Component {
	/** When a start first did without it. */
	leftAt: Instant;
}

/** What the site has, and what it had. */
export interface KnownCatalogue extends Catalogue {
	departed: DepartedComponent[];
	succession: Succession;
}

/** By the slug of today, or one of before; what has left, too. */
export function knownComponent(
	{ components, departed, succession }: KnownCatalogue,
	slug: string,
): Component | undefined {
	const current = succession.now(slug);
	return [...components, ...departed].find((one) => one.slug === current);
}

/** Why nothing can be said of a component by this slug any more, or never could. */
export function whyUnknown({ departed, succession }: KnownCatalogue, slug: string): string {
	if (succession.now(slug) !== slug) return `"${slug}" is called "${succession.now(slug)}" now`;
	if (departed.some((one) => one.slug === slug)) return `"${slug}" is no longer part of this site`;
	return `There is no component "${slug}"`;
}

export function worst(statuses: Iterable<ComponentStatus>): ComponentStatus {
	let found = 0;
	for (const status of statuses) found = Math.max(found, componentStatuses.indexOf(status));
	return componentStatuses[found] as ComponentStatus;
}
