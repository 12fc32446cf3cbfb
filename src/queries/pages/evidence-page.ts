import type { KnownCatalogue } from '../../domain/component.ts';
import { orNull } from '../../domain/errors.ts';
import type { Delay } from '../../domain/incidents/incident.ts';
import { justificationFor } from '../../domain/incidents/incident.ts';
import type { Instant } from '../../domain/instant.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import { clausesBehind, clausesNamedBy, inTextOrder, wasMissed } from '../../domain/sla/clauses-behind.ts';
import { commitmentBehind, planNameIn } from '../../domain/sla/commitments.ts';
import { countedFrom } from '../../domain/sla/first-response.ts';
import type { Outcome } from '../../domain/sla/promise.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import { revisionAt } from '../../domain/sla/revision-in-force.ts';
import type { Difference, Judged, Promised, Verdict } from '../../domain/sla/verdict.ts';
import type { Text, Wording } from '../../domain/text.ts';
import { askedInstant } from '../../domain/time/as-of.ts';
import { clauseHtml } from '../../render/markdown.ts';
import { bodyOfText } from '../shared/body-of-text.ts';
import { openPromiseBook, openTicketBook } from '../shared/promise-book.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { isUntilProposal } from '../shared/until-proposal.ts';
import { readingsOf, type ShownReading } from './clause-readings.ts';
import { type Fresh, validUntil } from './freshness.ts';
import { type NamedComponent, named, type UpdateCard, updateCard } from './incident-card.ts';
import { type OutageSource, outageSources } from './outage-sources.ts';
import { type ShownDay, type ShownExclusion, shownDay } from './promise-card.ts';
import { textFor } from './promise-summary.ts';
import { entryOf, type RevisionEntry } from './revision-entry.ts';
import { deadlinesOf, type SinceReceipt, sinceReceipt } from './ticket-page.ts';
import { type JustificationCard, shownJustification } from './verdict-cards.ts';

/** What somebody wants evidence of: an instant, an incident, or a ticket by its public id. */
export interface EvidenceQuery {
	at: string | null;
	incident: string | null;
	ticket: string | null;
}

/** A line of the ledger: where what was published stands, and what proves it. */
export type EvidenceEntry = Pick<LedgerEntry, 'number' | 'at' | 'action' | 'hash'>;

/** What a clause says; null where the text has none of that number. */
export interface EvidenceClause {
	number: string;
	html: string | null;
}

/** That a deadline will not be kept. */
export interface EvidenceDelay extends Omit<Delay, 'updateId'> {
	/** How long before the deadline; negative after it. */
	beforeMillis: number;
}

/** One promise, in every detail that its outcome follows from. */
export interface EvidencePromise {
	term: 'solution' | 'first_response';
	/** What the one plan is called to which a solution is promised; null where it is to all. */
	plan: string | null;
	/** The criticality or the plan that it was made for. */
	of: string;
	/** Is its time an estimate of when a solution is proposed? */
	untilProposal: boolean;
	target: Promised['target'];
	revision: RevisionEntry;
	clause: EvidenceClause;
	from: Instant;
	startsAt: Instant;
	/** Null where none applies. */
	deadline: Instant | null;
	/** The deadline that there would be if nothing were excluded; null where it is the same. */
	rawDeadline: Instant | null;
	finishedAt: Instant | null;
	/** How long after the deadline; null where it was kept, or nothing was finished. */
	lateMillis: number | null;
	/** Of an answer to a ticket that is counted from acceptance. */
	sinceReceipt: SinceReceipt | null;
	/** Announced of an incident, oldest first; null where nothing could be, or was to be. */
	delays: EvidenceDelay[] | null;
	/** Why it was missed. */
	justification: JustificationCard | null;
	outcome: Outcome;
	days: ShownDay[];
	/** With how each outage became known, and when that was recorded. */
	excluded: (ShownExclusion & { sources: OutageSource[] })[];
	/** What the text leaves open about it, and how that is counted. */
	readings: ShownReading[];
	verdicts: EvidenceVerdict[];
	difference: Difference | null;
}

export interface EvidenceVerdict extends Pick<Verdict, 'id' | 'outcome' | 'recordedAt' | 'publication' | 'atUpgrade'> {
	/** By which it was judged; null where none applied. */
	deadline: Instant | null;
	/** Of the entry of the ledger that it was recorded in; null where that is missing. */
	hash: string | null;
	reason: Wording | null;
	withdrawal: { at: Instant; reason: Wording } | null;
}

/** One printable page: what was in force, which clock ran, what was published when. */
export interface EvidencePage extends Fresh {
	document: string;
	/** In force at the instant that it is about. */
	revision: RevisionEntry;
	at: Instant;
	/** What it is about; null for an instant alone. */
	about: {
		title: Wording | null;
		instants: [name: EvidenceInstant, at: Instant | null][];
		cause: NamedComponent | null;
	} | null;
	promises: EvidencePromise[];
	/** What else they rest on: of each revision, each clause once. */
	clauses: { revision: RevisionEntry; clauses: EvidenceClause[] }[];
	/** Of an incident, oldest first. */
	updates: UpdateCard[];
	/** Where the file is that proves what was published of an incident; null where none does. */
	proof: string | null;
	/** Oldest first. */
	published: EvidenceEntry[];
	head: EvidenceEntry | null;
}

