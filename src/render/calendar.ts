import ical, { ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { HOUR, type Instant, SECOND } from '../domain/instant.ts';

export interface Calendar {
	title: string;
	language: string;
	/** The page that the calendar is of, and the calendar itself. */
	home: string;
	self: string;
	events: CalendarEvent[];
}

export interface CalendarEvent {
	/** The same for ever, in every language. */
	uid: string;
	title: string;
	description: string;
	/** The end is null where nobody said until when. */
	interval: { start: Instant; end: Instant | null };
	cancelled: boolean;
	/** How often it has changed. */
	sequence: number;
	publishedAt: Instant;
	updatedAt: Instant;
	link: string;
}

/** An iCalendar (RFC 5545). Its instants are in UTC: every reader shows them by the clocks of whoever reads. */
export function renderCalendar({ title, language, home, self, events }: Calendar): string {
	const calendar = ical({
		name: title,
		prodId: { company: 'Vigente', product: 'Maintenance', language: language.toUpperCase() },
		source: self,
		url: home,
		ttl: HOUR / SECOND,
	});
	for (const { uid, title, description, interval, cancelled, sequence, publishedAt, updatedAt, link } of events) {
		calendar.createEvent({
			...{ id: uid, summary: title, description, sequence, url: link },
			start: new Date(interval.start),
			end: interval.end === null ? null : new Date(interval.end),
			status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
			// Nobody is busy because of it.
			transparency: ICalEventTransparency.TRANSPARENT,
			created: new Date(publishedAt),
			lastModified: new Date(updatedAt),
			// RFC 5545 §3.8.7.2: without a METHOD, when it was last revised.
			stamp: new Date(updatedAt),
		});
	}
	// RFC 5545 §3.1: every line ends so, the last one too.
	return `${calendar.toString()}\r\n`;
}
