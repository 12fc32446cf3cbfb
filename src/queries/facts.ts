import type { Interval } from '../domain/instant.ts';
import type { Facts } from '../domain/status.ts';
import type { Stores } from '../stores/stores.ts';

/** Everything that says what a component's status was at some instant of the range. */
export async function factsDuring({ incidents, maintenances, overrides }: Stores, range: Interval): Promise<Facts> {
	return {
		incidents: await incidents.during(range),
		maintenances: await maintenances.during(range),
		overrides: await overrides.during(range),
	};
}
