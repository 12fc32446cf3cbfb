import { byWeight } from '../../domain/incidents/incident-weight.ts';
import { DAY, type Instant, MINUTE } from '../../domain/instant.ts';
import type { Headline } from '../../domain/status/headline.ts';
import type { Because } from '../../domain/status/status.ts';
import { daysBack } from '../../domain/time/day.ts';
import { unconfirmed } from '../admin/proposals.ts';
import { factsDuring, fallsSilentAt } from '../shared/facts.ts';
import { headlineNow } from '../shared/headline-now.ts';
import { openPromiseBook } from '../shared/promise-book.ts';
import type { Reading } from '../shared/reading.ts';
import type { ComponentRow } from './component-rows.ts';
import { type ComponentGroup, groupsOf, shownDays } from './component-rows.ts';
import { type Fresh, figuresChange, type OfficeNow, officeNow, validUntil } from './freshness.ts';
import { type HistoryStretch, historyDays, stretches } from './history-days.ts';
import { type IncidentCard, incidentCard } from './incident-card.ts';
import {
	firstOfEachSeries,
	type MaintenanceCard,
	maintenanceCard,
	type RunningMaintenanceCard,
	runningMaintenanceCard,
} from './maintenance-card.ts';
import { type OpenIncidentCard, openIncidentCard } from './open-incident-card.ts';
import { type PromiseSummary, promiseSummaries } from './promise-summary.ts';

const RECENT_DAYS = 7;
/** How long the page may stand before it is made anew: it says of when it is. */
const STANDS_FOR = 10 * MINUTE;

/** A component that a measurement says fails; nobody has confirmed it. */
export interface UnconfirmedFailure {
	row: ComponentRow;
	since: Instant;
}

export interface HomePage extends Fresh {
	headline: Headline;
	office: OfficeNow;
	/** The gravest first. */
	live: OpenIncidentCard[];
	/** Those that were resolved within a day, the latest first: was that you? */
	justResolved: IncidentCard[];
	/** What is wrong or unknown now although no incident and no planned work tells it. */
	untold: ComponentRow[];
	/** What fails although no status follows from it, the longest-standing first. */
	unconfirmed: UnconfirmedFailure[];
	maintenanceNow: RunningMaintenanceCard[];
	maintenanceNext: MaintenanceCard[];
	groups: ComponentGroup[];
	promises: PromiseSummary[];
	/** Newest first; quiet days folded. */
	recent: HistoryStretch[];
	now: Instant;
}

export async function homePage(reading: Reading): Promise<HomePage> {
	const { stores, site, now } = reading;
	const shown = shownDays(reading);
	const catalogue = await stores.components.catalogue();
	const revisions = await stores.revisions.all();
	const facts = await factsDuring(reading, shown.range);
	const pending = await stores.maintenances.pending();
	const live = facts.incidents.filter(({ resolvedAt }) => resolvedAt === null).sort(byWeight);
	const book = await openPromiseBook(stores, site, live, now, {
		since: shown.range.start,
		facts,
		catalogue,
		revisions,
	});
	const incidents = facts.incidents.map((incident) => incidentCard(reading, incident, catalogue));
	const works = facts.maintenances.map((one) => maintenanceCard(reading, one, catalogue, revisions));
	const planned = pending.map((one) => maintenanceCard(reading, one, catalogue, revisions));
	const maintenanceNow = pending
		.filter(({ status }) => status !== 'scheduled')
		.map((one) => runningMaintenanceCard(reading, one, catalogue, revisions));
	const groups = groupsOf(reading, catalogue, shown, facts);
	const rows = groups.flatMap(({ components }) => components);
	const office = officeNow(reading);
	const failing = await unconfirmed(reading);
	const cards = live.map((incident) => openIncidentCard(reading, incident, catalogue, book, revisions));
	return {
		headline: headlineNow(reading, rows, { failing, live, pending }),
		office,
		live: cards,
		justResolved: incidents
			.filter(({ resolvedAt }) => resolvedAt !== null && resolvedAt > now - DAY)
			.sort((one, other) => (other.resolvedAt ?? 0) - (one.resolvedAt ?? 0)),
		untold: rows.filter(isUntold),
		unconfirmed: rows.flatMap((row) => {
			const since = failing.find(({ component }) => component === row.slug)?.from;
			return since === undefined ? [] : [{ row, since }];
		}),
		maintenanceNow,
		maintenanceNext: firstOfEachSeries(
			planned.filter(({ status, planned }) => status === 'scheduled' && (planned.end === null || planned.end > now)),
		),
		groups,
		promises: promiseSummaries(reading, revisions),
		recent: await recentDays(reading, incidents, works, [...cards, ...maintenanceNow]),
		now,
		validUntil: validUntil(reading, [
			office.changesAt,
			...pending.flatMap((one) => [one.planned.start, one.planned.end]),
			...cards.flatMap(({ due, nextUpdateAt }) => [due?.deadline ?? null, nextUpdateAt]),
			figuresChange(rows, now),
			fallsSilentAt(facts, now),
			// While something goes on, the page counts the minutes.
			failing.length + live.length + maintenanceNow.length > 0 ? now + MINUTE : now + STANDS_FOR,
		]),
	};
}

/** Of what stands at the top already, the days say only that it went on; before the first publication there is nothing to say. */
async function recentDays(
	reading: Reading,
	incidents: IncidentCard[],
	works: MaintenanceCard[],
	atTheTop: { id: string }[],
): Promise<HistoryStretch[]> {
	const { stores, site, now } = reading;
	const first = (await stores.publications.first())?.at ?? now;
	const earliest = Math.min(first, ...incidents.map(({ startedAt }) => startedAt));
	const days = daysBack(site.time_zone, now, RECENT_DAYS).filter(({ interval }) => interval.end > earliest);
	return stretches(historyDays(reading, days, incidents, works, new Set(atTheTop.map(({ id }) => id))));
}

/** An incident and planned work speak for themselves; outside the hours of watching nobody expects to know. */
const tellers: readonly (Because['kind'] | undefined)[] = [
	'monitor',
	'partner',
	'alert',
	'override',
	'not_measured',
	'never_measured',
	'partner_silent',
];

function isUntold({ status, because }: ComponentRow): boolean {
	return status !== 'operational' && status !== 'under_maintenance' && tellers.includes(because?.kind);
}
