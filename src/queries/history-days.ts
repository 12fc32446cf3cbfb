import { type CalendarDay, dayInterval, dayOf } from '../domain/day.ts';
import type { Instant } from '../domain/instant.ts';
import type { IncidentCard } from './incident-card.ts';
import type { MaintenanceCard } from './maintenance-card.ts';
import type { Reading } from './reading.ts';

export interface HistoryDay {
	date: string;
	incidents: IncidentCard[];
	maintenances: MaintenanceCard[];
}

/** A run of days without anything has no entries and more than one day. */
export interface HistoryStretch {
	from: string;
	to: string;
	day: HistoryDay | null;
}

/** Each thing on the day on which it began, newest day first. */
export function historyDays(
	reading: Reading,
	days: CalendarDay[],
	incidents: IncidentCard[],
	maintenances: MaintenanceCard[],
): HistoryDay[] {
	const zone = reading.site.time_zone;
	const incidentsOn = Map.groupBy(incidents, ({ startedAt }) => dayOf(zone, startedAt));
	const maintenancesOn = Map.groupBy(maintenances, (one) => dayOf(zone, beginningOf(one)));
	return days.toReversed().map(({ date }) => {
		return { date, incidents: incidentsOn.get(date) ?? [], maintenances: maintenancesOn.get(date) ?? [] };
	});
}

/** Only the days that are not quiet, newest first. */
export function busyDays(
	reading: Reading,
	incidents: IncidentCard[],
	maintenances: MaintenanceCard[],
): HistoryStretch[] {
	const zone = reading.site.time_zone;
	const began = [...incidents.map(({ startedAt }) => startedAt), ...maintenances.map(beginningOf)];
	const dates = [...new Set(began.map((at) => dayOf(zone, at)))].sort();
	const days = dates.map((date) => ({ date, interval: dayInterval(zone, date) }));
	return stretches(historyDays(reading, days, incidents, maintenances));
}

function beginningOf({ startedAt, planned }: MaintenanceCard): Instant {
	return startedAt ?? planned.start;
}

/** Folds the days on which nothing happened. */
export function stretches(days: HistoryDay[]): HistoryStretch[] {
	const folded: HistoryStretch[] = [];
	for (const day of days) {
		const last = folded.at(-1);
		const quiet = day.incidents.length + day.maintenances.length === 0;
		if (!quiet) folded.push({ from: day.date, to: day.date, day });
		else if (last && last.day === null) last.from = day.date;
		else folded.push({ from: day.date, to: day.date, day: null });
	}
	return folded;
}
