import type { Instant, Interval } from '../../domain/instant.ts';
import { type CalendarDay, dayInterval, dayOf } from '../../domain/time/day.ts';
import type { Reading } from '../shared/reading.ts';
import type { IncidentCard } from './incident-card.ts';
import type { MaintenanceCard } from './maintenance-card.ts';

export interface HistoryDay {
	date: string;
	/** Each in full on the first of the days that are listed. */
	incidents: IncidentCard[];
	maintenances: MaintenanceCard[];
	/** What is told in full elsewhere: by title alone, and whether it began that day or went on. */
	ongoing: { card: IncidentCard | MaintenanceCard; began: boolean }[];
}

/** A run of days without anything has no entries and more than one day. */
export interface HistoryStretch {
	from: string;
	to: string;
	day: HistoryDay | null;
}

/**
 * Each thing on every one of the days that it lasted, newest day first.
 *
 * @param days oldest first
 * @param toldElsewhere ids of what the page tells in full in another place
 */
export function historyDays(
	reading: Reading,
	days: CalendarDay[],
	incidents: IncidentCard[],
	maintenances: MaintenanceCard[],
	toldElsewhere: ReadonlySet<string> = new Set(),
): HistoryDay[] {
	const told = new Set(toldElsewhere);
	const isFirst = ({ id }: { id: string }) => !told.has(id);
	const lasted = [...incidents, ...maintenances].map((card) => ({ card, span: spanOf(card, reading.now) }));
	const listed = days.map(({ date, interval }): HistoryDay => {
		const there = lasted.filter(({ span }) => touches(span, interval));
		const inFull = there.map(({ card }) => card).filter(isFirst);
		for (const { id } of inFull) told.add(id);
		return {
			date,
			incidents: incidents.filter((one) => inFull.includes(one)),
			maintenances: maintenances.filter((one) => inFull.includes(one)),
			ongoing: there
				.filter(({ card }) => !inFull.includes(card))
				.map(({ card, span }) => ({ card, began: span.start >= interval.start })),
		};
	});
	return listed.toReversed();
}

/** Each thing once, on the day on which it began, or on the first of the range; only such days, newest first. */
export function busyDays(
	reading: Reading,
	incidents: IncidentCard[],
	maintenances: MaintenanceCard[],
	range: Interval = { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY },
): HistoryStretch[] {
	const zone = reading.site.time_zone;
	const began = [...incidents, ...maintenances].map((card) => Math.max(spanOf(card, reading.now).start, range.start));
	const dates = [...new Set(began.map((at) => dayOf(zone, at)))].sort();
	const days = dates.map((date) => ({ date, interval: dayInterval(zone, date) }));
	const quiet = (day: HistoryDay) => ({ ...day, ongoing: [] });
	return stretches(historyDays(reading, days, incidents, maintenances).map(quiet));
}

/** When it happened, as far as it has: of what is only planned, when it is planned for. */
export function spanOf(card: IncidentCard | MaintenanceCard, now: Instant): Interval {
	if (!('planned' in card)) return { start: card.startedAt, end: card.resolvedAt ?? now };
	const { status, planned, startedAt, endedAt } = card;
	const start = startedAt ?? planned.start;
	if (startedAt !== null) return { start, end: endedAt ?? now };
	return { start, end: status === 'cancelled' ? start : (planned.end ?? start) };
}

/** What lasted no time happened at its instant all the same. */
export function touches({ start, end }: Interval, range: Interval): boolean {
	return start < range.end && (end > range.start || start >= range.start);
}

/** Folds the days on which nothing happened. */
export function stretches(days: HistoryDay[]): HistoryStretch[] {
	const folded: HistoryStretch[] = [];
	for (const day of days) {
		const last = folded.at(-1);
		const quiet = day.incidents.length + day.maintenances.length + day.ongoing.length === 0;
		if (!quiet) folded.push({ from: day.date, to: day.date, day });
		else if (last && last.day === null) last.from = day.date;
		else folded.push({ from: day.date, to: day.date, day: null });
	}
	return folded;
}
