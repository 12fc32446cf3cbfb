import { DateTime } from 'luxon';
import type { Instant } from '../instant.ts';
import { instantAt, wallClock } from '../time/day.ts';

/** Null for what is no such date, or one that no clock in the zone has shown. */
export type DateReader = (text: string) => Instant | null;

/** With a time of day, and minutes that differ from the month. */
const sample = DateTime.utc(2021, 11, 23, 15, 42);
const ISO = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;

/**
 * Reads the dates that another program writes. A reading that the clocks show twice is the first of the two.
 *
 * @param format Luxon's tokens (`d/MMM/yy h:mm a`); null for ISO 8601, with a space in place of the T, too
 * @param zone of dates that name no offset themselves
 */
export function dateReader(format: string | null, zone: string): DateReader {
	if (format === null) {
		return (text) => (ISO.test(text) ? inZone(DateTime.fromISO(text.replace(' ', 'T'), sameZone), text, zone) : null);
	}
	const parser = DateTime.buildFormatParser(format, { locale: 'en' });
	const hasOffset = namesOffset(format);
	return (text) => {
		const read = DateTime.fromFormatParser(text, parser, { zone: 'utc', locale: 'en' });
		if (!read.isValid) return null;
		return hasOffset ? read.toMillis() : instantOf(read.toMillis(), zone);
	};
}

/** Does a date in this form say the minute, and of which day? */
export function tellsMinute(format: string): boolean {
	try {
		const read = DateTime.fromFormat(sample.toFormat(format, { locale: 'en' }), format, { zone: 'utc', locale: 'en' });
		return read.isValid && read.toMillis() === sample.toMillis();
	} catch {
		return false;
	}
}

/** As one of the form of `format` looks. */
export function exampleDate(format: string | null): string {
	return format === null ? '2021-11-23 15:42:00' : sample.toFormat(format, { locale: 'en' });
}

const sameZone = { zone: 'utc', setZone: true } as const;

function inZone(read: DateTime, text: string, zone: string): Instant | null {
	if (!read.isValid) return null;
	return /(Z|[+-]\d\d(:?\d\d)?)$/i.test(text.slice(16)) ? read.toMillis() : instantOf(read.toMillis(), zone);
}

function instantOf(wall: number, zone: string): Instant | null {
	const at = instantAt(zone, wall);
	return wallClock(zone, at) === wall ? at : null;
}

function namesOffset(format: string): boolean {
	const elsewhere = sample.setZone('utc+5').toFormat(format, { locale: 'en' });
	const read = DateTime.fromFormat(elsewhere, format, { zone: 'utc', locale: 'en' });
	return read.isValid && read.toMillis() === sample.toMillis();
}
