import type { Catalogue, Component, ComponentStatus } from '../component.ts';
import { type Criticality, type Incident, isOver, touched } from '../incidents/incident.ts';
import type { Instant } from '../instant.ts';
import type { Maintenance } from '../maintenance/maintenance.ts';
import { isAnnouncedWork } from '../maintenance/maintenance-windows.ts';
import type { Observation } from './observation.ts';

/** An incident that nobody has opened yet, although something fails. */
export interface Proposal {
	observation: Observation;
	component: Component;
	/** The systems that rely on a partner that is down. */
	systems: Component[];
}

/**
 * What lasts still, that nobody put aside and no open incident tells: one that says that the component works tells nothing of
 * it. What fails while work is under way is no
 * surprise: it is recorded, and proposes nothing.
 */
export function proposalsFrom(
	observations: readonly Observation[],
	{ components }: Catalogue,
	live: readonly Incident[],
	works: readonly Maintenance[],
	now: Instant,
): Proposal[] {
	const told = new Set(
		live
			.filter((one) => !isOver(one))
			.flatMap((one) => [
				one.cause,
				...[...touched(one)].flatMap(([slug, status]) => (status === 'operational' ? [] : [slug])),
			]),
	);
	const worked = new Set(works.filter((one) => isAnnouncedWork(one, now)).flatMap((one) => one.components));
	return observations.flatMap((observation) => {
		const component = components.find(({ slug }) => slug === observation.component);
		const needsOne =
			observation.until === null && observation.dismissedAt === null && observation.status !== 'under_maintenance';
		if (!component || !needsOne || told.has(component.slug) || worked.has(component.slug)) return [];
		const systems = components.filter(({ dependsOn }) => dependsOn.includes(component.slug));
		return [{ observation, component, systems }];
	});
}

/** How bad it looks, until people say. */
export function proposedCriticality({ observation: { status } }: Proposal): Criticality {
	return criticalityOf(status);
}

/** What the worst status of a component suggests (SLA §2.2): what is down is urgent, what is down in part is high. */
export function criticalityOf(status: ComponentStatus): Criticality {
	if (status === 'major_outage') return 'urgent';
	return status === 'partial_outage' ? 'high' : 'normal';
}
