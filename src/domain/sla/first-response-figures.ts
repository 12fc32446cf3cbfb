import { type Instant, type Interval, MINUTE } from '../instant.ts';
import type { FirstResponseFigures, Miss } from '../report/report-figures.ts';
import { contains } from '../time/interval.ts';
import { officeMillisBetween } from '../time/office.ts';
import { percentile, shareOf } from '../watch/percentile.ts';
import { firstResponseFor, firstResponsesOf, officeFor } from './commitments.ts';
import type { FirstResponsePromise } from './first-response.ts';
import type { Outcome } from './promise.ts';
import type { Revision } from './revision.ts';
import { revisionAt } from './revision-in-force.ts';
import type { Terms } from './terms.ts';
import type { Ticket } from './ticket.ts';
import type { Promised } from './verdict.ts';

/** A ticket, and its promises as they were judged or stand. */
export interface JudgedTicket {
	ticket: Ticket;
	/** By which figures name it in public, see {@link markOf}. */
	mark: string;
	promises: readonly Promised[];
}

interface Judged {
	plan: string;
	outcome: Exclude<Outcome, 'replaced'>;
	/** From what starts the clock to the answer, as the terms count it; null where nothing was answered, or nothing promised. */
	minutes: number | null;
	miss: Miss | null;
}

/** The first answers to what was received within a range, by plan (SLA §2.1). */
export function firstResponseFigures(
	tickets: readonly JudgedTicket[],
	ofDocument: Revision[],
	range: Interval,
): { figures: Record<string, FirstResponseFigures>; misses: Miss[] } {
	const received = tickets.filter(({ ticket }) => contains(range, ticket.receivedAt));
	const judged = received.map((ticket) => judge(ticket, ofDocument));
	const byPlan = Map.groupBy(judged, ({ plan }) => plan);
	const plans = new Set([...plansDuring(ofDocument, range), ...byPlan.keys()]);
	return {
		figures: Object.fromEntries([...plans].map((plan) => [plan, figuresOf(byPlan.get(plan) ?? [])])),
		misses: judged.flatMap(({ miss }) => miss ?? []),
	};
}

/** The plans that a revision in force at some instant of the range knows. */
function plansDuring(ofDocument: Revision[], range: Interval): string[] {
	const published = ofDocument.filter(({ inForceFrom }) => contains(range, inForceFrom));
	const first = revisionAt(ofDocument, range.start);
	const inForce = first === null ? published : [first, ...published];
	return inForce.flatMap(({ terms }) => plansOf(terms));
}

/** Those to which a first response is promised. */
function plansOf(terms: Terms): string[] {
	const named = firstResponsesOf(terms).flatMap(({ plan }) => plan ?? []);
	const forAll = firstResponsesOf(terms).some(({ plan }) => plan === undefined);
	return forAll ? [...new Set([...terms.plans.map(({ id }) => id), ...named])] : named;
}

function judge({ ticket, mark, promises }: JudgedTicket, ofDocument: readonly Revision[]): Judged {
	const { plan, firstResponseAt } = ticket;
	const promise = promises.find((one) => one.term === 'first_response');
	if (!promise) return { plan, outcome: 'untargeted', minutes: null, miss: null };
	if (promise.outcome === 'excluded') return { plan, outcome: 'excluded', minutes: null, miss: null };
	const millis = firstResponseAt === null ? null : elapsed(ticket, promise, ofDocument, firstResponseAt);
	const miss = promise.outcome === 'missed' ? missOf(ticket, mark, promise) : null;
	return { plan, outcome: promise.outcome, minutes: millis === null ? null : Math.ceil(millis / MINUTE), miss };
}

function elapsed(
	{ plan, criticality, receivedAt, acceptedAt }: Ticket,
	{ revision, from = 'receipt' }: FirstResponsePromise,
	ofDocument: readonly Revision[],
	to: Instant,
): number {
	const terms = ofDocument.find(({ number }) => number === revision)?.terms;
	const commitment = terms && firstResponseFor(terms, plan, criticality);
	const start = from === 'receipt' ? receivedAt : (acceptedAt ?? receivedAt);
	if (!commitment || commitment.counted_in === 'always') return Math.max(0, to - start);
	return officeMillisBetween(officeFor(terms, commitment), start, Math.max(start, to));
}

function missOf(
	{ plan, justification }: Ticket,
	id: string,
	promise: { revision: number; deadline: Instant; finishedAt: Instant | null },
): Miss {
	return {
		...{ kind: 'ticket', id, term: 'first_response', of: plan, justification },
		revision: promise.revision,
		deadline: new Date(promise.deadline).toISOString(),
		finished_at: promise.finishedAt === null ? null : new Date(promise.finishedAt).toISOString(),
	};
}

function figuresOf(judged: Judged[]): FirstResponseFigures {
	const counts = { running: 0, met: 0, missed: 0, excluded: 0, untargeted: 0 };
	for (const { outcome } of judged) counts[outcome] += 1;
	const minutes = judged.flatMap((one) => one.minutes ?? []);
	return {
		...counts,
		count: judged.length,
		share: shareOf(counts.met, counts.met + counts.missed),
		median_minutes: percentile(minutes, 50),
		p90_minutes: percentile(minutes, 90),
	};
}
