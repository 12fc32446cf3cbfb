import { type KnownCatalogue, knownComponent } from '../../domain/component.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Maintenance } from '../../domain/maintenance/maintenance.ts';
import type { FoundKind } from '../../stores/stores.ts';
import type { Reading } from '../shared/reading.ts';
import { type NamedComponent, named } from './incident-card.ts';

const kinds: readonly string[] = ['incident', 'maintenance'] satisfies FoundKind[];

/** What of the history is wanted; null for everything. */
export interface HistoryFilter {
	kind: FoundKind | null;
	/** A slug of today, of a component that may be gone, or may never have been. */
	component: string | null;
}

/** The filter in force, and what else there is to choose. */
export interface FilterCard {
	kind: FoundKind | null;
	component: NamedComponent | null;
	/** Is anything left out? */
	active: boolean;
	/** Has, or had, the site this component? */
	known: boolean;
	components: NamedComponent[];
}

/** A kind that there isn't is no filter. */
export function readFilter({ stores }: Pick<Reading, 'stores'>, query: URLSearchParams): HistoryFilter {
	const kind = query.get('kind');
	const component = query.get('component') || null;
	return {
		kind: kind !== null && kinds.includes(kind) ? (kind as FoundKind) : null,
		component: component && stores.components.succession.now(component),
	};
}

export function filterCard(
	reading: Reading,
	{ kind, component }: HistoryFilter,
	catalogue: KnownCatalogue,
): FilterCard {
	return {
		kind,
		component: component === null ? null : named(reading, component, catalogue),
		active: kind !== null || component !== null,
		known: component === null || knownComponent(catalogue, component) !== undefined,
		components: [...catalogue.components, ...catalogue.departed].map(({ slug }) => named(reading, slug, catalogue)),
	};
}

export function wantsIncident({ kind, component }: HistoryFilter, { changes }: Incident): boolean {
	return kind !== 'maintenance' && (component === null || changes.some((change) => change.component === component));
}

export function wantsMaintenance({ kind, component }: HistoryFilter, { components }: Maintenance): boolean {
	return kind !== 'incident' && (component === null || components.includes(component));
}
