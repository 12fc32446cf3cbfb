import { type Instant, MINUTE } from '../../domain/instant.ts';
import { statusOf, timelineOf } from '../../domain/status/status.ts';
import { type DaySummary, formatUptime, type Uptime } from '../../domain/status/uptime.ts';
import type { Wording } from '../../domain/text.ts';
import { type CalendarDay, dayInterval, dayOf, isDate, nextDate, previousDate } from '../../domain/time/day.ts';
import { overlapOf } from '../../domain/time/interval.ts';
import { factsDuring, fallsSilentAt, recordedSince, type WatchedFacts } from '../shared/facts.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { knownDays, uptimeMeter } from '../shared/uptime-figures.ts';
import { type Fresh, figuresChange, latenessChanges, officeNow, validUntil } from './freshness.ts';
import { type IncidentCard, incidentCard } from './incident-card.ts';
import { type MaintenanceCard, maintenanceCard } from './maintenance-card.ts';
import { type WatchedDay, watchedDay } from './watching.ts';

/** A day of a component. */
export interface DayPage extends Fresh {
	slug: string;
	name: Wording;
	date: string;
	/** Is it the day of now, which goes on? */
	isToday: boolean;
	day: DaySummary;
	hours: WatchedDay;
	/** Per cent, rounded down, around the clock and within office hours; null where there is nothing to count. */
	uptime: { always: string | null; office: string | null };
	/** What was under way on it, whenever it began, newest first. */
	incidents: IncidentCard[];
	/** What was done or planned on it, latest first. */
	maintenances: MaintenanceCard[];
	/** The days that have pages; null where there is no record yet, or it has yet to come. */
	before: string | null;
	after: string | null;
}

/** Is it a day of the calendar that has begun? */
export function hasBegun({ site, now }: Pick<Reading, 'site' | 'now'>, date: string): boolean {
	return isDate(date) && date <= dayOf(site.time_zone, now);
}

/**
 * A day of a component until now. Null where there is no such component or no such date, for one that has yet to come, and
 * for one before anything was recorded.
 *
 * @param date 'YYYY-MM-DD' in the site's zone
 */
export async function dayPage(reading: Reading, slug: string, date: string): Promise<DayPage | null> {
	const { stores, site, now } = reading;
	const today = dayOf(site.time_zone, now);
	const catalogue = await stores.components.catalogue();
	const component = catalogue.components.find((one) => one.slug === slug);
	if (!component || !hasBegun(reading, date)) return null;
	const day: CalendarDay = { date, interval: dayInterval(site.time_zone, date) };
	const range = { start: day.interval.start, end: Math.min(day.interval.end, now) };
	const facts = await factsDuring(reading, range, slug);
	const happened = await happenedOn(reading, slug, day, facts);
	const since = recordedSince(facts, slug);
	if (date !== today && since >= range.end && happened.incidents.length + happened.works.length === 0) return null;
	const timeline = timelineOf(slug, range, facts);
	const { always, office } = uptimeMeter(site, range, now)(slug, timeline, facts);
	const summary = knownDays(reading, slug, timeline, [day], facts)[0] as DaySummary;
	const figure = (one: Uptime) => (summary.status === null ? null : formatUptime(one));
	const revisions = await stores.revisions.all();
	const maintenances = happened.works.map((one) => maintenanceCard(reading, one, catalogue, revisions));
	return {
		slug,
		name: worded(reading, component.name),
		date,
		isToday: date === today,
		day: summary,
		hours: watchedDay(site.time_zone, day, timeline),
		uptime: { always: figure(always), office: figure(office) },
		incidents: happened.incidents.map((incident) => incidentCard(reading, incident, catalogue)),
		maintenances,
		before: since < day.interval.start ? previousDate(date) : null,
		after: date < today ? nextDate(date) : null,
		validUntil: validUntil(reading, [
			...(date === today ? changesToday(reading, slug, facts) : [lateNews(facts, slug, now)]),
			...latenessChanges(maintenances, now),
		]),
	};
}

/** The incidents that had anything to do with the component by then, and the work done or planned. */
async function happenedOn({ stores }: Reading, slug: string, { interval }: CalendarDay, facts: WatchedFacts) {
	const isOn = (start: Instant, end: Instant | null) =>
		overlapOf({ start, end: end ?? Number.POSITIVE_INFINITY }, interval) !== null;
	const incidents = facts.incidents.filter(
		({ startedAt, resolvedAt, changes }) =>
			isOn(startedAt, resolvedAt) && changes.some(({ component, at }) => component === slug && at < interval.end),
	);
	const planned = await stores.maintenances.plannedFor(interval);
	const done = facts.maintenances.filter(({ startedAt, endedAt }) => startedAt !== null && isOn(startedAt, endedAt));
	const works = [...new Map([...planned, ...done].map((one) => [one.id, one])).values()]
		.filter(({ components }) => components.includes(slug))
		.sort((one, other) => (other.startedAt ?? other.planned.start) - (one.startedAt ?? one.planned.start));
	return { incidents, works };
}

function changesToday(reading: Reading, slug: string, facts: WatchedFacts): (Instant | null)[] {
	const { now } = reading;
	return [
		figuresChange([statusOf(slug, now, facts)], now),
		officeNow(reading).changesAt,
		fallsSilentAt(facts, now),
		lateNews(facts, slug, now),
	];
}

/** What is measured, also late, changes a day without anything that is published. */
function lateNews({ sources }: WatchedFacts, slug: string, now: Instant): Instant | null {
	return sources.some(({ component }) => component === slug) ? now + MINUTE : null;
}
