import type { Catalogue } from '../domain/component.ts';
import { Succession } from '../domain/succession.ts';
import type { Engine } from './engine.ts';
import { ComponentStore } from './sql/components.ts';
import { HeartbeatStore } from './sql/heartbeats.ts';
import { IdentityStore } from './sql/identities.ts';
import { ImportStore } from './sql/imports.ts';
import { IncidentStore } from './sql/incidents.ts';
import { LeaseStore } from './sql/leases.ts';
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
import { VerdictStore } from './sql/verdicts.ts';

type Opened = ReturnType<typeof openStores>;

/** Every store, as whoever uses it sees it: over one database, or as it was at an instant. */
export type Stores = { [Store in keyof Opened]: { [Method in keyof Opened[Store]]: Opened[Store][Method] } };

/** @param own the operator's components, from content/components.yaml */
export function openStores(engine: Engine, own: Catalogue) {
	const publications = new Publications(engine);
	const names = new Succession(own.components);
	return {
		publications,
		components: new ComponentStore(engine, own, names),
		identities: new IdentityStore(engine),
		heartbeats: new HeartbeatStore(engine),
		imports: new ImportStore(publications, names),
		incidents: new IncidentStore(engine, publications, names),
		leases: new LeaseStore(engine),
		maintenances: new MaintenanceStore(engine, publications, names),
		maintenanceSeries: new MaintenanceSeriesStore(engine, publications, names),
		observations: new ObservationStore(engine, publications, names),
		overrides: new OverrideStore(engine, publications, names),
		partnerReadings: new PartnerReadingStore(engine, publications, names),
		receipts: new ReceiptStore(engine),
		redactions: new RedactionStore(engine, publications, names),
		reminders: new ReminderStore(engine),
		reports: new ReportStore(engine, publications),
		revisions: new RevisionStore(engine, publications),
		samples: new SampleStore(engine, publications, names),
		search: new SearchStore(engine, names),
		tickets: new TicketStore(engine, publications, names),
		tokens: new TokenStore(engine),
		verdicts: new VerdictStore(engine, publications),
	};
}
