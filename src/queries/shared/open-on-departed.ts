import type { DepartedComponent } from '../../domain/component.ts';
import { type Incident, touched } from '../../domain/incidents/incident.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Reads } from '../../stores/stores.ts';

/** An open incident by which something fails that is in `components.yaml` no more, so that no row of the page shows it. */
export interface OnDeparted {
	incident: Incident;
	components: DepartedComponent[];
}

/** Everything that says so asks here: the console, the start, `vigente check` and `/api/v2`. */
export async function openOnDeparted(
	stores: Pick<Reads, 'components' | 'incidents'>,
	now: Instant,
): Promise<OnDeparted[]> {
	const { departed } = await stores.components.catalogue();
	if (departed.length === 0) return [];
	const open = (await stores.incidents.during({ start: now, end: now + 1 })).filter((one) => one.resolvedAt === null);
	return open.flatMap((incident) => {
		const suffered = touched(incident);
		const components = departed.filter(({ slug }) => (suffered.get(slug) ?? 'operational') !== 'operational');
		return components.length === 0 ? [] : [{ incident, components }];
	});
}
