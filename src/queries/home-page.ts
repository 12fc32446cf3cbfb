import type { ShownStatus } from '../domain/component.ts';
import { daysBack } from '../domain/day.ts';
import { type Instant, MINUTE } from '../domain/instant.ts';
import type { Because } from '../domain/status.ts';
import { type Verdict, verdictOf } from '../domain/verdict.ts';
import type { ComponentRow } from './component-rows.ts';
import { type ComponentGroup, groupsOf, shownDays } from './component-rows.ts';
import { factsDuring, fallsSilentAt } from './facts.ts';
import { type Fresh, figuresChange, type OfficeNow, officeNow, validUntil } from './freshness.ts';
import { type HistoryStretch, historyDays, stretches } from './history-days.ts';
import { incidentCard, type LiveIncidentCard, liveIncidentCard } from './incident-card.ts';
import { firstOfEachSeries, type MaintenanceCard, maintenanceCard } from './maintenance-card.ts';
import { openPromiseBook } from './promise-book.ts';
import { type PromiseSummary, promiseSummaries } from './promise-summary.ts';
import { unconfirmed } from './proposals.ts';
import type { Reading } from './reading.ts';

const RECENT_DAYS = 7;

/** A component that a measurement says fails; nobody has confirmed it. */
export interface UnconfirmedFailure {
	row: ComponentRow;
	since: Instant;
}

export interface HomePage extends Fresh {
	verdict: Verdict;
	/** Is it unknown because a measurement fails that nobody has confirmed? */
	doubted: boolean;
	office: OfficeNow;
	live: LiveIncidentCard[];
	/** What is wrong or unknown now although no incident and no planned work tells it. */
	untold: ComponentRow[];
	/** What fails although no status follows from it, the longest-standing first. */
	unconfirmed: UnconfirmedFailure[];
	maintenanceNow: MaintenanceCard[];
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
	const live = facts.incidents.filter(({ resolvedAt }) => resolvedAt === null);
	const book = await openPromiseBook(stores, site, live, now, {
		since: shown.range.start,
		facts,
		catalogue,
		revisions,
	});
	const days = daysBack(site.time_zone, now, RECENT_DAYS);
	const incidents = facts.incidents.map((incident) => incidentCard(reading, incident, catalogue));
	const done = facts.maintenances
		.filter(({ status }) => status !== 'in_progress' && status !== 'verifying')
		.map((one) => maintenanceCard(reading, one, catalogue, revisions));
	const planned = pending.map((one) => maintenanceCard(reading, one, catalogue, revisions));
	const groups = groupsOf(reading, catalogue, shown, facts);
	const rows = groups.flatMap(({ components }) => components);
	const statusesOf = (kind: string) => rows.filter((row) => row.kind === kind).map(expected);
	const office = officeNow(reading);
	const failing = await unconfirmed(reading);
	const doubted = failing.some(({ component }) =>
		rows.some(({ slug, kind }) => slug === component && kind === 'system'),
	);
	const verdict = verdictOf(statusesOf('system'), statusesOf('partner'), live, doubted);
	return {
		verdict,
		doubted: doubted && verdict === 'unknown',
		office,
		live: live.map((incident) => liveIncidentCard(reading, incident, catalogue)),
		untold: rows.filter(isUntold),
		unconfirmed: rows.flatMap((row) => {
			const since = failing.find(({ component }) => component === row.slug)?.from;
			return since === undefined ? [] : [{ row, since }];
		}),
		maintenanceNow: planned.filter(({ status }) => status !== 'scheduled'),
		maintenanceNext: firstOfEachSeries(
			planned.filter(({ status, planned }) => status === 'scheduled' && (planned.end === null || planned.end > now)),
		),
		groups,
		promises: promiseSummaries(reading, revisions),
		// What is live stands at the top already.
		recent: stretches(
			historyDays(
				reading,
				days,
				incidents.filter(({ over }) => over),
				done,
			),
		),
		now,
		validUntil: validUntil(reading, [
			office.changesAt,
			...pending.flatMap((one) => [one.planned.start, one.planned.end]),
			...live.flatMap(book).map(({ deadline }) => deadline),
			figuresChange(rows, now),
			fallsSilentAt(facts, now),
			// Staff may put it aside, which is no publication.
			failing.length > 0 ? now + MINUTE : null,
		]),
	};
}

/** An incident and planned work speak for themselves; outside the hours of watching nobody expects to know. */
const tellers: readonly (Because['kind'] | undefined)[] = [
	'monitor',
	'partner',
	'override',
	'not_measured',
	'partner_silent',
];

function isUntold({ status, because }: ComponentRow): boolean {
	return status !== 'operational' && status !== 'under_maintenance' && tellers.includes(because?.kind);
}

/** At night, that nobody watches is as announced. */
function expected({ status, because }: ComponentRow): ShownStatus {
	return because?.kind === 'not_watched' ? 'operational' : status;
}
