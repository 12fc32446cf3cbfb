import { DomainError } from '../../domain/errors.ts';
import { type Criticality, criticalities } from '../../domain/incidents/incident.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import { askedInstant, wallText } from '../../domain/time/as-of.ts';
import type { Reading } from '../shared/reading.ts';
import { isUntilProposal } from '../shared/until-proposal.ts';
import { type Fresh, validUntil } from './freshness.ts';
import { calculatePromise, type PromiseAnswer } from './promise-calculation.ts';
import { type ShownDay, shownDay } from './promise-card.ts';
import { type PromiseSummary, promiseSummaries, textFor } from './promise-summary.ts';
import { type VerdictCard, verdictCards } from './verdict-cards.ts';

/** What a visitor asked the calculator, as it stood in the address. */
export interface CalculatorQuery {
	document: string | null;
	criticality: string | null;
	plan: string | null;
	/** `first_response` where a criticality is given beside a plan and the answer to it is asked about. */
	term?: string | null;
	accepted_at: string | null;
	received_at: string | null;
}

export interface Calculation extends Omit<PromiseAnswer, 'revision'> {
	title: string;
	/** Is its time an estimate of when a solution is proposed? */
	untilProposal: boolean;
	days: ShownDay[];
	at: Instant;
	/** What the clocks of the site show then, as a form takes it. */
	wall: string;
}

/** A part of the register. */
export interface RegisterPage {
	verdicts: VerdictCard[];
	/** From 1, and of how many. */
	page: number;
	pages: number;
}

export interface PromisesPage extends Fresh {
	/** Misses that stand: those first of which nobody has said why. Null beside an answer, which costs no more than itself. */
	misses: RegisterPage | null;
	/** What was withdrawn, or ended early because another criticality took its place; the last recorded first. */
	others: RegisterPage | null;
	promises: PromiseSummary[];
	/** What a customer may have bought, and under which agreement; none where there is nothing to choose. */
	plans: { id: string; name: string; agreement: string }[];
	/** Null when nothing was asked; a string says why it cannot be answered. */
	answer: Calculation | 'not_understood' | 'before_first' | 'unknown' | null;
}

/** How many lines of the register one page has. */
const LINES = 50;

/** @param page which of the register, from 1 */
export async function promisesPage(reading: Reading, query: CalculatorQuery, page = 1): Promise<PromisesPage> {
	const revisions = await reading.stores.revisions.all();
	const promises = promiseSummaries(reading, revisions);
	const answer = await answerTo(reading, query, promises);
	const plans = plansIn(promises);
	if (answer !== null) {
		const deadline = typeof answer === 'object' ? answer.promise.deadline : null;
		return { misses: null, others: null, promises, plans, answer, validUntil: validUntil(reading, [deadline]) };
	}
	const documents = documentsOf(promises, query.plan);
	const misses = await registerPage(reading, 'misses', page, documents, revisions);
	const others = await registerPage(reading, 'others', page, documents, revisions);
	return { misses, others, promises, plans, answer, validUntil: validUntil(reading, []) };
}

/** The newest lines of a part of the register. */
export async function newestVerdicts(
	reading: Reading,
	part: 'misses' | 'others',
	limit: number,
): Promise<VerdictCard[]> {
	const { verdicts } = await reading.stores.verdicts.register(part, limit, 0);
	return verdictCards(reading, verdicts, await reading.stores.revisions.all());
}

function plansIn(promises: readonly PromiseSummary[]): PromisesPage['plans'] {
	const plans = promises.flatMap(({ title, terms }) => terms.plans.map((plan) => ({ ...plan, agreement: title })));
	return promises.length < 2 ? [] : plans;
}

/** The agreements that are about a plan; all of them for no plan, or one that nobody knows. */
function documentsOf(promises: readonly PromiseSummary[], plan: string | null): string[] | undefined {
	const own = promises.filter(({ terms }) => terms.plans.some(({ id }) => id === plan));
	return own.length === 0 ? undefined : own.map(({ document }) => document);
}

async function registerPage(
	reading: Reading,
	part: 'misses' | 'others',
	page: number,
	documents: string[] | undefined,
	revisions: readonly Revision[],
): Promise<RegisterPage> {
	const { verdicts, total } = await reading.stores.verdicts.register(part, LINES, (page - 1) * LINES, documents);
	return {
		verdicts: await verdictCards(reading, verdicts, revisions),
		page,
		pages: Math.max(1, Math.ceil(total / LINES)),
	};
}

async function answerTo(
	reading: Reading,
	query: CalculatorQuery,
	promises: readonly PromiseSummary[],
): Promise<PromisesPage['answer']> {
	const { criticality, plan } = query;
	// A plan is of one agreement, as a rule.
	const document = query.document ?? (plan ? (documentsOf(promises, plan)?.[0] ?? null) : null);
	const instant = query.accepted_at ?? query.received_at;
	const known = isCriticality(criticality) ? criticality : null;
	const isAnswer = query.term === 'first_response' || known === null;
	const asked =
		isAnswer && plan
			? { term: 'first_response' as const, plan, criticality: known }
			: known && { term: 'solution' as const, criticality: known, plan };
	if (!query.document && !instant) return null;
	if (!document || !instant || !asked) return 'not_understood';
	try {
		const at = askedInstant(instant, reading.site.time_zone);
		const { promise, basis, revision } = await calculatePromise(reading, { document, asked, at, revision: null });
		const days = promise.calculation.map((day) => shownDay(reading, day));
		const wall = wallText(at, reading.site.time_zone);
		const untilProposal = isUntilProposal(promise, [revision]);
		return { promise, basis, untilProposal, days, at, wall, title: textFor(reading, revision).title };
	} catch (error) {
		if (!(error instanceof DomainError)) throw error;
		if (error.code === 'invalid') return 'not_understood';
		return (await reading.stores.revisions.of(document)).length > 0 ? 'before_first' : 'unknown';
	}
}

function isCriticality(text: string | null): text is Criticality {
	return (criticalities as readonly (string | null)[]).includes(text);
}
