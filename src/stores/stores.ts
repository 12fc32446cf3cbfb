import type { ComponentStatus, KnownCatalogue } from '../domain/component.ts';
import type { ContentChange } from '../domain/content-change.ts';
import type { Difference } from '../domain/difference.ts';
import type { EventKind, PublicEvent } from '../domain/event.ts';
import type { ImportedPage } from '../domain/imports/imported-page.ts';
import type { Incident } from '../domain/incidents/incident.ts';
import type { Redaction } from '../domain/incidents/redaction.ts';
import type { Instant, Interval } from '../domain/instant.ts';
import type { LedgerEntry, LedgerFilter } from '../domain/ledger.ts';
import type { TextBeside } from '../domain/ledger-texts.ts';
import type { LogKey } from '../domain/log/signing-key.ts';
import type { TilePlace, Tiles } from '../domain/log/tiles.ts';
import type { Maintenance } from '../domain/maintenance/maintenance.ts';
import type { MaintenanceSeries, Materialised, SeriesChange } from '../domain/maintenance/maintenance-series.ts';
import type { RecordedReminder, Reminder } from '../domain/maintenance/reminder.ts';
import type { Delivery, DeliveryState } from '../domain/notices/delivery.ts';
import type { Channel, Lane, Subscriber } from '../domain/notices/subscriber.ts';
import type {
	LinkLetter,
	Person,
	PersonLetter,
	ReviewLetter,
	Role,
	SecurityChange,
	SecurityLetter,
	UpdateReminder,
} from '../domain/person.ts';
import type { Writing } from '../domain/publication.ts';
import type { FigureChange } from '../domain/report/report-figures.ts';
import type { DraftAuthor, DraftNote, DraftVersion } from '../domain/sla/draft-version.ts';
import type { NewRevision, Revision } from '../domain/sla/revision.ts';
import type { RecordedTicket, Ticket } from '../domain/sla/ticket.ts';
import type { NewVerdict, Promisee, Verdict, Withdrawal } from '../domain/sla/verdict.ts';
import type { LateTurn } from '../domain/status/as-published.ts';
import type { Override } from '../domain/status/status.ts';
import type { Succession } from '../domain/succession.ts';
import type { Text } from '../domain/text.ts';
import type { Token } from '../domain/token.ts';
import type { WaitingPost } from '../domain/waiting-post.ts';
import type { AlertsAfter, AlertsBefore } from '../domain/watch/alert-observations.ts';
import type { FiguresToKeep, ImportedFigure, ImportedSum, KnownFigures } from '../domain/watch/imported-figure.ts';
import type { Turn } from '../domain/watch/judgement.ts';
import type { Monitor, Sample } from '../domain/watch/monitor.ts';
import type { Coverage, Observation } from '../domain/watch/observation.ts';
import type { PartnerReading } from '../domain/watch/partner-watch.ts';
import type { ResponseTimes } from '../domain/watch/response-times.ts';
import type { Listener } from './audience.ts';
import type { Transaction } from './engine.ts';

/** What is done within a transaction that somebody else has begun. */
export type Work<T> = (tx: Transaction) => Promise<T>;

/** As the ledger keeps it, under the slugs of then. */
export interface LateJudgement {
	turns: LateTurn[];
	/** What was not measured before, or begins to be measured again. */
	resumed: { component: string; monitor: string; from: Instant }[];
}

/** How much was not here before. */
export interface Imported {
	components: number;
	incidents: number;
	maintenances: number;
	/** Incidents and maintenances that were here, and of which there was something new. */
	updated: number;
}

/** Looks at the status that is set by hand, inside the transaction that changes it, and throws to keep it. */
export type Check = (standing: Override | null) => void;

/** How it went last with a partner's own page. */
export interface PartnerState {
	component: string;
	etag: string | null;
	/** When it was last read, and what it said then. */
	readAt: Instant | null;
	status: ComponentStatus | null;
	/** Since when it can't be read, and why; null while it can. */
	failedSince: Instant | null;
	failure: string | null;
}

export interface Receipt {
	requestSha256: string;
	/** The number of what it published. */
	publication: number;
	/** Null when the server died between writing and answering. */
	answer: Answer | null;
	/** What the request made, for example `incident/k3j9x0c2m1aa`. */
	subject: string;
	/** What the ledger says of it, as JSON. */
	published: string;
}

export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: string;
}

/** What is to go, and why. */
export interface Wish {
	words: string;
	reason: Text;
}

/** Throws to change nothing. @param isRecorded do the words stand in the ledger? */
export type Decide<T> = (one: T, isRecorded: boolean) => void;

export interface FrozenMonth {
	document: string;
	/** 'YYYY-MM' */
	month: string;
	/** Canonical JSON. */
	figures: string;
	/** Of `figures`, byte for byte. */
	sha256: string;
	/** What of site.yaml they were computed with, as JSON. */
	basis: string;
	frozenAt: Instant;
	/** The number of the last publication that was looked at for corrections. */
	checked: number;
}

export interface Correction {
	at: Instant;
	changes: FigureChange[];
}

/** Samples of one monitor of one component, in any order. */
export interface MeasuredBatch {
	component: string;
	monitor: Pick<Monitor, 'name' | 'intervalMillis' | 'attempts' | 'sets' | 'status' | 'hours'> & Partial<Monitor>;
	samples: Sample[];
}

/** What only the site knows: its calendar, its office, and how identifiers are made. */
export interface SampleRules {
	dayStart: (at: Instant) => Instant;
	/** Is it no gap when nothing was measured between two instants? */
	bridged: (monitor: MeasuredBatch['monitor'], from: Instant, until: Instant) => boolean;
	newId: () => string;
}

/** What came of a batch: how many samples were new, and what their monitors turned to. */
export interface Recorded {
	recorded: number;
	turns: (Turn & { component: string; monitor: string })[];
}

export interface Rollup {
	component: string;
	monitor: string;
	start: Instant;
	count: number;
	failed: number;
	times: ResponseTimes;
}

export interface Wanted {
	/** As a visitor typed them; null for everything. */
	words: string | null;
	/** What starts later is left out; null for nothing. */
	before: Instant | null;
	/** Null for both. */
	kind: FoundKind | null;
	/** The slug of a component that it touched; null for any. */
	component: string | null;
}

