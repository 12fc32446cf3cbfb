import { type ComponentStatus, worst } from '../../domain/component.ts';
import { lastSuffered } from '../../domain/incidents/affected.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { failingNow } from '../shared/failing-now.ts';
import type { Reading } from '../shared/reading.ts';

/** What a reopening says of each component unless somebody chooses otherwise: what is measured, else what it was before it worked again. */
export async function statusesToReopen(reading: Reading, incident: Incident): Promise<Map<string, ComponentStatus>> {
	const measured = (await failingNow(reading)).filter(({ status }) => status !== 'under_maintenance');
	const failing = Map.groupBy(measured, ({ component }) => component);
	const before = lastSuffered(incident);
	const components = new Set(incident.changes.map(({ component }) => component));
	return new Map(
		[...components].map((slug) => {
			const said = failing.get(slug)?.map(({ status }) => status);
			return [slug, said ? worst(said) : (before.get(slug) ?? 'operational')];
		}),
	);
}
