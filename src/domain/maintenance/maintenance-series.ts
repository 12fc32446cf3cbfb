import { DomainError } from '../errors.ts';
import type { Instant } from '../instant.ts';
import { addsLanguagesOnly, type Text } from '../text.ts';
import { AHEAD, occurrencesAfter, type Recurrence, refuseUnfitRecurrence } from '../time/recurrence.ts';
import { type Maintenance, postMaintenanceUpdate, scheduleMaintenance } from './maintenance.ts';

/** Maintenance that comes again by a rule. Its occurrences are maintenances like any other. */
export interface MaintenanceSeries extends Recurrence {
	id: string;
	title: Text;
	body: Text;
	components: string[];
	automatic: boolean;
	publishedAt: Instant;
	/** Null while there may be more. */
	endedAt: Instant | null;
}

/** A series, and what has just become of some of its occurrences. */
export interface SeriesChange {
	series: MaintenanceSeries;
	maintenances: Maintenance[];
}

/** What is there of a series already. */
export interface Materialised {
	/** Occurrences that are still scheduled. */
	scheduled: Maintenance[];
	/** The start that the rule gave the last occurrence, whatever became of it. */
	last: Instant | null;
	/** For the next maintenance. */
	number: number;
}

/** The occurrences of a series that are still to come, the next one first. */
export function nextOf(seriesId: string, pending: readonly Maintenance[], now: Instant): Maintenance[] {
	return pending
		.filter((one) => one.seriesId === seriesId && one.status === 'scheduled' && one.planned.end > now)
		.sort((one, other) => one.planned.start - other.planned.start)
		.slice(0, AHEAD);
}

/** Without the later dates of each series that are still to come: the next one stands for them. */
export function nextOfEachSeries(all: readonly Maintenance[]): Maintenance[] {
	const scheduled = all.filter(({ seriesId, status }) => seriesId !== null && status === 'scheduled');
	const next = [...Map.groupBy(scheduled, ({ seriesId }) => seriesId).values()].map((dates) =>
		dates.reduce((one, other) => (other.planned.start < one.planned.start ? other : one)),
	);
	return all.filter((one) => !scheduled.includes(one) || next.includes(one));
}

type NewId = () => string;

/** @throws DomainError `invalid` at /rrule, or for an impossible window */
export function beginSeries(series: MaintenanceSeries, number: number, newId: NewId, now: Instant): SeriesChange {
	refuseUnfitRecurrence(series, now);
	return { series, maintenances: nextOccurrences(series, { scheduled: [], last: null, number }, newId, now) };
}

/**
 * Schedules what is missing, so that as many as always stand ahead; none in the past, however long nobody has looked. A
 * series of which the rule gives no more ends with its last occurrence.
 *
 * @returns null where nothing is missing
 */
export function continueSeries(
	series: MaintenanceSeries,
	there: Materialised,
	newId: NewId,
	now: Instant,
): SeriesChange | null {
	if (series.endedAt !== null) return null;
	const maintenances = nextOccurrences(series, there, newId, now);
	if (maintenances.length > 0) return { series, maintenances };
	return there.scheduled.length > 0 ? null : { series: { ...series, endedAt: now }, maintenances };
}

/** Ends it, and cancels what is still scheduled. @param body why, for all to see. @throws DomainError `conflict` */
export function endSeries(
	series: MaintenanceSeries,
	{ scheduled }: Materialised,
	body: Text,
	newId: NewId,
	now: Instant,
): SeriesChange {
	if (series.endedAt !== null) throw new DomainError('conflict', 'This series has already ended');
	const cancel = (one: Maintenance) =>
		postMaintenanceUpdate(one, { id: newId(), status: 'cancelled', body, happenedAt: now }, now);
	return { series: { ...series, endedAt: now }, maintenances: scheduled.map(cancel) };
}

function nextOccurrences(series: MaintenanceSeries, there: Materialised, newId: NewId, now: Instant): Maintenance[] {
	const ahead = there.scheduled.filter(({ planned }) => planned.start > now).length;
	const after = Math.max(there.last ?? Number.NEGATIVE_INFINITY, now);
	const { id: seriesId, components, automatic } = series;
	const title = withLanguagesOf(
		series.title,
		there.scheduled.map((one) => one.title),
	);
	const body = withLanguagesOf(
		series.body,
		there.scheduled.flatMap(({ updates }) => updates.slice(0, 1).map((one) => one.body)),
	);
	return occurrencesAfter(series, after, AHEAD - ahead).map((planned, index) => {
		const ids = { id: newId(), updateId: newId(), number: there.number + index, seriesId, occurrence: planned.start };
		return scheduleMaintenance({ ...ids, title, body, components, automatic, planned }, now);
	});
}

/** What the series says, with the languages that somebody has added to it since at a date that is still to come. */
function withLanguagesOf(text: Text, atDates: Text[]): Text {
	const count = (one: Text) => Object.values(one).filter((wording) => wording !== undefined).length;
	return atDates
		.filter((one) => addsLanguagesOnly(text, one))
		.reduce((most, one) => (count(one) > count(most) ? one : most), text);
}