export type FoundKind = 'incident' | 'maintenance';

export interface SearchResult {
	/** Newest first, by when it started or was planned for. */
	found: Found[];
	/** How many there are in all, counted up to a thousand. */
	total: number;
	/** Are there more than were counted? */
	isMore: boolean;
}

export interface Found {
	kind: FoundKind;
	id: string;
}

/** What a batch came to. */
export interface TicketsRecorded {
	/** New, or changed by it. */
	recorded: number;
	/** Known already, just as reported. */
	unchanged: number;
}

export interface TicketFilter {
	document?: string;
	/** Of receipt. */
	received?: Interval;
}

/** An incident or a ticket whose promises have to be looked at. */
export interface Due {
	/** In the words of its own table: the id of an incident, the reference of a ticket. */
	id: string;
	/** Is it older than verdicts? */
	isOld: boolean;
}

/** What was found about one incident or ticket. */
export interface Finding {
	of: Promisee;
	verdicts: NewVerdict[];
	withdrawn: { id: string; reason: Withdrawal['reason'] }[];
	/** Was published why its deadline was missed? */
	justified: 'all' | string[];
	nextAt: Instant | null;
}

/** Which part of the register: misses that stand, or what was withdrawn or replaced. */
export type RegisterPart = 'misses' | 'others';

export interface Register {
	verdicts: Verdict[];
	total: number;
}

/** The ledger, and the one way by which anything becomes public. */
export interface PublicationReads {
	/** The last entry about a subject, such as `incident/k3j9x0c2m1aa`. @param actions such as `incident.%` */
	lastAbout(subject: string, actions: string): Promise<LedgerEntry | null>;
	/** The import that last told of an incident or a maintenance. */
	lastImportOf(id: string): Promise<LedgerEntry | null>;
	find(number: number): Promise<LedgerEntry | null>;
	/** The number of the last publication, by this process or another. @throws when the database cannot be read */
	current(): number;

	/** The number of the last publication since the start that took words away, as of the last `current`; else 0. Nothing is read. */
	lastRedaction(): number;

	/**
	 * Tells a listener the number of each publication from now on, once and in order: of this process's as soon as it is
	 * committed; of another's within 250 ms while a server runs, and if PostgreSQL's notice of it was lost within about a
	 * second. What it was about is for the listener to ask.
	 *
	 * @returns stops it
	 */
	heed(listener: Listener): () => void;

	/** What became of the file of the database, in words; null while it is in its place. */
	lost(): string | null;

	/** What is written into a file that was removed is written nowhere. @throws DomainError `unavailable` */
	refuseLost(): void;

	/** The number of the last publication, as the database has it now; 0 before the first. */
	last(): Promise<number>;

	/** Oldest first, a page at a time: the chain may be long. */
	entries(after: number, limit: number): Promise<LedgerEntry[]>;

	/** How far back the publications after a number reach: the earliest instant whose figures they may change. */
	reachAfter(number: number): Promise<Instant>;

	/** The numbers of the publications after a number that may change figures of before an instant, oldest first. */
	bearing(after: number, before: Instant, limit: number): Promise<number[]>;

	/** What was published after a number was about: for example `incident/k3j9x0c2m1aa`. */
	subjectsAfter(number: number): Promise<string[]>;

	/** All that was published of one thing, oldest first. @param subject for example `incident/k3j9x0c2m1aa` */
	about(subject: string): Promise<LedgerEntry[]>;

	withNumbers(numbers: number[]): Promise<LedgerEntry[]>;

	/** What was published of one kind at these instants, oldest first. */
	ofKindAt(kind: EventKind, instants: Instant[]): Promise<LedgerEntry[]>;

	/** The first thing that was ever recorded. */
	first(): Promise<LedgerEntry | undefined>;

	/** What was last said of each subject by an instant, with the words that are still there. @param kind such as `incident` */
	saidBy(at: Instant, kind: string): Promise<{ subject: string; data: unknown }[]>;

	/** What was made of measurements after an instant, where it may be about the time until then. */
	judgedAfter(at: Instant): Promise<LateJudgement[]>;

	/** What came with imports by an instant. */
	importedBy(at: Instant): Promise<Set<string>>;

	/** Newest first. @param filter of all, where there is none */
	newest(before: number | null, limit: number, filter?: LedgerFilter): Promise<LedgerEntry[]>;

	/** What people wrote of these publications, by number, where it still is. */
	textsOf(numbers: number[]): Promise<Map<number, TextBeside[]>>;

	/** Those that say what was redacted. */
	redactions(): Promise<LedgerEntry[]>;
}

/** The operator's own components, those that came with imported pages, and those that have left. */
export interface ComponentReads {
	/** What components were called before. */
	readonly succession: Succession;

	catalogue(): Promise<KnownCatalogue>;

	/** The slug of each component that an import brought, by its id over there. */
	importedSlugs(): Promise<Map<string, string>>;

	/** The slugs of those that were the operator's at the last start, and are no longer. */
	leaving(): Promise<string[]>;
}

export interface ComponentWrites {
	/** Notes which components of the operator's there are, by which names: those that are not among them have left. */
	note(at: Instant): Promise<void>;
}

/** Whom we tell. Not public: the ledger has only what is done to them by hand, without addresses. */
export interface SubscriberReads {
	find(id: string): Promise<Subscriber | undefined>;

	/** Newest first. */
	list(): Promise<Subscriber[]>;

	/** All, by their ids, after one of them; '' for the first. */
	after(id: string, limit: number): Promise<Subscriber[]>;

	/** Those who hear of publications, by their ids, after one of them; '' for the first. */
	hearingAfter(id: string, limit: number): Promise<Subscriber[]>;

	/** How many hear of publications, by channel; none of those by which nobody does. */
	hearingByChannel(): Promise<ReadonlyMap<Subscriber['channel'], number>>;

	/** All that have this address by this channel. */
	withAddress(channel: Subscriber['channel'], address: string): Promise<Subscriber[]>;

	/** @param sha256 of an address: has it been taken off once? */
	hasDeparted(sha256: string): Promise<boolean>;
}

