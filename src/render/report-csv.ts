import { stringify } from 'csv-stringify/sync';
import { type FigureChange, figuresIn, type ReportFigures } from '../domain/report/report-figures.ts';

interface Report {
	figures: ReportFigures;
	corrections: { at: string; changes: FigureChange[] }[];
}

const columns = ['document', 'month', 'section', 'of', 'figure', 'value', 'corrected_to', 'corrected_at'];

/** One line for each figure, and one for each correction of it (RFC 4180). */
export function renderReportCsv({ figures, corrections }: Report): string {
	const { document, month } = figures;
	const own = [...figuresIn(figures)].map(([path, value]) => {
		return [document, month, ...placeOf(JSON.parse(path) as string[]), value ?? '', '', ''];
	});
	const later = corrections.flatMap(({ at, changes }) => {
		return changes.map(({ figure, from, to }) => [document, month, ...placeOf(figure), from ?? '', to ?? '', at]);
	});
	// A spreadsheet must not take a reference for a formula.
	return stringify([columns, ...own, ...later], { record_delimiter: 'windows', escape_formulas: true });
}

/** `['solution', 'high', 'tickets', 'met']` as section, of, figure. */
function placeOf(figure: string[]): [section: string, of: string, figure: string] {
	const [section = '', ...rest] = figure;
	if (section === 'misses') return [section, rest.join(' '), 'justification'];
	if (section === 'maintenance')
		return rest.length === 1 ? [section, '', rest[0] ?? ''] : [section, rest[1] ?? '', `${rest[0]}_minutes`];
	return [section, rest[0] ?? '', rest.slice(1).join('.')];
}
