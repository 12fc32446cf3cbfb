import type { Site } from '../../content/site.ts';
import { knownComponent } from '../../domain/component.ts';
import type { Instant } from '../../domain/instant.ts';
import type { AvailabilityFigures, MaintenanceFigures, ReportFigures } from '../../domain/report/report-figures.ts';
import { type PromisedWindow, windowOf } from '../../domain/sla/commitments.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import type { Wording } from '../../domain/text.ts';
import { shiftedMonth } from '../../domain/time/month.ts';
import { type MonthReport, monthReport, reportedMonths } from '../shared/month-report.ts';
import type { Reading } from '../shared/reading.ts';
import {
	type CriticalityRow,
	criticalityRows,
	type PlanRow,
	planRows,
	revisionsDuring,
} from '../shared/report-terms.ts';
import { type Claim, claimsOf } from './claim-page.ts';
import { type Fresh, validUntil } from './freshness.ts';
import { named } from './incident-card.ts';
import { textFor } from './promise-summary.ts';
import { correctionDays, type DayOfCorrections } from './report-corrections.ts';
import { type MissCard, missCards } from './report-misses.ts';
import { type ReportedWork, reportedWorks } from './report-works.ts';

export interface SystemRow {
	slug: string;
	name: Wording;
	figures: AvailabilityFigures;
}

export interface ReportPage extends Fresh, Pick<MonthReport, 'state' | 'sha256' | 'frozenAt' | 'freezesAt'> {
	document: string;
	/** Of the document. */
	title: string;
	/** 'YYYY-MM' */
	month: string;
	earlier: string | null;
	later: string | null;
	/** The figures as far as they went at this instant. */
	at: Instant;
	plans: PlanRow[];
	criticalities: CriticalityRow[];
	/** Those in force in the month, and the hash of each one's text for this reader. */
	revisions: { number: number; sha256: string }[];
	/** In the order of the catalogue. */
	systems: SystemRow[];
	/** Of the commitments about availability. */
	claims: Claim[];
	weights: Site['uptime_weights'];
	maintenance: MaintenanceFigures;
	/** The promised window in the end. */
	window: PromisedWindow | null;
	outside: ReportedWork[];
	/** Work that nobody announced beforehand. */
	emergencies: ReportedWork[];
	misses: MissCard[];
	corrections: DayOfCorrections[];
}

/** Null for a month of which there is no report. */
export async function reportPage(reading: Reading, document: string, month: string): Promise<ReportPage | null> {
	const report = await monthReport(reading, document, month);
	const months = await reportedMonths(reading, document);
	if (!report || !months) return null;
	const { figures, state, sha256, frozenAt, freezesAt } = report;
	const revisions = await reading.stores.revisions.of(document);
	const inForce = revisionsDuring(reading, revisions, month);
	const current = inForce.at(-1) as Revision;
	return {
		...{ document, month, state, sha256, frozenAt, freezesAt },
		title: textFor(reading, current).title,
		earlier: month > months.first ? shiftedMonth(month, -1) : null,
		later: month < months.last ? shiftedMonth(month, 1) : null,
		at: reading.now,
		plans: planRows(figures, inForce),
		criticalities: criticalityRows(figures, inForce),
		revisions: inForce.map((revision) => ({ number: revision.number, sha256: textFor(reading, revision).sha256 })),
		systems: await systemRows(reading, figures),
		claims: await claimsOf(reading, report, month, revisions),
		weights: report.weights,
		maintenance: figures.maintenance,
		window: windowOf(current.terms),
		outside: await reportedWorks(reading, figures.maintenance.outside, revisions),
		emergencies: await reportedWorks(reading, figures.maintenance.emergency ?? {}, revisions),
		misses: await missCards(reading, figures),
		corrections: await correctionDays(reading, figures, report.corrections),
		validUntil: validUntil(reading, [freezesAt]),
	};
}

/** A month that is frozen has the slugs of then; what has left comes last. */
async function systemRows(reading: Reading, { availability }: ReportFigures): Promise<SystemRow[]> {
	const catalogue = await reading.stores.components.catalogue();
	const order = new Map(catalogue.components.map(({ slug }, index) => [slug, index]));
	const rows = Object.entries(availability).map(([slug, figures]) => {
		return { ...named(reading, knownComponent(catalogue, slug)?.slug ?? slug, catalogue), figures };
	});
	const placeOf = ({ slug }: SystemRow) => order.get(slug) ?? Number.MAX_SAFE_INTEGER;
	return rows.sort((one, other) => placeOf(one) - placeOf(other));
}