/** What a person does to them by hand stands in the ledger: how many, or which by its opaque id, and never an address. */
export interface SubscriberWrites {
	/** @param challenge the question whether its receiver wants to hear anything; null where that is known */
	add(subscriber: Subscriber, challenge: NewDelivery | null, writing: Writing): Promise<void>;

	/** The same, unless somebody is told of the same at the same address already. @returns whether it was added */
	addUnlessKnown(subscriber: Subscriber, challenge: NewDelivery | null, writing: Writing): Promise<boolean>;

	/** In one transaction. Who has the same address for the same already stays as it is. @returns how many were added */
	addAll(
		all: readonly { subscriber: Subscriber; challenge: NewDelivery | null }[],
		writing: Writing,
		at: Instant,
	): Promise<number>;

	/**
	 * Adds one who asks, unless somebody has asked with the same address for the same before: who never confirmed it is taken
	 * at the new word, and asked again; who did is sent the way to what was chosen.
	 *
	 * @param first what is sent to whom nobody knows yet, or who never confirmed
	 */
	ask(subscriber: Subscriber, first: NewDelivery, again: NewDelivery): Promise<void>;

	/** Its receiver wants to hear, from now on, and whatever was refused before. */
	confirm(id: string, at: Instant): Promise<void>;

	/** @returns false where there is no such subscriber */
	prefer(id: string, wish: Preferences): Promise<boolean>;

	/** Nothing goes there any more until its owner asks for it. All that is due is given up, for that reason. */
	quarantine(id: string, at: Instant): Promise<void>;

	/** The secret so far is good for a day beside the new one. @returns false where there is no such subscriber */
	rotate(id: string, secret: string, writing: Writing, at: Instant): Promise<boolean>;

	/** Publishes that somebody has the addresses of so many. */
	noteDownload(count: number, writing: Writing, at: Instant): Promise<void>;

	/** With all that was to be sent, or was. @returns false where there is no such subscriber */
	remove(id: string, writing: Writing, at: Instant): Promise<boolean>;

	/** All that its address is told by this channel, as its owner wants. @param sha256 the digest of the address, which stays */
	depart(subscriber: Pick<Subscriber, 'channel' | 'address'>, sha256: string, at: Instant): Promise<void>;

	/** The digest of an address that was taken off, which no list brings back. */
	noteDeparted(sha256: string, at: Instant): Promise<void>;

	/** Those who asked before, and never confirmed. */
	forgetUnconfirmed(before: Instant): Promise<void>;
}

/** What a subscriber may change at any time. */
export type Preferences = Pick<Subscriber, 'topics' | 'components' | 'turnsOnly' | 'language'>;

export type NewDelivery = Pick<Delivery, 'id' | 'kind' | 'source' | 'lane' | 'subscriberId' | 'createdAt'>;

/** Something of which somebody may have to be told. */
export interface Waiting {
	source: string;
	/** The id of the last subscriber for whom it was seen to; '' for none. */
	after: string;
}

/** How an attempt ended. */
export interface Attempt {
	state: DeliveryState;
	/** When it is tried again; null where it is not. */
	dueAt: Instant | null;
	/** What the receiver answered; null where it did not. */
	status: number | null;
	failure: string | null;
	/** Was its address refused for good? */
	isRefusal: boolean;
	at: Instant;
}

export interface DeliveryReads {
	/** The oldest publication, else reminder, that is not seen to; null where all are. */
	waiting(): Promise<Waiting | null>;

	/** When one may be tried next; null where none is due. */
	nextDue(lane: Lane): Promise<Instant | null>;

	/** Which of these subscribers were told, or are about to be, of any of these sources. */
	toldOf(sources: string[], subscriberIds: string[]): Promise<Set<string>>;

	find(id: string): Promise<Delivery | undefined>;

	/** How many there are of each state. */
	counts(): Promise<Readonly<Record<DeliveryState, number>>>;

	/** How many tell of one source, by channel and state; of subscribers who are still there. */
	countsOf(source: string): Promise<{ channel: Channel; state: DeliveryState; count: number }[]>;

	/** Newest first. @param state null for all */
	list(state: DeliveryState | null, limit: number): Promise<Delivery[]>;
}

export interface DeliveryWrites {
	/**
	 * Makes deliveries of a publication or a reminder, unless another process has made them meanwhile.
	 *
	 * @param until the id of the last subscriber who was looked at; null once all were
	 */
	make(waiting: Waiting, made: NewDelivery[], until: string | null): Promise<void>;

	add(delivery: NewDelivery): Promise<void>;
	/** The same, for somebody who asks for it by hand. */
	ask(delivery: NewDelivery, writing: Writing, at: Instant): Promise<void>;

	/** Takes some that are due, what was never tried first, the longest due before the others: until then nobody else gets them. */
	claim(lane: Lane, now: Instant, until: Instant, limit: number): Promise<Delivery[]>;

	/** Gives one back that was claimed, and not tried. */
	release(id: string, at: Instant): Promise<void>;

	/** In one transaction. Nothing of those whose subscriber has gone. */
	attempted(all: readonly (Attempt & { id: string })[]): Promise<void>;

	/** From the beginning. @returns null where it is not parked */
	retry(id: string, writing: Writing, at: Instant): Promise<Delivery | null>;

	/** As `retry`, all that are parked. @returns how many */
	retryAll(writing: Writing, at: Instant): Promise<number>;

	/** Those that ended before. @returns how many */
	forget(before: Instant): Promise<number>;
}

/** What a site is known by for ever. */
export interface IdentityReads {
	/** The authority in the ids of feeds and their entries (RFC 4151); null before the first start. */
	ofFeeds(): Promise<string | null>;
}

export interface IdentityWrites {
	/** Takes it unless there is one: what readers know already stays. */
	nameFeeds(authority: string): Promise<void>;
}

/** That the server writes. Not public, so outside the ledger. */
export interface HeartbeatReads {
	/** When the server last wrote; null before its first start. */
	last(): Promise<Instant | null>;
}

export interface HeartbeatWrites {
	/** @throws when nothing can be written */
	beat(at: Instant): Promise<void>;
}

