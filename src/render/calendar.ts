import ical, { ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { HOUR, type Instant, SECOND } from '../domain/instant.ts';
import { sendable } from './sendable.ts';

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
	/** `tentative`: nobody has said whether it was done. */
	status: 'confirmed' | 'tentative' | 'cancelled';
	/** How often it has changed. */
	sequence: number;
	publishedAt: Instant;
	updatedAt: Instant;
	link: string;
}

const statuses = {
	confirmed: ICalEventStatus.CONFIRMED,
	tentative: ICalEventStatus.TENTATIVE,
	cancelled: ICalEventStatus.CANCELLED,
};

/** An iCalendar (RFC 5545). Its instants are in UTC: every reader shows them by the clocks of whoever reads. */
export function renderCalendar({ title, language, home, self, events }: Calendar): string {
	const calendar = ical({
		name: lines(title).replace(/\n/g, ' '),
		prodId: { company: 'Vigente', product: 'Maintenance', language: language.toUpperCase() },
		source: self,
		url: home,
		ttl: HOUR / SECOND,
	});
	for (const { uid, title, description, interval, status, sequence, publishedAt, updatedAt, link } of events) {
		calendar.createEvent({
			...{ id: uid, summary: lines(title), description: lines(description), sequence, url: link },
			start: new Date(interval.start),
			end: interval.end === null ? null : new Date(interval.end),
			status: statuses[status],
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

/** RFC 5545 §3.3.11: no control character; an end of line is one, however it is typed. */
function lines(text: string): string {
	return sendable(text.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')).replace(/[\t\u007f-\u009f]/g, ' ');
}