export type EvidenceInstant = 'started' | 'received' | 'answered' | 'accepted' | 'proposed' | 'resolved';

/** Null where there is no such document, incident or ticket, and where nothing was in force then. */
export async function evidencePage(
	reading: Reading,
	document: string,
	query: EvidenceQuery,
): Promise<EvidencePage | null> {
	const { stores } = reading;
	const revisions = await stores.revisions.of(document);
	const catalogue = await stores.components.catalogue();
	const found = await subjectOf(reading, document, query, catalogue);
	const revision = found && revisionAt(revisions, found.at);
	if (!found || !revision) return null;
	const promises = found.promises.filter((promise) => promise.document === document);
	const published = await publishedOf(reading, found, promises);
	const hashes = new Map(published.map(({ number, hash }) => [number, hash]));
	const [head = null] = await stores.publications.newest(null, 1);
	return {
		...{ document, at: found.at, head, published },
		updates: found.updates,
		proof: found.subject === null ? null : `/incidents/${query.incident}.tlog-proof`,
		revision: entryOf(reading, revision, revisions),
		about: found.about && {
			...found.about,
			cause: found.cause === null ? null : named(reading, found.cause, catalogue),
		},
		promises: await Promise.all(
			promises.map((one) => evidencePromise(reading, one, found, revisions, hashes, catalogue)),
		),
		clauses:
			query.at === null
				? await clausesBesides(reading, promises, revisions, found.cause)
				: [await clausesCommitted(reading, revision, revisions)],
		validUntil: validUntil(
			reading,
			promises.map(({ deadline }) => deadline),
		),
	};
}

interface Subject {
	at: Instant;
	about: Omit<NonNullable<EvidencePage['about']>, 'cause'> | null;
	cause: string | null;
	/** As the ledger names it; null where what it says of it names nobody. */
	subject: string | null;
	promises: Judged<Promised>[];
	updates: UpdateCard[];
	/** Null where none can be announced. */
	delays: Delay[] | null;
	/** @property publishedAt null where nobody recorded it */
	justification: { body: Text; publishedAt: Instant | null } | null;
	/** When a help desk told of it. */
	toldAt: Instant[];
}

const nothingSaid = { cause: null, subject: null, updates: [], delays: null, justification: null, toldAt: [] };

async function subjectOf(
	reading: Reading,
	document: string,
	{ at, incident, ticket }: EvidenceQuery,
	catalogue: KnownCatalogue,
): Promise<Subject | null> {
	if (incident !== null) return ofIncident(reading, document, incident, catalogue);
	if (ticket !== null) return ofTicket(reading, ticket);
	const instant = at === null ? reading.now : orNull(() => askedInstant(at, reading.site.time_zone));
	if (instant === null || instant > reading.now) return null;
	return { ...nothingSaid, at: instant, about: null, promises: [] };
}

async function ofIncident(
	reading: Reading,
	document: string,
	id: string,
	catalogue: KnownCatalogue,
): Promise<Subject | null> {
	const { stores, site, now } = reading;
	const incident = await stores.incidents.find(id);
	if (!incident) return null;
	const { startedAt, acceptedAt, proposedAt = null, resolvedAt, cause, title, delays = [] } = incident;
	const instants: [EvidenceInstant, Instant | null][] = [
		['started', startedAt],
		['accepted', acceptedAt],
		['proposed', proposedAt],
		['resolved', resolvedAt],
	];
	return {
		...nothingSaid,
		...{ cause, delays, subject: `incident/${id}` },
		justification: justificationFor(incident, document),
		at: acceptedAt ?? startedAt,
		about: { title: worded(reading, title), instants },
		promises: (await openPromiseBook(stores, site, [incident], now)).promisesTo(incident),
		updates: incident.updates.map((update) => updateCard(reading, incident, update, catalogue)),
	};
}

async function ofTicket(reading: Reading, id: string): Promise<Subject | null> {
	const { stores, site, now } = reading;
	const [ticket] = await stores.tickets.withPublicIds([id]);
	if (!ticket) return null;
	const { receivedAt, firstResponseAt, acceptedAt, solvedAt, cause, justification } = ticket;
	const recordings = await stores.tickets.recordings(ticket.reference);
	const justified = recordings.find((one) => one.ticket.justification !== null);
	const instants: [EvidenceInstant, Instant | null][] = [
		['received', receivedAt],
		['answered', firstResponseAt],
		['accepted', acceptedAt],
		['resolved', solvedAt],
	];
	return {
		...nothingSaid,
		cause,
		at: acceptedAt ?? receivedAt,
		about: { title: null, instants },
		promises: (await openTicketBook(stores, site, [ticket], now))(ticket),
		justification: justification && { body: justification, publishedAt: justified?.at ?? null },
		toldAt: recordings.map(({ at }) => at),
	};
}