/** Takes over other status pages: all of them or, on any error, nothing. */
export interface ImportWrites {
	/**
	 * What is there already, by its id, only gets what is new of it: a second import of the same changes nothing.
	 *
	 * @param heed is told how many incidents and maintenances are done
	 */
	add(pages: ImportedPage[], writing: Writing, at: Instant, heed?: (done: number) => void): Promise<Imported>;
}

export interface IncidentReads {
	find(id: string): Promise<Incident | undefined>;

	/** Newest start first. */
	withIds(ids: string[]): Promise<Incident[]>;

	/** Those that had been told by an instant, here or on the page that they were imported from. */
	toldBy(at: Instant): Promise<Incident[]>;

	/** Newest first. @param before the number of the last one seen */
	list(before: number | null, limit: number): Promise<Incident[]>;

	/** The earliest that incidents of other pages, which were imported, tell of each component. */
	firstImportedChanges(): Promise<Map<string, Instant>>;

	/** Those of which something was told last, and all that are open; what was told last first. What was retracted is among them. */
	latest(limit: number): Promise<Incident[]>;

	/** Every incident that was under way at some instant of the interval, newest start first, but those that were retracted. */
	during(range: Interval, slug?: string): Promise<Incident[]>;

	/** Those that were accepted before the end of the interval and not resolved by its start, but those that were retracted. */
	promisedDuring(range: Interval): Promise<Incident[]>;

	/** The last instant before each of others at which an incident was under way; null where there is none. */
	lastBefore(ats: readonly Instant[]): Promise<(Instant | null)[]>;

	/** The first instant from another on at which an incident was under way; null where there is none. */
	firstFrom(at: Instant): Promise<Instant | null>;

	/** The ids of all of them, oldest first, but those that were retracted. */
	ids(): Promise<string[]>;

	/** The first instant of which there is a record, null when there is none. */
	earliest(): Promise<Instant | null>;
}

export interface IncidentWrites {
	/** Takes the next number and publishes what `decide` makes of it, beside those that are open by then. @throws what `decide` throws */
	create(decide: (number: number, open: Incident[]) => Incident, writing: Writing, at: Instant): Promise<Incident>;

	/** One transaction: load, decide, save. @throws DomainError `not_found`, and what `decide` throws */
	change(
		id: string,
		decide: (incident: Incident) => Incident,
		writing: Writing,
		at: Instant,
		kind: EventKind,
	): Promise<Incident>;
}

/** What only one of several nodes does at a time. Not public, so outside the ledger. */
export interface LeaseWrites {
	/**
	 * Takes what nobody holds, or holds on to what is one's own already.
	 *
	 * @returns whether it is the owner's until `until`
	 */
	take(name: string, owner: string, now: Instant, until: Instant): Promise<boolean>;

	/** Somebody else may take it from now on. */
	giveUp(name: string, owner: string): Promise<void>;
}

export interface MaintenanceReads {
	find(id: string): Promise<Maintenance | undefined>;

	/** Latest plan first. */
	withIds(ids: string[]): Promise<Maintenance[]>;

	/** Those that had been told by an instant, here or on the page that they were imported from. */
	toldBy(at: Instant): Promise<Maintenance[]>;

	/** Newest first. @param before the number of the last one seen */
	list(before: number | null, limit: number): Promise<Maintenance[]>;

	/** Every maintenance of which work was under way in the interval. */
	during(range: Interval): Promise<Maintenance[]>;

	/** Every maintenance that was planned for the interval, whatever became of it, latest first. */
	plannedFor(interval: Interval): Promise<Maintenance[]>;

	/** What was planned for the interval and should never have been published, latest first: whoever noted it has to hear. */
	retractedFor(interval: Interval): Promise<Maintenance[]>;

	/** The ids of all of them, oldest first, but those that were retracted. */
	ids(): Promise<string[]>;

	/** The first instant for which anything was planned, null when nothing was. */
	earliest(): Promise<Instant | null>;

	/** The last instant before each of others at which work was under way or planned to be; null where there is none. */
	lastBefore(ats: readonly Instant[]): Promise<(Instant | null)[]>;

	/** The first instant from another on at which work was under way or planned to be; null where there is none. */
	firstFrom(at: Instant): Promise<Instant | null>;

	/** What is planned or under way, the next one first. */
	pending(): Promise<Maintenance[]>;

	/** What is over, the last one first. */
	past(limit: number): Promise<Maintenance[]>;
}

export interface MaintenanceWrites {
	/** Takes the next number and publishes what `decide` makes of it. */
	create(decide: (number: number) => Maintenance, writing: Writing, at: Instant): Promise<Maintenance>;

	/**
	 * One transaction: load, decide, save.
	 *
	 * @throws DomainError `not_found`, and what `decide` throws
	 */
	change(
		id: string,
		decide: (maintenance: Maintenance) => Maintenance,
		writing: Writing,
		at: Instant,
		kind: EventKind,
	): Promise<Maintenance>;

	/** The same where there may be nothing to do any more: `decide` gives null then, and nothing is written. */
	changeIfDue(
		id: string,
		decide: (maintenance: Maintenance) => Maintenance | null,
		writing: Writing,
		at: Instant,
	): Promise<void>;
}

/** Series of maintenances. Whatever becomes of several occurrences at once is one publication. */
export interface MaintenanceSeriesReads {
	find(id: string): Promise<MaintenanceSeries | undefined>;

	of(ids: string[]): Promise<MaintenanceSeries[]>;

	/** Those that have not ended. */
	current(): Promise<MaintenanceSeries[]>;

	/** Newest first. @param before when the last one seen was published */
	list(before: Instant | null, limit: number): Promise<MaintenanceSeries[]>;
}

export interface MaintenanceSeriesWrites {
	/** Takes the next numbers and publishes the series that `decide` begins, with its first occurrences. */
	create(decide: (number: number) => SeriesChange, writing: Writing, at: Instant): Promise<SeriesChange>;

	/**
	 * One transaction: load, decide, save. Where `decide` gives null, nothing is written.
	 *
	 * @throws DomainError `not_found`, and what `decide` throws
	 */
	change(
		id: string,
		decide: (series: MaintenanceSeries, there: Materialised) => SeriesChange | null,
		writing: Writing,
		at: Instant,
	): Promise<void>;
}

