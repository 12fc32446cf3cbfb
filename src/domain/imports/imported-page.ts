import type { ComponentStatus } from '../component.ts';
import type { Incident } from '../incidents/incident.ts';
import type { Instant } from '../instant.ts';
import type { Maintenance } from '../maintenance/maintenance.ts';

/** Whoever takes them over gives them their numbers. */
export type ImportedIncident = Omit<Incident, 'number'>;
export type ImportedMaintenance = Omit<Maintenance, 'number'>;

export interface ImportedComponent {
	externalId: string;
	slug: string;
	name: string;
	description: string | null;
	position: number;
	/** The status that the page shows although no incident explains it. */
	override: { status: ComponentStatus; from: Instant } | null;
}

/** Another provider's status page, in our words. */
export interface ImportedPage {
	id: string;
	name: string;
	components: ImportedComponent[];
	incidents: ImportedIncident[];
	maintenances: ImportedMaintenance[];
}