/** What was said of it, and how what was promised ended: oldest first. */
async function publishedOf(
	{ stores: { publications } }: Reading,
	{ subject, toldAt }: Subject,
	promises: Judged<Promised>[],
): Promise<LedgerEntry[]> {
	const numbers = promises.flatMap(({ verdicts }) => verdicts.map(({ publication }) => publication));
	const entries = [
		...(subject === null ? [] : await publications.about(subject)),
		...(await publications.ofKindAt('tickets.recorded', toldAt)),
		...(await publications.withNumbers(numbers)),
	];
	const once = new Map(entries.map((entry) => [entry.number, entry]));
	return [...once.values()].sort((one, other) => one.number - other.number);
}

/** At an instant there is nothing that a clause was applied to: all are shown that may be. */
async function clausesCommitted(
	reading: Reading,
	revision: Revision,
	revisions: Revision[],
): Promise<EvidencePage['clauses'][number]> {
	return clausesOf(reading, revision, revisions, new Set(clausesNamedBy(revision.terms).keys()));
}

/** The clauses of what was promised itself stand with it. */
async function clausesBesides(
	reading: Reading,
	promises: Judged<Promised>[],
	revisions: Revision[],
	cause: string | null,
): Promise<EvidencePage['clauses']> {
	const ofRevision = Map.groupBy(promises, ({ revision }) => revision);
	return await Promise.all(
		[...ofRevision].map(async ([, own]) => {
			const revision = revisionOf(own[0] as Promised, revisions);
			const shown = new Set(own.map(({ clause }) => clause));
			const behind = new Set(own.flatMap((promise) => clausesBehind(promise, revision.terms, cause)));
			return clausesOf(reading, revision, revisions, behind.difference(shown));
		}),
	);
}

async function clausesOf(
	reading: Reading,
	revision: Revision,
	revisions: Revision[],
	numbers: ReadonlySet<string>,
): Promise<EvidencePage['clauses'][number]> {
	const body = await bodyOfText(reading.stores, revision, textFor(reading, revision));
	return {
		revision: entryOf(reading, revision, revisions),
		clauses: inTextOrder([...numbers]).map((number) => ({ number, html: clauseHtml(body, number) })),
	};
}

function revisionOf({ document, revision }: Promised, revisions: Revision[]): Revision {
	const found = revisions.find(({ number }) => number === revision);
	if (!found) throw new Error(`Revision ${revision} of ${document} is missing`);
	return found;
}

async function evidencePromise(
	reading: Reading,
	promise: Judged<Promised>,
	subject: Subject,
	revisions: Revision[],
	hashes: ReadonlyMap<number, string>,
	catalogue: KnownCatalogue,
): Promise<EvidencePromise> {
	const { term, target, clause, startsAt, finishedAt, outcome, verdicts, difference } = promise;
	const revision = revisionOf(promise, revisions);
	const isSolution = promise.term === 'solution';
	const body = await bodyOfText(reading.stores, revision, textFor(reading, revision));
	const { deadline, rawDeadline } = deadlinesOf(promise);
	const due = deadline ?? rawDeadline;
	const commitment = commitmentBehind(revision.terms, promise);
	return {
		untilProposal: isUntilProposal(promise, revisions),
		...{ term, target, startsAt, deadline, rawDeadline, finishedAt, outcome, difference },
		of: isSolution ? promise.criticality : promise.plan,
		plan: isSolution && promise.plan !== undefined ? planNameIn(revision.terms, promise.plan) : null,
		revision: entryOf(reading, revision, revisions),
		clause: { number: clause, html: clauseHtml(body, clause) },
		from: isSolution ? promise.acceptedAt : countedFrom(promise),
		lateMillis: outcome === 'missed' && due !== null && finishedAt !== null ? finishedAt - due : null,
		sinceReceipt: sinceReceipt(promise, revisions),
		delays: due === null ? null : delaysOf(subject, due, wasMissed(promise)),
		justification:
			wasMissed(promise) && subject.justification ? shownJustification(reading, subject.justification, due) : null,
		days: promise.calculation.map((day) => shownDay(reading, day)),
		excluded: await Promise.all(
			(promise.excluded ?? []).map(async (one) => ({
				...one,
				partner: named(reading, one.partner, catalogue),
				sources: await outageSources(reading, one.partner, one),
			})),
		),
		readings: commitment ? readingsOf(reading, revision.terms, commitment.id) : [],
		verdicts: verdicts.map(
			({ id, outcome, recordedAt, publication, atUpgrade, reason, withdrawal, promise: judged }) => ({
				...{ id, outcome, recordedAt, publication, atUpgrade, deadline: judged.deadline },
				hash: hashes.get(publication) ?? null,
				reason: reason && worded(reading, reason),
				withdrawal: withdrawal && { at: withdrawal.at, reason: worded(reading, withdrawal.reason) },
			}),
		),
	};
}

/** Of what was kept, nobody asks whether a delay was announced. */
function delaysOf({ delays }: Subject, due: Instant, isMiss: boolean): EvidenceDelay[] | null {
	if (delays === null || (delays.length === 0 && !isMiss)) return null;
	return delays.map(({ announcedAt, estimate }) => ({ announcedAt, estimate, beforeMillis: due - announcedAt }));
}
