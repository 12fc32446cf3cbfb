import { DAY, HOUR, type Instant, MINUTE } from '../domain/instant.ts';
import { dayOf, instantAt, midnightOf, nextDate } from '../domain/time/day.ts';
import { dayReason, type OfficeHours } from '../domain/time/office.ts';

/** Dates counted from now, on the clocks of the office's zone. */
export interface Calendar {
	now: Instant;
	/** `on(12, '23:30')`: that time of the day, twelve days ago; a negative number is still to come. */
	on: (daysAgo: number, time: string) => Instant;
	/** The same on the last business day until then, or `later` business days after it. */
	atWork: (daysAgo: number, time: string, later?: number) => Instant;
}

export function calendarOf(office: OfficeHours, now: Instant): Calendar {
	const dateOf = (daysAgo: number) => shifted(dayOf(office.zone, now), -daysAgo);
	const clock = (date: string, time: string) => instantAt(office.zone, midnightOf(date) + millisOf(time));
	const isBusinessDay = (date: string) => dayReason(office, date).counted;
	return {
		now,
		on: (daysAgo, time) => clock(dateOf(daysAgo), time),
		atWork: (daysAgo, time, later = 0) => {
			let date = dateOf(daysAgo);
			while (!isBusinessDay(date)) date = shifted(date, -1);
			for (let left = later; left > 0; ) {
				date = nextDate(date);
				if (isBusinessDay(date)) left--;
			}
			return clock(date, time);
		},
	};
}

function shifted(date: string, days: number): string {
	return new Date(midnightOf(date) + days * DAY).toISOString().slice(0, 10);
}

function millisOf(time: string): number {
	const [hours, minutes] = time.split(':').map(Number) as [number, number];
	return hours * HOUR + minutes * MINUTE;
}
