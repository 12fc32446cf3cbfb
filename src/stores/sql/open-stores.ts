import type { Catalogue } from '../../domain/component.ts';
import type { Calendar } from '../../domain/sla/calendar.ts';
import { Succession } from '../../domain/succession.ts';
import type { Area } from '../../domain/waiting-post.ts';
import type { Engine } from '../engine.ts';
import type { Stores } from '../stores.ts';
import { AlertStore } from './alerts.ts';
import { BackupStore } from './backups.ts';
import { ComponentStore } from './components.ts';
import { ContentReadingStore } from './content-readings.ts';
import { DeliveryStore } from './deliveries.ts';
import { HeartbeatStore } from './heartbeats.ts';
import { IdentityStore } from './identities.ts';
import { ImportedFigureStore } from './imported-figures.ts';
import { ImportStore } from './imports.ts';
import { IncidentStore } from './incidents.ts';
import { LeaseStore } from './leases.ts';
import { LogKeyStore } from './log-keys.ts';
import { LogTileStore } from './log-tiles.ts';
import { LogWitnessStore } from './log-witnesses.ts';
import { MaintenanceSeriesStore } from './maintenance-series.ts';
import { MaintenanceStore } from './maintenances.ts';
import { ObservationStore } from './observations.ts';
import { OverrideStore } from './overrides.ts';
import { PartnerReadingStore } from './partner-readings.ts';
import { PersonStore } from './people.ts';
import { Publications } from './publications.ts';
import { ReceiptStore } from './receipts.ts';
import { RecordCheck } from './record-check.ts';
import { RedactionStore } from './redactions.ts';
import { ReminderStore } from './reminders.ts';
import { ReportStore } from './reports.ts';
import { RevisionDraftStore } from './revision-drafts.ts';
import { RevisionStore } from './revisions.ts';
import { SampleStore } from './samples.ts';
import { SearchStore } from './search.ts';
import { SubscriberStore } from './subscribers.ts';
import { TicketStore } from './tickets.ts';
import { TokenStore } from './tokens.ts';
import { VerdictStore } from './verdicts.ts';
import { WaitingPostStore } from './waiting-posts.ts';

/**
 * @param own the operator's components, from content/components.yaml
 * @param calendar the site's office hours, for revisions of before they had their own
 * @param approval of what a second person is asked before it is published
 */
export function openStores(
	engine: Engine,
	own: Catalogue,
	calendar?: Calendar,
	approval: readonly Area[] = [],
): Stores & { publications: Publications } {
	const publications = new Publications(engine, approval);
	const names = new Succession(own.components);
	return {
		publications,
		alerts: new AlertStore(engine, publications, names),
		components: new ComponentStore(engine, own, names),
		deliveries: new DeliveryStore(engine, publications),
		identities: new IdentityStore(engine),
		heartbeats: new HeartbeatStore(engine),
		importedFigures: new ImportedFigureStore(engine, publications, names),
		imports: new ImportStore(publications, names),
		incidents: new IncidentStore(engine, publications, names),
		leases: new LeaseStore(engine),
		maintenances: new MaintenanceStore(engine, publications, names),
		maintenanceSeries: new MaintenanceSeriesStore(engine, publications, names),
		observations: new ObservationStore(engine, publications, names),
		overrides: new OverrideStore(engine, publications, names),
		partnerReadings: new PartnerReadingStore(engine, publications, names),
		receipts: new ReceiptStore(engine),
		people: new PersonStore(engine, publications),
		contentReadings: new ContentReadingStore(engine, publications),
		backups: new BackupStore(engine),
		redactions: new RedactionStore(engine, publications, names),
		reminders: new ReminderStore(engine),
		reports: new ReportStore(engine, publications),
		revisionDrafts: new RevisionDraftStore(engine),
		revisions: new RevisionStore(engine, publications, calendar),
		samples: new SampleStore(engine, publications, names),
		search: new SearchStore(engine, names),
		subscribers: new SubscriberStore(engine, publications),
		tickets: new TicketStore(engine, publications, names),
		tokens: new TokenStore(engine, publications),
		verdicts: new VerdictStore(engine, publications),
		logTiles: new LogTileStore(engine),
		logKeys: new LogKeyStore(engine, publications),
		logWitnesses: new LogWitnessStore(engine),
		waitingPosts: new WaitingPostStore(engine, publications),
		recordCheck: new RecordCheck(engine),
	};
}
