import { canonicalJson, sha256 } from '../domain/canonical.ts';
import type { Instant } from '../domain/instant.ts';
import type { FigureChange, ReportFigures } from '../domain/report/report-figures.ts';
import type { Stores } from '../stores/stores.ts';

/** Nobody decides that a month is over. */
const author = { name: 'vigente' };

/**
 * Freezes the figures of a month for good; one that is frozen already stays as it is.
 *
 * @param basis what of site.yaml they were computed with
 * @param checked the last publication that they know of
 */
export async function freezeMonth(
	stores: Stores,
	figures: ReportFigures,
	basis: string,
	checked: number,
	now: Instant,
): Promise<void> {
	const { document, month } = figures;
	const frozen = canonicalJson(figures);
	const hash = sha256(frozen);
	await stores.reports.freeze(
		{ document, month, figures: frozen, sha256: hash, basis, frozenAt: now, checked },
		author,
	);
}

/** Publishes what turned out otherwise after a month was frozen. @param position how many corrections there are already */
export async function correctMonth(
	stores: Stores,
	{ document, month }: Pick<ReportFigures, 'document' | 'month'>,
	position: number,
	changes: FigureChange[],
	now: Instant,
): Promise<void> {
	await stores.reports.correct({ document, month }, position, { at: now, changes }, author);
}
