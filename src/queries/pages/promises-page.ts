import { DomainError } from '../../domain/errors.ts';
import { type Criticality, criticalities, type Incident } from '../../domain/incidents/incident.ts';
import type { Instant } from '../../domain/instant.ts';
import type { PromiseBook } from '../../domain/sla/promise-book.ts';
import { askedInstant, wallText } from '../../domain/time/as-of.ts';
import { openPromiseBook } from '../shared/promise-book.ts';
import type { Reading } from '../shared/reading.ts';
import { type EarlierCard, type EarlierTicketCard, earlierCards, earlierTicketCards } from './earlier-card.ts';
import { type Fresh, validUntil } from './freshness.ts';
import { type IncidentCard, incidentCard } from './incident-card.ts';
import { type JustificationCard, justificationCard } from './incident-page.ts';
import { calculatePromise, type PromiseAnswer } from './promise-calculation.ts';
import { type ShownDay, shownDay } from './promise-card.ts';
import { type PromiseSummary, promiseSummaries, textFor } from './promise-summary.ts';

/** A deadline that was missed. */
export interface MissCard {
	incident: IncidentCard;
	document: string;
	revision: number;
	clause: string;
	criticality: Criticality;
	deadline: Instant;
	/** How long after the deadline it was solved; null while it isn't, or when another criticality took over. */
	lateMillis: number | null;
	justification: JustificationCard | null;
}

/** What a visitor asked the calculator, as it stood in the address. */
export interface CalculatorQuery {
	document: string | null;
	criticality: string | null;
	plan: string | null;
	accepted_at: string | null;
	received_at: string | null;
}

export interface Calculation extends Omit<PromiseAnswer, 'revision'> {
	title: string;
	days: ShownDay[];
	at: Instant;
	/** What the clocks of the site show then, as a form takes it. */
	wall: string;
}

export interface PromisesPage extends Fresh {
	/** Open ones first, each newest first; null beside an answer, which costs no more than itself. */
	misses: MissCard[] | null;
	/** How promises had ended before a correction changed that, the last correction first. */
	earlier: EarlierCard[];
	/** The same of tickets. */
	earlierTickets: EarlierTicketCard[];
	promises: PromiseSummary[];
	/** Null when nothing was asked; a string says why it cannot be answered. */
	answer: Calculation | 'not_understood' | 'before_first' | 'unknown' | null;
}

export async function promisesPage(reading: Reading, query: CalculatorQuery): Promise<PromisesPage> {
	const revisions = await reading.stores.revisions.all();
	const promises = promiseSummaries(reading, revisions);
	const answer = await answerTo(reading, query);
	if (answer !== null) {
		const deadline = typeof answer === 'object' ? answer.promise.deadline : null;
		return {
			misses: null,
			earlier: [],
			earlierTickets: [],
			promises,
			answer,
			validUntil: validUntil(reading, [deadline]),
		};
	}
	const accepted = await acceptedIncidents(reading);
	const misses = await missesAmong(reading, accepted);
	return {
		misses: misses.sort(
			(a, b) => Number(a.justification !== null) - Number(b.justification !== null) || b.deadline - a.deadline,
		),
		earlier: await earlierOutcomes(reading),
		earlierTickets: earlierTicketCards(reading, await reading.stores.tickets.withEarlierOutcomes()),
		promises,
		answer,
		validUntil: validUntil(reading, runningDeadlines(accepted)),
	};
}

/** Every miss, newest deadline first. */
export async function missCards(reading: Reading): Promise<MissCard[]> {
	return missesAmong(reading, await acceptedIncidents(reading));
}

/** Of incidents that stand, and of those that were retracted. */
export async function earlierOutcomes(reading: Reading): Promise<EarlierCard[]> {
	const catalogue = await reading.stores.components.catalogue();
	return earlierCards(reading, await reading.stores.incidents.withEarlierOutcomes(), catalogue);
}

/** The incidents to which promises were made, and what these were. */
interface Accepted {
	incidents: Incident[];
	book: PromiseBook;
}

async function acceptedIncidents({ stores, site, now }: Reading): Promise<Accepted> {
	const all = await stores.incidents.during({ start: 0, end: now + 1 });
	const incidents = all.filter(({ acceptedAt }) => acceptedAt !== null);
	return { incidents, book: await openPromiseBook(stores, site, incidents, now) };
}

async function missesAmong(reading: Reading, { incidents, book }: Accepted): Promise<MissCard[]> {
	const catalogue = await reading.stores.components.catalogue();
	const cards = incidents.flatMap((incident) =>
		book(incident).flatMap((promise) => {
			const { outcome, deadline, document, revision, clause, criticality, finishedAt, supersededAt } = promise;
			if (outcome !== 'missed' || deadline === null) return [];
			const lateMillis = finishedAt === null || supersededAt !== null ? null : finishedAt - deadline;
			const justification = justificationCard(reading, incident, deadline);
			const card = incidentCard(reading, incident, catalogue);
			return [{ incident: card, document, revision, clause, criticality, deadline, lateMillis, justification }];
		}),
	);
	return cards.sort((a, b) => b.deadline - a.deadline);
}

/** When a promise of an open incident may turn into a miss. */
function runningDeadlines({ incidents, book }: Accepted): (Instant | null)[] {
	const open = incidents.filter(({ resolvedAt }) => resolvedAt === null);
	return open.flatMap((incident) => book(incident).map(({ deadline }) => deadline));
}

async function answerTo(reading: Reading, query: CalculatorQuery): Promise<PromisesPage['answer']> {
	const { document, criticality, plan } = query;
	const instant = query.accepted_at ?? query.received_at;
	const asked = isCriticality(criticality) ? { criticality } : plan ? { plan } : null;
	if (!document && !instant) return null;
	if (!document || !instant || !asked) return 'not_understood';
	try {
		const at = askedInstant(instant, reading.site.time_zone);
		const { promise, basis, revision } = await calculatePromise(reading, { document, asked, at, revision: null });
		const days = promise.calculation.map((day) => shownDay(reading, day));
		const wall = wallText(at, reading.site.time_zone);
		return { promise, basis, days, at, wall, title: textFor(reading, revision).title };
	} catch (error) {
		if (!(error instanceof DomainError)) throw error;
		if (error.code === 'invalid') return 'not_understood';
		return (await reading.stores.revisions.of(document)).length > 0 ? 'before_first' : 'unknown';
	}
}

function isCriticality(text: string | null): text is Criticality {
	return (criticalities as readonly (string | null)[]).includes(text);
}
