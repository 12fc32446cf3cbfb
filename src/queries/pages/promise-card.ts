import type { KnownCatalogue } from '../../domain/component.ts';
import type { Instant } from '../../domain/instant.ts';
import { aroundTheClock } from '../../domain/sla/calendar.ts';
import { commitmentBehind, officeFor, termsAbout } from '../../domain/sla/commitments.ts';
import type { CalculationDay } from '../../domain/sla/deadline.ts';
import type { Exclusion } from '../../domain/sla/exclusion.ts';
import { isRunning, type SolutionPromise } from '../../domain/sla/promise.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import { revisionNumbered } from '../../domain/sla/revision-in-force.ts';
import type { Terms } from '../../domain/sla/terms.ts';
import type { Judged, Promised } from '../../domain/sla/verdict.ts';
import type { Wording } from '../../domain/text.ts';
import { type OfficeHours, officeMillisBetween } from '../../domain/time/office.ts';
import { clauseHtml } from '../../render/markdown.ts';
import { bodyOfText } from '../shared/body-of-text.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { isUntilProposal } from '../shared/until-proposal.ts';
import { readingsOf, type ShownReading } from './clause-readings.ts';
import { type NamedComponent, named } from './incident-card.ts';
import { textFor } from './promise-summary.ts';

export type ShownDay = Omit<CalculationDay, 'holiday'> & { holiday: Wording | null };

export type ShownExclusion = Omit<Exclusion, 'partner'> & { partner: NamedComponent };

export interface PromiseCard extends Omit<Judged<SolutionPromise>, 'calculation' | 'excluded'> {
	calculation: ShownDay[];
	/** The document's own name. */
	title: string;
	/** Is its time an estimate of when a solution is proposed? */
	untilProposal: boolean;
	/** What the text leaves open about it, and how that is counted. */
	readings: ShownReading[];
	/** Those of its revision that bear on it; null where its commitment is not known. */
	terms: Terms | null;
	/** Of the revision that applies: what it says of unavailable partners. */
	exclusionClause: string | null;
	/** What the criticality means, in the words of the revision that applies, and the language of these words. */
	definition: { html: string; clause: string; language: string } | null;
	excluded: ShownExclusion[];
	/** Office time since the clock started, until it was solved or now. */
	usedMillis: number;
	/** Office time until the deadline; null when none is running. */
	leftMillis: number | null;
	/** How long after a missed deadline it was solved, or it is now; null where none was missed, or another took its place. */
	lateMillis: number | null;
}

/** @param revisions of every document */
export async function promiseCard(
	reading: Reading,
	promise: Judged<SolutionPromise>,
	catalogue: KnownCatalogue,
	revisions: Revision[],
): Promise<PromiseCard> {
	const office = officeOfPromise(promise, revisions);
	const { startsAt, finishedAt, supersededAt, deadline, outcome } = promise;
	const until = Math.min(finishedAt ?? reading.now, supersededAt ?? reading.now);
	return {
		...promise,
		untilProposal: isUntilProposal(promise, revisions),
		...(await wordsOf(reading, promise, revisions)),
		calculation: promise.calculation.map((day) => shownDay(reading, day)),
		excluded: promise.excluded.map((one) => ({ ...one, partner: named(reading, one.partner, catalogue) })),
		usedMillis: officeMillisBetween(office, startsAt, Math.max(startsAt, until)),
		leftMillis: isRunning(promise) ? officeMillisBetween(office, reading.now, promise.deadline) : null,
		lateMillis: outcome === 'missed' && deadline !== null && supersededAt === null ? until - deadline : null,
	};
}

/** The hours in which it is counted, by the revision that it is a promise of. */
export function officeOfPromise(promise: Promised, revisions: Revision[]): OfficeHours {
	const { document, revision } = promise;
	const terms = revisionNumbered(revisions, document, revision)?.terms;
	return terms ? officeFor(terms, commitmentBehind(terms, promise) ?? { counted_in: 'office' }) : aroundTheClock('UTC');
}

export function shownDay(reading: Reading, day: CalculationDay): ShownDay {
	return { ...day, holiday: day.holiday ? worded(reading, day.holiday) : null };
}

/** The next minute, while somebody may be reading how much time is left. */
export function nextTick(cards: PromiseCard[], now: Instant): Instant | null {
	return cards.some(({ leftMillis }) => leftMillis !== null) ? now + 60_000 : null;
}

async function wordsOf(
	reading: Reading,
	promise: SolutionPromise,
	revisions: Revision[],
): Promise<Pick<PromiseCard, 'title' | 'definition' | 'exclusionClause' | 'readings' | 'terms'>> {
	const revision = revisions.find(
		({ document, number }) => document === promise.document && number === promise.revision,
	);
	if (!revision) throw new Error(`Revision ${promise.revision} of ${promise.document} is missing`);
	const text = textFor(reading, revision);
	const commitment = commitmentBehind(revision.terms, promise);
	const clause = commitment?.definition;
	const html = clause ? clauseHtml(await bodyOfText(reading.stores, revision, text), clause) : null;
	return {
		title: text.title,
		readings: commitment ? readingsOf(reading, revision.terms, commitment.id) : [],
		terms: commitment ? termsAbout(revision.terms, commitment) : null,
		exclusionClause: revision.terms.exclusion?.clause ?? null,
		definition: html === null || clause === undefined ? null : { html, clause, language: text.language },
	};
}
