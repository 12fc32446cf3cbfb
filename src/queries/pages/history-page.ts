import type { Instant, Interval } from '../../domain/instant.ts';
import type { Maintenance } from '../../domain/maintenance/maintenance.ts';
import { type CalendarDay, dayOf, daysBack, monthInterval } from '../../domain/time/day.ts';
import type { Reading } from '../shared/reading.ts';
import { type Fresh, latenessChanges, validUntil } from './freshness.ts';
import { busyDays, type HistoryStretch, historyDays, spanOf, stretches, touches } from './history-days.ts';
import { type FilterCard, filterCard, type HistoryFilter, wantsIncident, wantsMaintenance } from './history-filter.ts';
import { type HistoryYear, historyYears, neighbours } from './history-steps.ts';
import { incidentCard } from './incident-card.ts';
import { maintenanceCard } from './maintenance-card.ts';

export interface HistoryPage extends Fresh {
	filters: FilterCard;
	/** 'YYYY-MM' in the site's zone. */
	month: string;
	/** The nearest ones of which there is something to tell. */
	earlier: string | null;
	later: string | null;
	/** Newest first. */
	years: HistoryYear[];
	incidents: number;
	maintenances: number;
	/** Newest first; quiet days folded, or left out where a filter is in force. */
	stretches: HistoryStretch[];
}

/** This month, or the one that is asked for; null for one that has not begun or is no month. */
export async function historyPage(
	reading: Reading,
	asked: string | null,
	filter: HistoryFilter,
): Promise<HistoryPage | null> {
	const { stores, site, now } = reading;
	const zone = site.time_zone;
	const current = dayOf(zone, now).slice(0, 7);
	const month = asked ?? current;
	if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month) || month > current) return null;
	const first = await firstInstant(reading);
	if (month < dayOf(zone, first).slice(0, 7)) return null;
	const whole = monthInterval(zone, month);
	const range = { start: whole.start, end: Math.min(whole.end, now + 1) };
	const catalogue = await stores.components.catalogue();
	const revisions = await stores.revisions.all();
	const incidents = (await stores.incidents.during(range)).filter((one) => wantsIncident(filter, one));
	const planned = (await worksOf(reading, range)).filter((one) => wantsMaintenance(filter, one));
	const cards = incidents.map((incident) => incidentCard(reading, incident, catalogue));
	const works = planned
		.map((one) => maintenanceCard(reading, one, catalogue, revisions))
		.filter((card) => touches(spanOf(card, now), range));
	const filters = filterCard(reading, filter, catalogue);
	return {
		filters,
		month,
		...(await neighbours(reading, month)),
		years: await historyYears(reading, first),
		incidents: cards.length,
		maintenances: works.length,
		// Of a day from which something is left out nobody can say that it was quiet.
		stretches: filters.active
			? busyDays(reading, cards, works, range)
			: stretches(historyDays(reading, daysOf(zone, range, first), cards, works)),
		validUntil: validUntil(reading, latenessChanges(works, now)),
	};
}

/** By their plans, and by what was done: either may reach into the range without the other. Latest first. */
export async function worksOf({ stores }: Pick<Reading, 'stores'>, range: Interval): Promise<Maintenance[]> {
	const planned = await stores.maintenances.plannedFor(range);
	const done = (await stores.maintenances.during(range)).filter(({ id }) => !planned.some((one) => one.id === id));
	return [...planned, ...done].sort((one, other) => startOf(other) - startOf(one));
}

function startOf({ startedAt, planned }: Maintenance): Instant {
	return startedAt ?? planned.start;
}

/** Of whatever there is; of the days before it nothing can be said, not even that they were quiet. */
/** Before it there is nothing to tell. */
export async function firstInstant({ stores, now }: Reading): Promise<Instant> {
	const recorded = (await stores.publications.first())?.at ?? now;
	const happened = (await stores.incidents.earliest()) ?? now;
	const planned = (await stores.maintenances.earliest()) ?? now;
	return Math.min(recorded, happened, planned);
}

function daysOf(zone: string, { end }: { end: Instant }, first: Instant): CalendarDay[] {
	const last = end - 1;
	return daysBack(zone, last, Number(dayOf(zone, last).slice(8))).filter(({ interval }) => interval.end > first);
}
