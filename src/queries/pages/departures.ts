import type { Instant } from '../../domain/instant.ts';
import type { Reads } from '../../stores/stores.ts';

/**
 * What `components.yaml` no longer has, with what of it is still going on: a line for each, in words for the operator. A
 * slip of the pen in a slug looks the same.
 */
export async function departures(
	stores: Pick<Reads, 'components' | 'incidents' | 'maintenances' | 'overrides'>,
	now: Instant,
): Promise<string[]> {
	const leaving = await stores.components.leaving();
	if (leaving.length === 0) return [];
	const present = { start: now, end: now + 1 };
	const incidents = (await stores.incidents.during(present)).filter(({ resolvedAt }) => resolvedAt === null);
	const works = await stores.maintenances.pending();
	const overrides = (await stores.overrides.during(present)).filter(({ until }) => until === null);
	return leaving.map((slug) => {
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
}
