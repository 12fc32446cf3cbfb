import { correctMonth, freezeMonth } from '../commands/close-month.ts';
import { basisOf, siteOn } from '../content/basis.ts';
import type { Site } from '../content/site.ts';
import type { Instant } from '../domain/instant.ts';
import { reportFigures } from '../domain/report/report.ts';
import {
	changesBetween,
	corrected,
	type FigureValue,
	figuresIn,
	inWordsOf,
	type ReportFigures,
} from '../domain/report/report-figures.ts';
import { freezesAt, monthOf, monthsBetween, shiftedMonth } from '../domain/time/month.ts';
import { monthFacts } from '../queries/shared/month-facts.ts';
import type { FrozenMonth } from '../stores/sql/reports.ts';
import type { Stores } from '../stores/stores.ts';

/** Months further back are left as they are: a server that was off for years has to start all the same. */
const LOOKED_AT = 36;

/**
 * Freezes every month that is over for a day or longer and isn't frozen yet.
 *
 * @param agreed an instant that has passed for certain, whatever the clock says now
 */
export async function freezeMonths(stores: Stores, site: Site, now: Instant, agreed: Instant = now): Promise<void> {
	const zone = site.time_zone;
	const current = monthOf(zone, now);
	const byDocument = Map.groupBy(await stores.revisions.all(), ({ document }) => document);
	for (const [document, revisions] of byDocument) {
		const begun = monthOf(zone, Math.min(...revisions.map(({ publishedAt }) => publishedAt)));
		const oldest = shiftedMonth(current, -LOOKED_AT);
		for (const month of monthsBetween(oldest, shiftedMonth(current, -1))) {
			if (
				month < begun ||
				freezesAt(zone, month) > Math.min(now, agreed) ||
				(await stores.reports.find(document, month))
			)
				continue;
			const checked = stores.publications.current();
			const figures = reportFigures(await monthFacts({ stores, site, now }, document, month), now);
			await freezeMonth(stores, figures, basisOf(site), checked, now);
		}
	}
}

/**
 * Compares frozen months with what is known by now, and publishes what turned out otherwise. Only those months are
 * computed again that a publication since may bear on.
 *
 * @param settling also those in which something was still running, which time alone may have decided
 */
export async function correctMonths(stores: Stores, site: Site, now: Instant, settling: boolean): Promise<void> {
	const months = await stores.reports.since(shiftedMonth(monthOf(site.time_zone, now), -LOOKED_AT));
	const current = stores.publications.current();
	for (const frozen of months) {
		const corrections = await stores.reports.corrections(frozen.document, frozen.month);
		const figures = JSON.parse(frozen.figures) as ReportFigures;
		const known = corrected(figuresIn(figures), corrections);
		const isTouched = (await stores.publications.reachAfter(frozen.checked)) < freezesAt(site.time_zone, frozen.month);
		if (!isTouched && !(settling && isRunning(known))) continue;
		const today = inWordsOf(figures, await figuresNow(stores, site, frozen, now), stores.components.succession);
		const changes = changesBetween(known, figuresIn(today));
		if (changes.length > 0) await correctMonth(stores, frozen, corrections.length, changes, now);
	}
	await stores.reports.markChecked(current);
}

async function figuresNow(stores: Stores, site: Site, { document, month, basis }: FrozenMonth, now: Instant) {
	const facts = await monthFacts({ stores, site: siteOn(site, basis), now }, document, month);
	return reportFigures(facts, now);
}

function isRunning(known: ReadonlyMap<string, FigureValue>): boolean {
	return [...known].some(([figure, value]) => figure.endsWith('"running"]') && value !== 0);
}
