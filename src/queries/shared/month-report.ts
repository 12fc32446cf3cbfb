import { siteOn } from '../../content/basis.ts';
import type { Instant } from '../../domain/instant.ts';
import { reportFigures } from '../../domain/report/report.ts';
import { hashOfFigures, type ReportFigures } from '../../domain/report/report-figures.ts';
import type { UptimeWeights } from '../../domain/status/uptime.ts';
import { freezesAt, monthOf, shiftedMonth } from '../../domain/time/month.ts';
import type { Correction } from '../../stores/stores.ts';
import { monthFacts } from './month-facts.ts';
import type { Reading } from './reading.ts';

/** `so_far`: the month goes on. `closing`: it is over, and its figures may still change. `frozen`: they never will. */
export type ReportState = 'so_far' | 'closing' | 'frozen';

export interface MonthReport {
	state: ReportState;
	figures: ReportFigures;
	/** Of the figures as canonical JSON: what `sha256sum` prints of them. */
	sha256: string;
	/** Null until they are frozen. */
	frozenAt: Instant | null;
	/** When they freeze, or should have. */
	freezesAt: Instant;
	/** Oldest first. */
	corrections: Correction[];
	/** By which its figures were computed. */
	weights: UptimeWeights;
}

type MonthReading = Pick<Reading, 'stores' | 'site' | 'now'>;

/** The months of which there is a report: since the document was first published. Null for no such document. */
export async function reportedMonths(
	{ stores, site, now }: MonthReading,
	document: string,
): Promise<{ first: string; last: string; lastClosed: string | null } | null> {
	const revisions = (await stores.revisions.of(document)).filter(({ publishedAt }) => publishedAt <= now);
	if (revisions.length === 0) return null;
	const first = monthOf(site.time_zone, Math.min(...revisions.map(({ publishedAt }) => publishedAt)));
	const last = monthOf(site.time_zone, now);
	const before = shiftedMonth(last, -1);
	return { first, last, lastClosed: before >= first ? before : null };
}

/** Null for a month of which there is no report. */
export async function monthReport(reading: MonthReading, document: string, month: string): Promise<MonthReport | null> {
	const { stores, site, now } = reading;
	const months = await reportedMonths(reading, document);
	if (months === null || !/^\d{4}-(0[1-9]|1[0-2])$/.test(month) || month < months.first || month > months.last)
		return null;
	const frozen = await stores.reports.find(document, month);
	const freezes = freezesAt(site.time_zone, month);
	if (frozen) {
		const { sha256, frozenAt } = frozen;
		const figures = JSON.parse(frozen.figures) as ReportFigures;
		const corrections = await stores.reports.corrections(document, month);
		const weights = siteOn(site, frozen.basis).uptime_weights;
		return { state: 'frozen', figures, sha256, frozenAt, freezesAt: freezes, corrections, weights };
	}
	const figures = reportFigures(await monthFacts(reading, document, month), now);
	const state = month === months.last ? 'so_far' : 'closing';
	return {
		state,
		figures,
		sha256: hashOfFigures(figures),
		frozenAt: null,
		freezesAt: freezes,
		corrections: [],
		weights: site.uptime_weights,
	};
}
