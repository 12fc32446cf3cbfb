import { basisOf, siteOn } from '../content/basis.ts';
import type { Site } from '../content/site.ts';
import { machine } from '../domain/actor.ts';
import { canonicalJson, sha256 } from '../domain/canonical.ts';
import type { Instant } from '../domain/instant.ts';
import { closedMonths, mayBeOtherwise, oldestMonth } from '../domain/report/closing.ts';
import { type MonthFacts, reportFigures } from '../domain/report/report.ts';
import {
	changesBetween,
	corrected,
	figuresIn,
	inWordsOf,
	type ReportFigures,
} from '../domain/report/report-figures.ts';
import { freezesAt } from '../domain/time/month.ts';
import type { Stores } from '../stores/stores.ts';
import { letOthersIn } from './let-others-in.ts';

/** More publications in one moment are an import; nobody reads a list of them. */
const MOST_CAUSES = 20;

/** What the help desk calls each ticket, by its mark. */
function referencesIn({ tickets }: MonthFacts): Map<string, string> {
	return new Map(tickets.map(({ mark, ticket }) => [mark, ticket.reference]));
}

/** Nobody decides that a month is over. */
const writing = { by: machine };

/** How what is known of a month, 'YYYY-MM', is found. */
export type FindMonthFacts = (
	reading: { stores: Stores; site: Site; now: Instant },
	document: string,
	month: string,
	deductsEmergencies?: boolean,
) => Promise<MonthFacts>;

/**
 * Freezes every month that is over for a day or longer; one that is frozen already stays as it is.
 *
 * @param agreed an instant that has passed for certain, whatever the clock says now
 */
export async function freezeMonths(
	stores: Stores,
	site: Site,
	factsOf: FindMonthFacts,
	now: Instant,
	agreed: Instant = now,
): Promise<void> {
	const byDocument = Map.groupBy(await stores.revisions.all(), ({ document }) => document);
	for (const [document, revisions] of byDocument) {
		const publishedAt = Math.min(...revisions.map((revision) => revision.publishedAt));
		for (const month of closedMonths(site.time_zone, publishedAt, now, agreed)) {
			if (await stores.reports.find(document, month)) continue;
			await letOthersIn();
			const checked = stores.publications.current();
			const figures = canonicalJson(reportFigures(await factsOf({ stores, site, now }, document, month), now));
			const frozen = { figures, sha256: sha256(figures), basis: basisOf(site), frozenAt: now, checked };
			await stores.reports.freeze({ document, month, ...frozen }, writing);
		}
	}
}

/**
 * Compares frozen months with what is known by now, and publishes what turned out otherwise. Only those months are
 * computed again that a publication since may bear on.
 *
 * @param settling also those in which something was still running, which time alone may have decided
 */
export async function correctMonths(
	stores: Stores,
	site: Site,
	factsOf: FindMonthFacts,
	now: Instant,
	settling: boolean,
): Promise<void> {
	const months = await stores.reports.since(oldestMonth(site.time_zone, now));
	const current = stores.publications.current();
	for (const { document, month, basis, checked, figures } of months) {
		await letOthersIn();
		const corrections = await stores.reports.corrections(document, month);
		const frozen = JSON.parse(figures) as ReportFigures;
		const known = corrected(figuresIn(frozen), corrections);
		const reach = await stores.publications.reachAfter(checked);
		if (!mayBeOtherwise(site.time_zone, month, known, reach, settling)) continue;
		// What was frozen by another rule is compared by that rule: nothing came to light since.
		const isOfOldRule = frozen.maintenance.emergency_minutes === undefined;
		const facts = await factsOf({ stores, site: siteOn(site, basis), now }, document, month, isOfOldRule);
		const today = inWordsOf(frozen, reportFigures(facts, now), stores.components.succession, referencesIn(facts));
		const changes = changesBetween(known, figuresIn(today));
		if (changes.length > 0) {
			const because = await stores.publications.bearing(checked, freezesAt(site.time_zone, month), MOST_CAUSES);
			const explained = changes.map((change) => ({ ...change, because }));
			await stores.reports.correct({ document, month }, corrections.length, { at: now, changes: explained }, writing);
		}
	}
	await stores.reports.markChecked(current);
}
