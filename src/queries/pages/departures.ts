import type { Instant } from '../../domain/instant.ts';
import type { Reads } from '../../stores/stores.ts';
import { openOnDeparted } from '../shared/open-on-departed.ts';

/**
 * What `components.yaml` no longer has, with what of it is still going on: a line for each, in words for the operator. A
 * slip of the pen in a slug looks the same. What left before is named as long as an open incident names it.
 */
export async function departures(
	stores: Pick<Reads, 'components' | 'incidents' | 'maintenances' | 'overrides'>,
	now: Instant,
): Promise<string[]> {
	const leaving = await stores.components.leaving();
	const standing = (await openOnDeparted(stores, now)).flatMap(({ incident, components }) =>
		components
			.filter(({ slug }) => !leaving.includes(slug))
			.map(
				({ slug }) =>
					`components.yaml: incident ${incident.id} is open, and "${slug}" is no longer there: no row of the page shows it; resolve it, or correct what it is about`,
			),
	);
	if (leaving.length === 0) return standing;
	const present = { start: now, end: now + 1 };
	const incidents = (await stores.incidents.during(present)).filter(({ resolvedAt }) => resolvedAt === null);
	const works = await stores.maintenances.pending();
	const overrides = (await stores.overrides.during(present)).filter(({ until }) => until === null);
	const gone = leaving.map((slug) => {
		const named = incidents.filter(({ changes }) => changes.some(({ component }) => component === slug));
		const planned = works.filter(({ components }) => components.includes(slug));
		const held = overrides.find(({ component }) => component === slug);
		const open = [
			...named.map(({ id }) => `incident ${id} is open`),
			...planned.map(({ id }) => `maintenance ${id} is planned or under way`),
			...(held ? [`it is set by hand to ${held.status}`] : []),
		];
		const still = open.length === 0 ? '' : `, while ${open.join(', ')}`;
		return `components.yaml: "${slug}" is no longer there${still}: its row leaves the page; a new name keeps its history with formerly: [${slug}]`;
	});
	return [...gone, ...standing];
}