/** Alerts that other programs send. What only proposes is not public, so outside the ledger. */
export interface AlertWrites {
	/**
	 * Keeps what a source told of its alerts, and what follows for its components. Published is only where a status changes.
	 *
	 * @param keys of the alerts that it tells of
	 * @param decide is given what is known of these, of all that fire, and of what ended within the last day, under the slugs of today
	 */
	record(
		source: string,
		keys: string[],
		decide: (before: AlertsBefore) => AlertsAfter,
		writing: Writing,
		at: Instant,
	): Promise<AlertsAfter>;

	/** Forgets alerts that ended before. */
	prune(before: Instant): Promise<void>;
}

/** What monitors, partners' pages and alerts said, and when they had anything to say. */
export interface ObservationReads {
	/** Oldest first. @param component slug; all where it is left out */
	during(range: Interval, component?: string): Promise<Observation[]>;

	/** What lasts still, oldest first. */
	open(): Promise<Observation[]>;

	/** Oldest first. @param component slug; all where it is left out */
	coverageDuring(range: Interval, component?: string): Promise<Coverage[]>;

	/** Every source that was ever heard: since when, and until when it was heard last. */
	sources(): Promise<Coverage[]>;
}

export interface ObservationWrites {
	/** Staff saw what it proposes, and it needs no incident, for a reason that the ledger keeps. Once is enough. @throws DomainError `not_found` */
	dismiss(id: string, reason: Text | null, writing: Writing, at: Instant): Promise<void>;
}

/** The statuses that staff set by hand. At most one is in force for a component. */
export interface OverrideReads {
	during(range: Interval): Promise<Override[]>;
}

export interface OverrideWrites {
	/** Puts a status in force from now on, in place of the one that was, which `check` may refuse to give up. */
	set(id: string, override: Override, writing: Writing, check: Check): Promise<void>;

	/** @throws DomainError `conflict` when no status is set by hand */
	giveBack(component: string, writing: Writing, at: Instant, check: Check): Promise<void>;
}

/** What partners say of themselves, on pages of their own. */
export interface PartnerReadingReads {
	all(): Promise<PartnerState[]>;

	/** Undefined for a partner of which nothing was ever tried. */
	find(component: string): Promise<PartnerState | undefined>;
}

export interface PartnerReadingWrites {
	/** Publishes what the partner says now, where that is something else than before. */
	record(
		component: string,
		told: { reading: PartnerReading; intervalMillis: number; id: string },
		writing: Writing,
		at: Instant,
	): Promise<void>;
}

/** What was answered to each Idempotency-Key. The row itself is written with the change it stands for. */
export interface ReceiptReads {
	find(tokenId: string, key: string): Promise<Receipt | undefined>;
}

export interface ReceiptWrites {
	/** Forgets those that nobody will ask for again. */
	prune(before: Instant): Promise<void>;

	/** An answer that was made before words went may hold them, and is not kept. */
	answer(tokenId: string, key: string, answer: Answer): Promise<void>;
}

/** Takes words away for good: from the rows, the search, the stored answers, the frozen figures and the ledger. */
export interface RedactionReads {
	/** Oldest first, of each of these subjects, such as `incident/k3j9x0c2m1aa`. */
	of(subjects: string[]): Promise<Map<string, Redaction[]>>;
}

export interface RedactionWrites {
	/** @throws DomainError `not_found`, and what `decide` throws; nothing is changed then */
	incident(id: string, wish: Wish, decide: Decide<Incident>, writing: Writing, at: Instant): Promise<Incident>;

	/** Of a series, all its dates, since they have their words in common. @throws as `incident` */
	maintenance(id: string, wish: Wish, decide: Decide<Maintenance>, writing: Writing, at: Instant): Promise<Maintenance>;

	/**
	 * Writes the file of the database anew: what was overwritten in it may lie on in its unused parts until then.
	 *
	 * @throws where there is no room for it, or another process is writing
	 */
	wipe(): Promise<void>;
}

/** The reminders that came due. They are no publication: nothing that they say is new. */
export interface ReminderReads {
	/** In the order in which they were due. */
	of(maintenanceIds: string[]): Promise<RecordedReminder[]>;
}

export interface ReminderWrites {
	/** What is recorded already stays as it is; whoever wants to hear of it has to be told. */
	record(due: Reminder[], recordedAt: Instant): Promise<void>;
}

/** Months that are closed for good, and what became known of them later. */
export interface ReportReads {
	find(document: string, month: string): Promise<FrozenMonth | undefined>;

	/** From a month on, oldest first. */
	since(month: string): Promise<FrozenMonth[]>;

	/** Oldest first. */
	corrections(document: string, month: string): Promise<Correction[]>;
}

export interface ReportWrites {
	/** The first to freeze a month has frozen it: whoever comes later changes nothing. */
	freeze(frozen: FrozenMonth, writing: Writing): Promise<void>;

	/** @param position how many corrections the author has seen: where there are more, this one is stale and dropped */
	correct(
		pick: Pick<FrozenMonth, 'document' | 'month'>,
		position: number,
		correction: Correction,
		writing: Writing,
	): Promise<void>;

	/** Notes up to which publication every month was looked at; nothing that anybody sees. */
	markChecked(checked: number): Promise<void>;
}

export interface RevisionReads {
	/** Every revision of every document, oldest first, without the sources of its texts. */
	all(): Promise<Revision[]>;

	/** The same of one document. */
	of(document: string): Promise<Revision[]>;

	/** The very bytes that were published, in one language; null where there are none. */
	source(document: string, number: number, language: string): Promise<string | null>;
}

export interface RevisionWrites {
	/**
	 * Puts a revision in force from `at` on.
	 *
	 * @param expected the number of the revision in force that the author has seen, null to take whichever it is
	 * @throws DomainError `precondition_failed` when another one is in force, `conflict` when it isn't the next in number
	 */
	publish(revision: NewRevision, expected: number | null, writing: Writing, at: Instant): Promise<Revision>;

	/** Records, of each revision that was published before revisions had a calendar, the office hours that have applied to it. */
	carryOver(writing: Writing, at: Instant): Promise<void>;
}

export interface SampleReads {
	/** When a monitor last measured; null where it never did, or that was forgotten. */
	last(component: string, monitor: string): Promise<Instant | null>;

