import type { FigureChange, ReportFigures } from '../../domain/report/report-figures.ts';
import { type Fresh, validUntil } from '../pages/freshness.ts';
import { monthReport, type ReportState } from '../shared/month-report.ts';
import type { Reading } from '../shared/reading.ts';
import { iso, isoOrNull } from './resource.ts';

/** A monthly report for programs. */
export interface ReportResource {
	document: string;
	month: string;
	time_zone: string;
	state: ReportState;
	/** Null until the figures are frozen. */
	frozen_at: string | null;
	/** Of `figures` as JSON without blanks, the keys of every object in order. */
	sha256: string;
	figures: ReportFigures;
	/** What became known after they were frozen, oldest first. */
	corrections: { at: string; changes: FigureChange[] }[];
}

/** Null for a month of which there is no report. */
export async function reportResource(
	reading: Reading,
	document: string,
	month: string,
): Promise<(Fresh & { report: ReportResource }) | null> {
	const found = await monthReport(reading, document, month);
	if (!found) return null;
	const { state, figures, sha256, frozenAt, corrections, freezesAt } = found;
	const report = {
		...{ document, month, state, sha256, figures },
		time_zone: reading.site.time_zone,
		frozen_at: isoOrNull(frozenAt),
		corrections: corrections.map(({ at, changes }) => ({ at: iso(at), changes })),
	};
	return { report, validUntil: validUntil(reading, [freezesAt]) };
}
