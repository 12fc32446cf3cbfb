import type { KnownCatalogue } from '../../domain/component.ts';
import { type Incident, justificationFor } from '../../domain/incidents/incident.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Outcome } from '../../domain/sla/promise.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import { revisionNumbered } from '../../domain/sla/revision-in-force.ts';
import type { RecordedTicket } from '../../domain/sla/ticket.ts';
import type { Verdict } from '../../domain/sla/verdict.ts';
import type { Text, Wording } from '../../domain/text.ts';
import { renderMessage } from '../../render/markdown.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { type IncidentCard, incidentCard } from './incident-card.ts';
import { textFor } from './promise-summary.ts';

export interface JustificationCard {
	html: string;
	language: string;
	/** Null where nobody recorded it: of a ticket. */
	publishedAt: Instant | null;
	/** How long after the deadline had passed; null where that is not known. */
	afterMillis: number | null;
}

/** One line of the register. */
export interface VerdictCard {
	id: string;
	/** Null for a promise to a ticket: whose it is says nobody. */
	incident: IncidentCard | null;
	document: string;
	/** The title of the document, in the revision that the promise is of. */
	agreement: string;
	revision: number;
	clause: string;
	/** To which plan alone it was made; null where to all. */
	plan: string | null;
	term: 'solution' | 'first_response';
	/** The criticality or the plan that it was made for. */
	of: string;
	outcome: Outcome;
	deadline: Instant | null;
	/** When it was done, in time or not; null while it isn't, or when another criticality took over. */
	finishedAt: Instant | null;
	/** How long after the deadline. */
	lateMillis: number | null;
	/** How long before the deadline it was announced that it will not be kept; null where it wasn't. */
	announcedMillis: number | null;
	justification: JustificationCard | null;
	recordedAt: Instant;
	/** Why there was another verdict than before. */
	reason: Wording | null;
	atUpgrade: boolean;
	withdrawal: { at: Instant; reason: Wording } | null;
	/** Its time ended early here, and why: the place of the update. */
	replaced: { at: Instant; because: string | null } | null;
}

/** In the same order. @param revisions of every document */
export async function verdictCards(
	reading: Reading,
	verdicts: readonly Verdict[],
	revisions: readonly Revision[],
): Promise<VerdictCard[]> {
	const { stores } = reading;
	const idsOf = (kind: 'incident' | 'ticket') => [
		...new Set(verdicts.filter(({ of }) => of.kind === kind).map(({ of }) => of.id)),
	];
	const incidents = new Map((await stores.incidents.withIds(idsOf('incident'))).map((one) => [one.id, one]));
	const tickets = new Map((await stores.tickets.withPublicIds(idsOf('ticket'))).map((one) => [one.publicId, one]));
	const catalogue = await stores.components.catalogue();
	return verdicts.map((verdict) => {
		const { of } = verdict;
		const incident = of.kind === 'incident' ? incidents.get(of.id) : undefined;
		const ticket = of.kind === 'ticket' ? tickets.get(of.id) : undefined;
		const { document, revision } = verdict.promise;
		const its = revisionNumbered(revisions, document, revision);
		const card = verdictCard(reading, verdict, incident, ticket, catalogue);
		return { ...card, agreement: its ? textFor(reading, its).title : document };
	});
}

function verdictCard(
	reading: Reading,
	verdict: Verdict,
	incident: Incident | undefined,
	ticket: RecordedTicket | undefined,
	catalogue: KnownCatalogue,
): Omit<VerdictCard, 'agreement'> {
	const { id, promise, outcome, recordedAt, reason, atUpgrade, withdrawal } = verdict;
	const { document, revision, clause, term, deadline } = promise;
	const replacedAt = promise.term === 'solution' ? promise.supersededAt : null;
	const doneAt = doneSince(verdict, incident, ticket);
	const finishedAt = replacedAt === null ? (promise.finishedAt ?? doneAt) : null;
	const isLate = outcome === 'missed' && deadline !== null && finishedAt !== null;
	return {
		...{ id, document, revision, clause, term, outcome, deadline, finishedAt, recordedAt, atUpgrade },
		incident: incident ? incidentCard(reading, incident, catalogue) : null,
		of: promise.term === 'solution' ? promise.criticality : promise.plan,
		plan: promise.term === 'solution' ? (promise.plan ?? null) : null,
		lateMillis: isLate ? finishedAt - deadline : null,
		announcedMillis: announcedBefore(incident, deadline),
		justification: outcome === 'missed' ? justificationOf(reading, incident, ticket, document, deadline) : null,
		reason: reason && worded(reading, reason),
		withdrawal: withdrawal && { at: withdrawal.at, reason: worded(reading, withdrawal.reason) },
		replaced: replacedAt === null ? null : { at: replacedAt, because: becauseOf(incident, replacedAt) },
	};
}

/** A miss is recorded at its deadline: what it was about may have been done since. */
function doneSince(
	{ promise }: Verdict,
	incident: Incident | undefined,
	ticket: RecordedTicket | undefined,
): Instant | null {
	if (incident) return incident.resolvedAt;
	return (promise.term === 'solution' ? ticket?.solvedAt : ticket?.firstResponseAt) ?? null;
}

function announcedBefore(incident: Incident | undefined, deadline: Instant | null): number | null {
	const first = incident?.delays?.find(({ announcedAt }) => deadline !== null && announcedAt < deadline);
	return first === undefined || deadline === null ? null : deadline - first.announcedAt;
}

function becauseOf(incident: Incident | undefined, at: Instant): string | null {
	return incident?.updates.find(({ publishedAt }) => publishedAt === at)?.id ?? null;
}

function justificationOf(
	reading: Reading,
	incident: Incident | undefined,
	ticket: RecordedTicket | undefined,
	document: string,
	deadline: Instant | null,
): JustificationCard | null {
	if (incident) return justificationCard(reading, incident, document, deadline);
	if (!ticket?.justification) return null;
	return shownJustification(reading, { body: ticket.justification, publishedAt: null }, deadline);
}

/** @param deadline the one that was missed */
export function justificationCard(
	reading: Reading,
	incident: Incident,
	document: string,
	deadline: Instant | null,
): JustificationCard | null {
	const justification = justificationFor(incident, document);
	return justification && shownJustification(reading, justification, deadline);
}

/** @param deadline the one that was missed */
export function shownJustification(
	reading: Reading,
	{ body, publishedAt }: { body: Text; publishedAt: Instant | null },
	deadline: Instant | null,
): JustificationCard {
	const { wording, language } = worded(reading, body);
	const afterMillis = deadline === null || publishedAt === null ? null : publishedAt - deadline;
	return { html: renderMessage(wording), language, publishedAt, afterMillis };
}
