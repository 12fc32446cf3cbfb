import { DateTime } from 'luxon';
import { orNull } from '../errors.ts';
import { type Instant, type Interval, isMeant, MINUTE, SECOND } from '../instant.ts';
import { askedInstant } from './as-of.ts';
import { dayInterval, instantAt } from './day.ts';

/** As luxon names them: the day before the month, as our readers write it, or a month in letters. */
const DAYS = [
	'yyyy-MM-dd',
	'd/M/yyyy',
	'd/M/yy',
	'd.M.yyyy',
	'd-M-yyyy',
	'd LLL yyyy',
	'd LLLL yyyy',
	"d 'de' LLL 'de' yyyy",
	"d 'de' LLLL 'de' yyyy",
	'LLL d, yyyy',
	'LLLL d, yyyy',
];
const TIMES = ['H:mm', 'H:mm:ss', 'H:mm:ss.SSS', 'h:mm a'];
/** Of the names of months: whoever reads one language may have copied from another. */
const LOCALES = ['es', 'pt-BR', 'en', 'en-GB'];
/** What is longer is no date. */
const LONGEST = 60;

/**
 * What somebody means by a date and a time that they wrote by hand, or copied from one of our pages: as long as what they wrote is
 * vague, a day without a time, and a minute or a second of it.
 *
 * @param zone whose clock they mean where they name no offset
 * @returns null for what is no date, or not on the calendar
 */
export function writtenInterval(text: string, zone: string): Interval | null {
	if (text.length > LONGEST) return null;
	const found = read(text, zone);
	return found && isMeant(found.start) && isMeant(found.end) ? found : null;
}

function read(text: string, zone: string): Interval | null {
	const exact = orNull(() => askedInstant(text, zone));
	if (exact !== null) return lasting(exact, text);
	const typed = text
		.trim()
		.replaceAll(/\s+/g, ' ')
		.replace(/,? (?:a las |às |at )?(?=\d{1,2}:)/, ' ')
		.replace(/ ?(?:UTC|GMT|Z)$/, ' +0')
		.replace(/ ?(?:UTC|GMT)(?=[+−-])/, ' ')
		.replace('−', '-');
	for (const locale of LOCALES) {
		for (const day of DAYS) {
			const date = DateTime.fromFormat(typed, day, { zone: 'UTC', locale });
			if (date.isValid) return dayInterval(zone, date.toISODate());
			const at = timeOn(day, typed, zone, locale);
			if (at !== null) return lasting(at, typed);
		}
	}
	return null;
}

function timeOn(day: string, typed: string, zone: string, locale: string): Instant | null {
	for (const time of TIMES) {
		const wall = DateTime.fromFormat(typed, `${day} ${time}`, { zone: 'UTC', locale });
		if (wall.isValid) return instantAt(zone, wall.toMillis());
		const withOffset = DateTime.fromFormat(typed, `${day} ${time} Z`, { locale });
		if (withOffset.isValid) return withOffset.toMillis();
	}
	return null;
}

function lasting(start: Instant, text: string): Interval {
	if (/:\d\d\.\d/.test(text)) return { start, end: start + 1 };
	return { start, end: start + (/\d:\d\d:\d\d/.test(text) ? SECOND : MINUTE) };
}