	/** By start; two where a component got another slug meanwhile. @param unit of the rollups: hours of UTC, or days of the site's calendar */
	rollups(component: string, unit: 'hour' | 'day', range: Interval): Promise<Rollup[]>;
}

/** What becomes of figures that are given, once it is known what is there. */
export type FiguresDecision = (known: KnownFigures) => FiguresToKeep & { event: PublicEvent | null };

/** How many were new, took the place of others, or were known just as they are. */
export interface FiguresImported {
	imported: number;
	replaced: number;
	unchanged: number;
}

export interface ImportedFigureReads {
	/** Which tools had measured a component, and from when to when, the earliest first. */
	sources(component: string): Promise<(Interval & { source: string })[]>;

	/** What each tool had measured of it in all that begins within a range. */
	sums(component: string, range: Interval): Promise<ImportedSum[]>;
}

export interface ImportedFigureWrites {
	/** Keeps them as `decide` says, in one transaction. @throws what `decide` throws; then nothing is kept */
	add(
		figures: readonly ImportedFigure[],
		writing: Writing,
		at: Instant,
		decide: FiguresDecision,
	): Promise<FiguresImported>;
}

export interface SampleWrites {
	/**
	 * Keeps samples, their rollups, what is measured and what follows for the monitors, in one transaction. A sample of an
	 * instant that is known already changes nothing. Published is only what turns.
	 */
	record(batches: MeasuredBatch[], rules: SampleRules, writing: Writing, at: Instant): Promise<Recorded>;

	/** Forgets single measurements; rollups stay. @returns how many */
	prune(before: Instant): Promise<number>;
}

/** The words of every incident and maintenance, in every language. Accents, case and punctuation make no difference. */
export interface SearchReads {
	/** What has all of the words; the last one may be the beginning of one. Where there is no word in them, nothing is found. */
	find(wanted: Wanted, limit: number): Promise<SearchResult>;
}

export interface SearchWrites {
	/** For a database of before the search, which has incidents and no index. */
	fillIfEmpty(): Promise<void>;
}

export interface TicketReads {
	/** Those of the references that are known. */
	known(references: string[]): Promise<Map<string, RecordedTicket>>;

	/** By what their customers were told to find them by. */
	withPublicIds(ids: string[]): Promise<RecordedTicket[]>;

	/** What was told of one, each time that it was something new; oldest first. */
	recordings(reference: string): Promise<{ at: Instant; ticket: Ticket }[]>;

	/** The last first recorded comes first. @param before the number of the last one seen */
	list(ticketFilter: TicketFilter, before: number | null, limit: number): Promise<RecordedTicket[]>;

	/** Every ticket of a document that was received or accepted within a range. */
	during(document: string, range: Interval): Promise<RecordedTicket[]>;

	/** Those of a document of which something is still to be judged, such as a deadline that runs. */
	unjudged(document: string): Promise<RecordedTicket[]>;
}

export interface TicketWrites {
	/**
	 * Records a batch, all of it or nothing, as one publication; what is known already is no news.
	 *
	 * @param decide makes the tickets of what is known of them, by reference; throws to record nothing
	 * @param newId makes what the customers of new ones are told to find them by
	 */
	record(
		references: string[],
		decide: (known: ReadonlyMap<string, RecordedTicket>) => Ticket[],
		newId: () => string,
		writing: Writing,
		at: Instant,
	): Promise<TicketsRecorded>;
}

/** The next revisions of documents while they are written. Not public, so outside the ledger. */
export interface RevisionDraftReads {
	last(document: string): Promise<DraftVersion | undefined>;

	find(document: string, version: number): Promise<DraftVersion | undefined>;

	/** Newest first, without the texts. @param before a version; null for all */
	history(document: string, limit: number, before: number | null): Promise<Omit<DraftVersion, 'texts'>[]>;

	/** Whoever saved this version, or an earlier one that follows the same revision: each once. */
	authorsOf(version: Pick<DraftVersion, 'document' | 'version' | 'follows'>): Promise<DraftAuthor[]>;

	/** Of all versions that follow this revision of a document, oldest first. */
	notes(document: string, follows: number): Promise<DraftNote[]>;
}

export interface RevisionDraftWrites {
	/** @param decide makes the next version of the last one; null for none. Throws to keep nothing */
	save(document: string, decide: (last: DraftVersion | undefined) => DraftVersion | null): Promise<DraftVersion | null>;

	/** @returns the one that stands under its id: another one, where one of that id was there */
	addNote(note: DraftNote): Promise<DraftNote>;

	/**
	 * The same of a request to a colleague.
	 *
	 * @param letter goes out with it, and not with one that was there
	 * @param refuse looks at what was said of the document so far, and throws to add nothing
	 */
	addRequest(note: DraftNote, letter: ReviewLetter, refuse: (said: readonly DraftNote[]) => void): Promise<DraftNote>;
}

/** Keys to the admin API. Not public, so outside the ledger. */
export interface TokenReads {
	list(): Promise<Token[]>;

	/** The token whose hash this is, unless it was revoked. It may have expired. */
	bySha256(sha256: string): Promise<(Token & { sha256: string }) | undefined>;
}

export interface TokenWrites {
	add(token: Token, sha256: string, writing: Writing): Promise<void>;

	/** @returns whether there was such a token to revoke */
	revoke(id: string, writing: Writing, at: Instant): Promise<boolean>;

	/** Notes when it opened something; what was noted later stays. */
	used(id: string, at: Instant): Promise<void>;
}

/** With what somebody may set their password, once. */
export interface NewLink {
	id: string;
	/** What is kept of its secret. */
	identifier: string;
	until: Instant;
}

/** Who may use the console. The ledger knows them by their opaque ids alone. */
export interface PersonReads {
	/** The longest there first. */
	list(): Promise<Person[]>;

	/** When the next letter is due; null where none waits. */
	nextLetterDue(): Promise<Instant | null>;

	/** How many letters wait. */
	lettersWaiting(): Promise<number>;

	/** To whom a letter that invites them has not left yet. */
	invitationsWaiting(): Promise<string[]>;

	/** When the update is due of which somebody wants to be reminded; null where they do not. */
	reminderOf(incident: string, email: string): Promise<Instant | null>;
}

