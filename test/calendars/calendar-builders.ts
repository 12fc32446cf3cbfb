/** Calendars that nobody publishes. */

export function calendar(...parts: string[]): string {
	return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Lantern//EN', ...parts, 'END:VCALENDAR', ''].join('\r\n');
}

/** @param given lines that go before, or in place of, those of the same name; an empty one leaves it out */
export function event(given: Record<string, string> = {}): string {
	const lines = {
		UID: 'lamps-1@lantern.example',
		DTSTAMP: '20260301T100000Z',
		SUMMARY: 'New lamps',
		DESCRIPTION: 'All lamps\\, one by one.',
		DTSTART: '20260320T020000Z',
		DTEND: '20260320T040000Z',
		ORGANIZER: 'mailto:someone@lantern.example',
		ATTENDEE: 'mailto:other@lantern.example',
		...given,
	};
	const told = Object.entries(lines).filter(([, value]) => value !== '');
	const written = told.map(([name, value]) => (value.startsWith(';') ? `${name}${value}` : `${name}:${value}`));
	return ['BEGIN:VEVENT', ...written, 'END:VEVENT'].join('\r\n');
}
