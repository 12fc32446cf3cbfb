import type { KnownCatalogue } from '../../domain/component.ts';
import { orNull } from '../../domain/errors.ts';
import type { Instant } from '../../domain/instant.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { Exclusion } from '../../domain/sla/exclusion.ts';
import { countedFrom } from '../../domain/sla/first-response.ts';
import type { Outcome } from '../../domain/sla/promise.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import { revisionAt } from '../../domain/sla/revision-in-force.ts';
import type { Difference, Judged, Promised, Verdict } from '../../domain/sla/verdict.ts';
import type { Wording } from '../../domain/text.ts';
import { askedInstant } from '../../domain/time/as-of.ts';
import { clauseHtml } from '../../render/markdown.ts';
import { bodyOfText } from '../shared/body-of-text.ts';
import { openPromiseBook, openTicketBook } from '../shared/promise-book.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { isUntilProposal } from '../shared/until-proposal.ts';
import { readingsOf, type ShownReading } from './clause-readings.ts';
import { type Fresh, validUntil } from './freshness.ts';
import { type NamedComponent, named } from './incident-card.ts';
import { type OutageSource, outageSources } from './outage-sources.ts';
import { type ShownDay, shownDay } from './promise-card.ts';
import { textFor } from './promise-summary.ts';
import { entryOf, type RevisionEntry } from './revision-entry.ts';

/** What somebody wants evidence of: an instant, an incident, or a ticket by its public id. */
export interface EvidenceQuery {
	at: string | null;
	incident: string | null;
	ticket: string | null;
}

/** A line of the ledger: where what was published stands, and what proves it. */
export type EvidenceEntry = Pick<LedgerEntry, 'number' | 'at' | 'action' | 'hash'>;

/** One promise, in every detail that its outcome follows from. */
export interface EvidencePromise {
	term: 'solution' | 'first_response';
	/** The criticality or the plan that it was made for. */
	of: string;
	/** Is its time an estimate of when a solution is proposed? */
	untilProposal: boolean;
	target: Promised['target'];
	revision: RevisionEntry;
	clause: { number: string; html: string | null };
	from: Instant;
	startsAt: Instant;
	deadline: Instant | null;
	finishedAt: Instant | null;
	outcome: Outcome;
	days: ShownDay[];
	/** With how each outage became known, and when that was recorded. */
	excluded: (Omit<Exclusion, 'partner'> & { partner: NamedComponent; sources: OutageSource[] })[];
	/** What the text leaves open about it, and how that is counted. */
	readings: ShownReading[];
	verdicts: EvidenceVerdict[];
	difference: Difference | null;
}

export interface EvidenceVerdict extends Pick<Verdict, 'id' | 'outcome' | 'recordedAt' | 'publication' | 'atUpgrade'> {
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
	const revisions = await reading.stores.revisions.of(document);
	const found = await subjectOf(reading, query);
	const revision = found && revisionAt(revisions, found.at);
	if (!found || !revision) return null;
	const { stores } = reading;
	const catalogue = await stores.components.catalogue();
	const published = found.subject === null ? [] : await stores.publications.about(found.subject);
	const promises = found.promises.filter((promise) => promise.document === document);
	const numbers = promises.flatMap(({ verdicts }) => verdicts.map(({ publication }) => publication));
	const hashes = new Map((await stores.publications.withNumbers(numbers)).map(({ number, hash }) => [number, hash]));
	const [head = null] = await stores.publications.newest(null, 1);
	return {
		...{ document, at: found.at, head, published },
		revision: entryOf(reading, revision, revisions),
		about: found.about && {
			...found.about,
			cause: found.cause === null ? null : named(reading, found.cause, catalogue),
		},
		promises: await Promise.all(promises.map((one) => evidencePromise(reading, one, revisions, hashes, catalogue))),
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
}

async function subjectOf(reading: Reading, { at, incident, ticket }: EvidenceQuery): Promise<Subject | null> {
	if (incident !== null) return ofIncident(reading, incident);
	if (ticket !== null) return ofTicket(reading, ticket);
	const instant = at === null ? reading.now : orNull(() => askedInstant(at, reading.site.time_zone));
	if (instant === null || instant > reading.now) return null;
	return { at: instant, about: null, cause: null, subject: null, promises: [] };
}

async function ofIncident(reading: Reading, id: string): Promise<Subject | null> {
	const { stores, site, now } = reading;
	const incident = await stores.incidents.find(id);
	if (!incident) return null;
	const { startedAt, acceptedAt, proposedAt = null, resolvedAt, cause, title } = incident;
	const promises = (await openPromiseBook(stores, site, [incident], now)).promisesTo(incident);
	const instants: [EvidenceInstant, Instant | null][] = [
		['started', startedAt],
		['accepted', acceptedAt],
		['proposed', proposedAt],
		['resolved', resolvedAt],
	];
	const about = { title: worded(reading, title), instants };
	return { at: acceptedAt ?? startedAt, about, cause, subject: `incident/${id}`, promises };
}

async function ofTicket(reading: Reading, id: string): Promise<Subject | null> {
	const { stores, site, now } = reading;
	const [ticket] = await stores.tickets.withPublicIds([id]);
	if (!ticket) return null;
	const { receivedAt, firstResponseAt, acceptedAt, solvedAt, cause } = ticket;
	const promises = (await openTicketBook(stores, site, [ticket], now))(ticket);
	const instants: [EvidenceInstant, Instant | null][] = [
		['received', receivedAt],
		['answered', firstResponseAt],
		['accepted', acceptedAt],
		['resolved', solvedAt],
	];
	return { at: acceptedAt ?? receivedAt, about: { title: null, instants }, cause, subject: null, promises };
}

async function evidencePromise(
	reading: Reading,
	promise: Judged<Promised>,
	revisions: Revision[],
	hashes: ReadonlyMap<number, string>,
	catalogue: KnownCatalogue,
): Promise<EvidencePromise> {
	const {
		term,
		target,
		revision: number,
		clause,
		startsAt,
		deadline,
		finishedAt,
		outcome,
		verdicts,
		difference,
	} = promise;
	const revision = revisions.find((one) => one.number === number);
	if (!revision) throw new Error(`Revision ${number} of ${promise.document} is missing`);
	const isSolution = promise.term === 'solution';
	const body = await bodyOfText(reading.stores, revision, textFor(reading, revision));
	return {
		untilProposal: isUntilProposal(promise, revisions),
		...{ term, target, startsAt, deadline, finishedAt, outcome, difference },
		of: isSolution ? promise.criticality : promise.plan,
		revision: entryOf(reading, revision, revisions),
		clause: { number: clause, html: clauseHtml(body, clause) },
		from: isSolution ? promise.acceptedAt : countedFrom(promise),
		days: promise.calculation.map((day) => shownDay(reading, day)),
		excluded: await Promise.all(
			(promise.excluded ?? []).map(async (one) => ({
				...one,
				partner: named(reading, one.partner, catalogue),
				sources: await outageSources(reading, one.partner, one),
			})),
		),
		readings: promise.commitment === undefined ? [] : readingsOf(reading, revision.terms, promise.commitment),
		verdicts: verdicts.map(({ id, outcome, recordedAt, publication, atUpgrade, reason, withdrawal }) => ({
			...{ id, outcome, recordedAt, publication, atUpgrade },
			hash: hashes.get(publication) ?? null,
			reason: reason && worded(reading, reason),
			withdrawal: withdrawal && { at: withdrawal.at, reason: worded(reading, withdrawal.reason) },
		})),
	};
}
