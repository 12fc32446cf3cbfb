import { officeOf } from '../../content/office.ts';
import type { KnownCatalogue } from '../../domain/component.ts';
import { type Incident, justificationFor } from '../../domain/incidents/incident.ts';
import { DAY, type Instant, type Interval } from '../../domain/instant.ts';
import type { MonthFacts } from '../../domain/report/report.ts';
import { quarterEnding } from '../../domain/sla/availability.ts';
import { availabilitiesOf } from '../../domain/sla/commitments.ts';
import { isUnavailable } from '../../domain/sla/exclusion.ts';
import { countsInFigures } from '../../domain/sla/promise.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import { markOf, type RecordedTicket } from '../../domain/sla/ticket.ts';
import { isMeasuredWithin } from '../../domain/status/as-told.ts';
import { type Facts, type StatusSegment, timelineOf } from '../../domain/status/status.ts';
import { monthInterval } from '../../domain/time/day.ts';
import { contains, overlapOf, pastOf } from '../../domain/time/interval.ts';
import { factsDuring, type WatchedFacts } from './facts.ts';
import { openPromiseBook, openTicketBook } from './promise-book.ts';
import type { Reading } from './reading.ts';

/**
 * Everything that the figures of a month are derived from, as far as it is known.
 *
 * @param month 'YYYY-MM'
 * @param deductsEmergencies as the month was frozen, by an earlier version
 */
export async function monthFacts(
	{ stores, site, now }: Pick<Reading, 'stores' | 'site' | 'now'>,
	document: string,
	month: string,
	deductsEmergencies = false,
): Promise<MonthFacts> {
	const range = monthInterval(site.time_zone, month);
	// What was accepted in the month may have begun before it.
	const known = await factsDuring({ stores, site }, { start: range.start - DAY, end: range.end + DAY });
	const facts = { ...known, deductsEmergencies };
	const recorded = pastOf(range, now);
	const revisions = await stores.revisions.of(document);
	const catalogue = await stores.components.catalogue();
	const accepted = facts.incidents.filter(({ acceptedAt }) => acceptedAt !== null && contains(range, acceptedAt));
	const { promisesTo } = await openPromiseBook(stores, site, accepted, now);
	const incidents = accepted.flatMap((incident) => {
		const own = promisesTo(incident).filter((promise) => promise.document === document);
		return own
			.filter((one) => countsInFigures(one) || one.outcome === 'replaced')
			.map((promise) => ({
				id: incident.id,
				promise,
				justification: justificationFor(incident, document)?.body ?? null,
			}));
	});
	return {
		...{ document, month, range, recorded, incidents },
		revisions,
		quarter: await quarterOf({ stores, site, now }, month, revisions, deductsEmergencies),
		office: officeOf(site),
		weights: site.uptime_weights,
		tickets: await judgedTickets({ stores, site, now }, await stores.tickets.during(document, range)),
		systems: systemsOf(catalogue, recorded, facts),
		maintenances: facts.maintenances,
		deductsEmergencies,
	};
}

/** The facts without the incidents that a partner caused whose outage is on record while they went on: the evidence. */
function withoutPartners(facts: WatchedFacts, range: Interval): WatchedFacts {
	const slugs = new Set(facts.incidents.flatMap(({ cause }) => cause ?? []));
	const outages = new Map([...slugs].map((slug) => [slug, timelineOf(slug, range, facts).filter(isDown)]));
	const isTheirs = ({ cause, startedAt, resolvedAt }: Incident) => {
		const during = { start: startedAt, end: resolvedAt ?? range.end };
		return cause !== null && outages.get(cause)?.some((outage) => overlapOf(outage, during) !== null);
	};
	const incidents = facts.incidents.filter((incident) => !isTheirs(incident));
	return incidents.length === facts.incidents.length ? facts : { ...facts, incidents };
}

function isDown({ status }: StatusSegment): boolean {
	return isUnavailable(status);
}

/** Read only where a commitment is about quarters, since it is three months of facts. */
async function quarterOf(
	{ stores, site, now }: Pick<Reading, 'stores' | 'site' | 'now'>,
	month: string,
	revisions: readonly Revision[],
	deductsEmergencies: boolean,
): Promise<MonthFacts['quarter']> {
	const months = quarterEnding(month);
	const isPromised = revisions.some(({ terms }) =>
		availabilitiesOf(terms).some(({ target }) => target.per === 'quarter'),
	);
	if (months === null || !isPromised) return null;
	const { start } = monthInterval(site.time_zone, months.first);
	const range = { start, end: monthInterval(site.time_zone, months.last).end };
	const known = await factsDuring({ stores, site }, { start: start - DAY, end: range.end + DAY });
	const facts = { ...known, deductsEmergencies };
	const systems = systemsOf(await stores.components.catalogue(), pastOf(range, now), facts);
	return { range, systems };
}

/** Tickets, with their promises as they were judged or stand. */
async function judgedTickets(
	{ stores, site, now }: Pick<Reading, 'stores' | 'site' | 'now'>,
	tickets: RecordedTicket[],
): Promise<MonthFacts['tickets']> {
	const promisesOf = await openTicketBook(stores, site, tickets, now);
	return tickets.map((ticket) => ({ ticket, mark: markOf(ticket), promises: promisesOf(ticket) }));
}

/** Those of today, and those that were there for a part of the range: what failed does not vanish with what leaves. */
function systemsOf(
	{ components, departed }: KnownCatalogue,
	range: Interval,
	facts: WatchedFacts,
): MonthFacts['systems'] {
	const isSystem = ({ kind }: { kind: string }) => kind === 'system';
	const gone = departed.filter((one) => isSystem(one) && one.leftAt > range.start);
	const systems = [...components.filter(isSystem).map(({ slug }) => ({ slug, leftAt: range.end })), ...gone];
	const own = withoutPartners(facts, range);
	return systems.map(({ slug, leftAt }) => {
		const timeline = timelineUntil(leftAt, slug, range, facts);
		const isMeasured = isMeasuredWithin(facts.sources, slug, range);
		return { slug, timeline, own: own === facts ? timeline : timelineUntil(leftAt, slug, range, own), isMeasured };
	});
}

/** From when it left on, nothing was recorded. */
function timelineUntil(leftAt: Instant, slug: string, range: Interval, facts: Facts): StatusSegment[] {
	const end = Math.min(leftAt, range.end);
	const known = timelineOf(slug, { start: range.start, end }, facts);
	if (end === range.end) return known;
	return [...known, { start: end, end: range.end, status: 'unknown', because: { kind: 'no_record', since: end } }];
}