export interface PersonWrites {
	/** Somebody of this address who is there already gets the role; links of before are void. @param next what brings them a new one */
	add(
		person: Pick<Person, 'id' | 'email' | 'role'>,
		next: NewLink | LinkLetter,
		writing: Writing,
		now: Instant,
	): Promise<Person>;

	/** A letter to whoever has its address, if anybody does. */
	askLetter(letter: LinkLetter): Promise<void>;

	/** The reminder that somebody wants of an incident, in place of the one they wanted before; null for none. */
	remind(incident: string, email: string, reminder: UpdateReminder | null): Promise<void>;

	/** The one that is due the longest, for whoever claims it until an instant. */
	claimLetter(now: Instant, until: Instant): Promise<PersonLetter | null>;

	/** What came of a claimed one. @param again null where it is over */
	letterTried(id: string, again: Instant | null): Promise<void>;

	/** @returns whether somebody has this address */
	giveLink(email: string, link: NewLink, now: Instant): Promise<boolean>;

	/** Their sessions go on, with what the role may. Publishes nothing where it is theirs. @returns null where nobody has this address */
	changeRole(email: string, role: Role, writing: Writing, now: Instant): Promise<Person | null>;

	/**
	 * Publishes that how they sign in changed, with the letter that tells them, if any can, in the transaction that changes it.
	 *
	 * @returns what `change` returns; where that is null, nothing has changed and nothing is published
	 */
	noteChange<T>(
		person: Pick<Person, 'id'>,
		noted: { about: SecurityChange; letter: SecurityLetter | null },
		change: Work<T>,
		writing: Writing,
		now: Instant,
	): Promise<T>;

	/** Also who alone is an administrator: whoever put back a copy can let others in. @param role null to remove them */
	keepOut(person: Person, role: Role | null, writing: Writing, now: Instant): Promise<void>;

	/** Ends every way in which they sign in, their second step included: a new link lets them in. */
	haveBeginAnew(person: Person, writing: Writing, now: Instant): Promise<void>;

	/** With their sessions, password and second factor. @returns whether there was somebody of this address */
	remove(email: string, writing: Writing, now: Instant): Promise<boolean>;

	/** Sessions and links that ended by an instant, and letters that were to bring one. */
	forget(by: Instant): Promise<void>;
}

/** What one process made of being told to read the content folder anew, or of its start. */
export interface ContentReading {
	/** Its name, for as long as it runs. */
	node: string;
	/** The number of the publication that told it to, or of the last one that its start went by; 0 for none. */
	publication: number;
	at: Instant;
	/** When it was last there. */
	seenAt: Instant;
	/** When it stopped; null while it has not said so, also for who died. */
	stoppedAt: Instant | null;
	/** Of the content that it goes by, as `contentDigest` makes it; null of an earlier version. */
	digest: string | null;
	/** Why it kept what it had, each with file and line; empty where it goes by what is there. */
	mistakes: string[];
	/** What is otherwise since it read it before; empty after a start. */
	changes: ContentChange[];
	/** What its operator should know besides, such as drafts and published texts whose file has changed. */
	remarks: string[];
}

export interface ContentReadingReads {
	/** The last publication that told all processes to read the content folder anew. */
	asked(): Promise<LedgerEntry | null>;
	/** One such publication, by its number. */
	askedBy(publication: number): Promise<LedgerEntry | null>;
	/** Of every process, what it has and what it had before, the latest first. */
	list(): Promise<ContentReading[]>;
}

export interface ContentReadingWrites {
	/** Tells every process, by a publication. @returns its number */
	ask(writing: Writing, at: Instant): Promise<number>;
	/** What a process made of a publication, in the place of what it said of it before. */
	note(reading: Omit<ContentReading, 'stoppedAt'>): Promise<void>;
	/** That a process is there still, also where somebody took it for stopped. */
	seen(node: string, at: Instant): Promise<void>;
	/** That a process stops. */
	leave(node: string, at: Instant): Promise<void>;
	/** Those that were last seen before an instant. */
	forget(before: Instant): Promise<void>;
}

/** A copy of the database. */
export interface Backup {
	id: string;
	at: Instant;
	place: string;
	bytes: number | null;
}

export interface BackupReads {
	/** Null where nobody has made or told of one. */
	last(): Promise<Backup | null>;
	/** How large the database is, in bytes. */
	size(): Promise<number>;
}

export interface BackupWrites {
	add(backup: Backup): Promise<void>;
}

/** Verdicts are added, and of one that does not hold any more it is said: none is ever changed or removed. */
export interface VerdictReads {
	/** Those whose promises have to be looked at by an instant, the longest due first. */
	due(kind: Promisee['kind'], now: Instant, limit: number): Promise<Due[]>;

	/** When the next has to be looked at, unless something is published before; null for never. */
	nextDue(): Promise<Instant | null>;

	/** Oldest first, by the id of what they are of. */
	of(kind: Promisee['kind'], ids: string[]): Promise<Map<string, Verdict[]>>;

	/** Misses: those first of which nobody has said why, each by the last deadline. Others: what was recorded last comes first. @param documents only under these */
	register(part: RegisterPart, limit: number, offset: number, documents?: readonly string[]): Promise<Register>;
}

export interface VerdictWrites {
	/**
	 * Records what was found, as one publication; nothing where something was published since the facts were read.
	 *
	 * @param seen the number of the last publication by then
	 * @returns whether it was recorded
	 */
	judge(findings: readonly Finding[], seen: number, writing: Writing, at: Instant): Promise<boolean>;

	/**
	 * A second verdict in place of one that stands: both stay in sight.
	 *
	 * @param next null where by the facts of today the promise has not ended, or was never made
	 * @throws DomainError `conflict` where that one does not hold any more
	 */
	judgeAgain(
		before: Verdict,
		next: NewVerdict | null,
		reason: Withdrawal['reason'],
		writing: Writing,
		at: Instant,
	): Promise<void>;
}

/** The tree over the ledger. */
export interface LogTileReads {
	/** What each place holds by now, whole or not. */
	tiles(places: readonly TilePlace[]): Promise<Tiles>;
	/** The hashes of the ledger's entries themselves, of which the leaves are made. */
	entries(index: number): Promise<Buffer[]>;
}

