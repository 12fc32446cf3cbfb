import { type Calendar, officeOfCalendar } from '../domain/sla/calendar.ts';
import type { OfficeHours } from '../domain/time/office.ts';
import type { Site } from './site.ts';

const offices = new WeakMap<Site, OfficeHours>();

/** The operator's office: its hours, and the holidays on which it is closed. */
export function officeOf(site: Site): OfficeHours {
	const known = offices.get(site);
	if (known) return known;
	const office = officeOfCalendar(calendarOf(site));
	offices.set(site, office);
	return office;
}

/** The same in the shape of a revision's calendar. */
export function calendarOf({ time_zone, office, holidays }: Site): Calendar {
	return { zone: time_zone, ...office, holidays };
}
