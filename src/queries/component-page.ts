import type { Instant } from '../domain/instant.ts';
import { formatUptime } from '../domain/uptime.ts';
import { type ComponentRow, rowOf, shownDays } from './component-rows.ts';
import { factsDuring, recordedSince } from './facts.ts';
import { type Fresh, figuresChange, validUntil } from './freshness.ts';
import { type IncidentCard, incidentCard, type NamedComponent, named } from './incident-card.ts';
import { type MaintenanceCard, maintenanceCard } from './maintenance-card.ts';
import { type Reading, worded } from './reading.ts';

export interface ComponentPage extends Fresh {
	component: ComponentRow;
	/** The uptime of each day, per cent, rounded down; null where there is no record. */
	dailyUptime: (string | null)[];
	group: string;
	url: string | null;
	dependsOn: NamedComponent[];
	/** The systems that rely on this partner. */
	reliedOnBy: NamedComponent[];
	incidents: IncidentCard[];
	maintenances: MaintenanceCard[];
	/** When recording began. */
	since: Instant;
	weights: Reading['site']['uptime_weights'];
}

/** Null when there is no such component. */
export async function componentPage(reading: Reading, slug: string): Promise<ComponentPage | null> {
	const { stores, site, now } = reading;
	const catalogue = await stores.components.catalogue();
	const component = catalogue.components.find((one) => one.slug === slug);
	if (!component) return null;
	const shown = shownDays(reading);
	const facts = await factsDuring(reading, shown.range);
	const revisions = await stores.revisions.all();
	const since = (await recordedSince(reading))(slug);
	const group = catalogue.groups.find((one) => one.slug === component.group);
	const touching = facts.incidents.filter(({ changes }) => changes.some((change) => change.component === slug));
	const works = facts.maintenances.filter(({ components }) => components.includes(slug));
	const row = rowOf(reading, component, shown, facts);
	return {
		component: row,
		dailyUptime: row.days.map(({ status, uptime }) => (status === null ? null : formatUptime(uptime))),
		group: group ? worded(reading, group.name).wording : '',
		url: component.url,
		dependsOn: component.dependsOn.map((partner) => named(reading, partner, catalogue)),
		reliedOnBy: catalogue.components
			.filter(({ dependsOn }) => dependsOn.includes(slug))
			.map((system) => named(reading, system.slug, catalogue)),
		incidents: touching.map((incident) => incidentCard(reading, incident, catalogue)),
		maintenances: works.map((one) => maintenanceCard(reading, one, catalogue, revisions)),
		since,
		weights: site.uptime_weights,
		validUntil: validUntil(reading, [figuresChange([row], now)]),
	};
}
