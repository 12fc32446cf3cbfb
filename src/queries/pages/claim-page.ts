import type { Instant } from '../../domain/instant.ts';
import { corrected, type FigureValue, figuresIn } from '../../domain/report/report-figures.ts';
import { type AvailabilityKept, quarterEnding } from '../../domain/sla/availability.ts';
import type { Availability } from '../../domain/sla/commitment.ts';
import { availabilitiesOf } from '../../domain/sla/commitments.ts';
import { addDays } from '../../domain/sla/deadline.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import { monthInterval } from '../../domain/time/day.ts';
import { type MonthReport, monthReport, type ReportState } from '../shared/month-report.ts';
import type { Reading } from '../shared/reading.ts';
import { type Fresh, validUntil } from './freshness.ts';
import { type NamedComponent, named } from './incident-card.ts';
import { textFor } from './promise-summary.ts';

/** One system in one period, by one commitment: what was promised, what was measured, and what may be claimed. */
export interface Claim {
	commitment: Availability;
	revision: number;
	system: NamedComponent;
	/** 'YYYY-MM': the first and the last month of the period. */
	period: { first: string; last: string };
	kept: AvailabilityKept;
	/** What became known after the figures were frozen; null where nothing did. */
	corrected: AvailabilityKept | null;
	/** By when to claim; null where the terms say nothing of it, or nothing can be claimed. */
	claimUntil: Instant | null;
}

export interface ClaimPage extends Fresh {
	document: string;
	month: string;
	title: string;
	state: ReportState;
	sha256: string;
	claims: Claim[];
	weights: Reading['site']['uptime_weights'];
}

/** The claim sheet of a month; null where there is no report of it, or nothing is committed about availability. */
export async function claimPage(reading: Reading, document: string, month: string): Promise<ClaimPage | null> {
	const report = await monthReport(reading, document, month);
	if (!report?.figures.commitments) return null;
	const { state, sha256, freezesAt } = report;
	const revisions = await reading.stores.revisions.of(document);
	const claims = await claimsOf(reading, report, month, revisions);
	const latest = revisions.find(({ number }) => number === claims[0]?.revision) ?? (revisions.at(-1) as Revision);
	return {
		...{ document, month, state, sha256, claims },
		title: textFor(reading, latest).title,
		weights: report.weights,
		validUntil: validUntil(reading, [freezesAt]),
	};
}

/** What the report of a month says of the commitments about availability. @param revisions of its document */
export async function claimsOf(
	reading: Reading,
	{ figures, corrections }: Pick<MonthReport, 'figures' | 'corrections'>,
	month: string,
	revisions: readonly Revision[],
): Promise<Claim[]> {
	const catalogue = await reading.stores.components.catalogue();
	const now = corrected(figuresIn(figures), corrections);
	return Object.entries(figures.commitments ?? {}).flatMap(([id, bySystem]) =>
		Object.entries(bySystem).flatMap(([slug, kept]) => {
			const commitment = commitmentOf(revisions, kept.revision, id);
			if (commitment === null) return [];
			const period = periodOf(commitment, month);
			const later = keptAfter(now, ['commitments', id, slug], kept);
			return [
				{
					...{ commitment, revision: kept.revision, period, kept, corrected: later },
					system: named(reading, slug, catalogue),
					claimUntil: claimEnd(reading, commitment, later ?? kept, month),
				},
			];
		}),
	);
}

function commitmentOf(revisions: readonly Revision[], number: number, id: string): Availability | null {
	const terms = revisions.find((one) => one.number === number)?.terms;
	return (terms && availabilitiesOf(terms).find((one) => one.id === id)) ?? null;
}

function periodOf({ target }: Availability, month: string): Claim['period'] {
	return (target.per === 'quarter' && quarterEnding(month)) || { first: month, last: month };
}

function keptAfter(
	now: ReadonlyMap<string, FigureValue>,
	place: string[],
	kept: AvailabilityKept,
): AvailabilityKept | null {
	const known = Object.keys(kept).map((field) => [field, now.get(JSON.stringify([...place, field])) ?? null]);
	const after = Object.fromEntries(known) as AvailabilityKept;
	return JSON.stringify(after) === JSON.stringify(kept) ? null : after;
}

function claimEnd(
	reading: Reading,
	{ claim }: Availability,
	{ credit }: AvailabilityKept,
	month: string,
): Instant | null {
	if (claim === undefined || credit === null) return null;
	const { end } = monthInterval(reading.site.time_zone, month);
	return addDays(reading.site.time_zone, end, claim.days).deadline;
}
