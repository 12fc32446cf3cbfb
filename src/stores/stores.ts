import type { Catalogue } from '../domain/component.ts';
import { Succession } from '../domain/succession.ts';
import { ComponentStore } from './sql/components.ts';
import { HeartbeatStore } from './sql/heartbeats.ts';
import { IdentityStore } from './sql/identities.ts';
import { ImportStore } from './sql/imports.ts';
import { IncidentStore } from './sql/incidents.ts';
import { MaintenanceSeriesStore } from './sql/maintenance-series.ts';
import { MaintenanceStore } from './sql/maintenances.ts';
import { ObservationStore } from './sql/observations.ts';
import { OverrideStore } from './sql/overrides.ts';
import { PartnerReadingStore } from './sql/partner-readings.ts';
import { Publications } from './sql/publications.ts';
import { ReceiptStore } from './sql/receipts.ts';
import { RedactionStore } from './sql/redactions.ts';
import { ReminderStore } from './sql/reminders.ts';
import { ReportStore } from './sql/reports.ts';
import { RevisionStore } from './sql/revisions.ts';
import { SampleStore } from './sql/samples.ts';
import { SearchStore } from './sql/search.ts';
import { TicketStore } from './sql/tickets.ts';
import { TokenStore } from './sql/tokens.ts';
import type { Database } from './sqlite/open.ts';

type Opened = ReturnType<typeof openStores>;

/** Every store, as whoever uses it sees it: over one database, or as it was at an instant. */
export type Stores = { [Store in keyof Opened]: { [Method in keyof Opened[Store]]: Opened[Store][Method] } };

/** @param own the operator's components, from content/components.yaml */
export function openStores(database: Database, own: Catalogue) {
	const publications = new Publications(database);
	const names = new Succession(own.components);
	return {
		publications,
		components: new ComponentStore(database, own, names),
		identities: new IdentityStore(database),
		heartbeats: new HeartbeatStore(database),
		imports: new ImportStore(publications, names),
		incidents: new IncidentStore(database, publications, names),
		maintenances: new MaintenanceStore(database, publications, names),
		maintenanceSeries: new MaintenanceSeriesStore(database, publications, names),
		observations: new ObservationStore(database, publications, names),
		overrides: new OverrideStore(database, publications, names),
		partnerReadings: new PartnerReadingStore(database, publications, names),
		receipts: new ReceiptStore(database),
		redactions: new RedactionStore(database, publications, names),
		reminders: new ReminderStore(database),
		reports: new ReportStore(database, publications),
		revisions: new RevisionStore(database, publications),
		samples: new SampleStore(database, publications, names),
		search: new SearchStore(database, names),
		tickets: new TicketStore(database, publications, names),
		tokens: new TokenStore(database),
	};
}