export interface LogTileWrites {
	/** Makes the tiles that are missing, as in a database of before there was a log. */
	complete(): Promise<void>;
}

/** With which keys the log was signed. Only their public halves are known here. */
export interface LogKeyReads {
	/** Oldest first. */
	all(): Promise<LogKey[]>;
	/** The public key of today; null before the first one. */
	current(): Promise<string | null>;
}

export interface LogKeyWrites {
	/** Signs with this one from now on, unless there is one already. @returns that of today */
	begin(publicKey: string, at: Instant): Promise<string>;
	/** Another key takes over, which is published. */
	rotate(publicKey: string, writing: Writing, at: Instant): Promise<void>;
}

/** What a witness last said of the log. */
export interface WitnessState {
	/** Of the witness, as site.yaml has it. */
	key: string;
	/** How many entries it has seen; 0 before it first answered. */
	size: number;
	/** Its signature over the log of that size. */
	line: string | null;
	seenAt: Instant | null;
	/** Since when it does not answer, and why. */
	failedSince: Instant | null;
	failure: string | null;
}

/** Those who watch the log from outside, as they last answered. Nothing here is a publication. */
export interface LogWitnessReads {
	all(): Promise<WitnessState[]>;
}

export interface LogWitnessWrites {
	seen(key: string, size: number, line: string, seenAt: Instant): Promise<void>;
	/** What it said before stands; it fails since the first time. */
	failed(key: string, failure: string, at: Instant): Promise<void>;
}

export type NewWaitingPost = Omit<
	WaitingPost,
	'state' | 'approvedBy' | 'endedAt' | 'endedBy' | 'refusal' | 'subject' | 'restoredAt'
>;

/** What is written and not published yet. Nothing of it is public; that it waits, is approved or cancelled is on record. */
export interface WaitingPostReads {
	find(id: string): Promise<WaitingPost | undefined>;

	/** What waits, and what was refused when its time had come, until somebody puts it aside: the oldest first. */
	open(): Promise<WaitingPost[]>;

	/** What somebody else cancelled, until its author has put it aside: what was cancelled first is first. */
	taken(): Promise<WaitingPost[]>;

	/** Newest first, with what became of each. */
	list(limit: number): Promise<WaitingPost[]>;
}

export interface WaitingPostWrites {
	hold(post: NewWaitingPost, writing: Writing): Promise<WaitingPost>;

	/** @throws DomainError `not_found`, `conflict` */
	approve(id: string, writing: Writing, at: Instant): Promise<WaitingPost>;

	/** Has it wait for somebody, also where somebody had approved it. Nothing where it does not wait any more. */
	askApproval(id: string, writing: Writing, at: Instant): Promise<void>;

	/** Also what was refused: it is put aside. Its words are kept for an author from whom it is taken. @throws DomainError `not_found`, `conflict` */
	cancel(id: string, writing: Writing, at: Instant): Promise<void>;

	/** The words of what was cancelled go. */
	forget(id: string): Promise<void>;

	/** Says why it was not published. Nothing where it does not wait any more. */
	refuse(id: string, refusal: WaitingPost['refusal'], writing: Writing, at: Instant): Promise<void>;
}

/** What came of comparing all that is stored with the ledger. */
export interface Comparison {
	differences: Difference[];
	/** Recorded by an earlier version, which put less into the ledger: their content cannot be compared. */
	untold: string[];
}

export interface RecordCheckReads {
	/** Compares what is stored with what the ledger says of it. The chain itself is another matter. */
	verdict(): Promise<Comparison>;
}

/** What can be asked of what is stored, as it is, or as it was at an instant. Queries know no more. */
export interface Reads {
	deliveries: DeliveryReads;
	subscribers: SubscriberReads;
	publications: PublicationReads;
	components: ComponentReads;
	identities: IdentityReads;
	heartbeats: HeartbeatReads;
	importedFigures: ImportedFigureReads;
	incidents: IncidentReads;
	maintenances: MaintenanceReads;
	maintenanceSeries: MaintenanceSeriesReads;
	observations: ObservationReads;
	overrides: OverrideReads;
	partnerReadings: PartnerReadingReads;
	people: PersonReads;
	contentReadings: ContentReadingReads;
	backups: BackupReads;
	receipts: ReceiptReads;
	redactions: RedactionReads;
	reminders: ReminderReads;
	reports: ReportReads;
	revisionDrafts: RevisionDraftReads;
	revisions: RevisionReads;
	samples: SampleReads;
	search: SearchReads;
	tickets: TicketReads;
	tokens: TokenReads;
	verdicts: VerdictReads;
	logTiles: LogTileReads;
	logKeys: LogKeyReads;
	logWitnesses: LogWitnessReads;
	recordCheck: RecordCheckReads;
	waitingPosts: WaitingPostReads;
}

/** What changes what is stored: for commands and jobs. */
export interface Writes {
	alerts: AlertWrites;
	deliveries: DeliveryWrites;
	subscribers: SubscriberWrites;
	components: ComponentWrites;
	identities: IdentityWrites;
	heartbeats: HeartbeatWrites;
	importedFigures: ImportedFigureWrites;
	imports: ImportWrites;
	incidents: IncidentWrites;
	leases: LeaseWrites;
	maintenances: MaintenanceWrites;
	maintenanceSeries: MaintenanceSeriesWrites;
	observations: ObservationWrites;
	overrides: OverrideWrites;
	partnerReadings: PartnerReadingWrites;
	people: PersonWrites;
	contentReadings: ContentReadingWrites;
	backups: BackupWrites;
	receipts: ReceiptWrites;
	redactions: RedactionWrites;
	reminders: ReminderWrites;
	reports: ReportWrites;
	revisionDrafts: RevisionDraftWrites;
	revisions: RevisionWrites;
	samples: SampleWrites;
	search: SearchWrites;
	tickets: TicketWrites;
	tokens: TokenWrites;
	verdicts: VerdictWrites;
	logTiles: LogTileWrites;
	logKeys: LogKeyWrites;
	logWitnesses: LogWitnessWrites;
	waitingPosts: WaitingPostWrites;
}

/** Every store, over one database. */
export type Stores = Reads & Writes;
