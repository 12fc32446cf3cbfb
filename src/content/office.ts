import { publicHolidays } from '../domain/time/holidays.ts';
import type { OfficeHours } from '../domain/time/office.ts';
import type { Site } from './site.ts';

const offices = new WeakMap<Site, OfficeHours>();

/** The operator's office: its hours, and the holidays on which it is closed. */
export function officeOf(site: Site): OfficeHours {
	const known = offices.get(site);
	if (known) return known;
	const { country, also, not } = site.holidays;
	const office = { zone: site.time_zone, ...site.office, holidays: publicHolidays(country, also, not) };
	offices.set(site, office);
	return office;
}
