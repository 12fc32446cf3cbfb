import { DateTime } from 'luxon';
import { orNull } from '../errors.ts';
import { type Instant, isMeant } from '../instant.ts';
import { askedInstant } from './as-of.ts';
import { dayInterval, instantAt } from './day.ts';

/** As luxon names them: the day before the month, as our readers write it, or a month in letters. */
const DAYS = [
	'yyyy-MM-dd',
	'd/M/yyyy',
	'd.M.yyyy',
	'd-M-yyyy',
	'd LLL yyyy',
	'd LLLL yyyy',
	"d 'de' LLL 'de' yyyy",
	"d 'de' LLLL 'de' yyyy",
	'LLL d, yyyy',
	'LLLL d, yyyy',
];
const TIMES = ['H:mm', 'H:mm:ss'];
/** Of the names of months: whoever reads one language may have copied from another. */
const LOCALES = ['es', 'pt-BR', 'en', 'en-GB'];
/** What is longer is no date. */
const LONGEST = 60;

/**
 * What somebody means by a date and a time that they wrote by hand, or copied from one of our pages: an instant, or, of a
 * day without a time, its first and its last.
 *
 * @param zone whose clock they mean where they name no offset
 * @returns null for what is no date, or not on the calendar
 */
export function writtenInstants(text: string, zone: string): [Instant] | [first: Instant, last: Instant] | null {
	if (text.length > LONGEST) return null;
	const exact = orNull(() => askedInstant(text, zone));
	if (exact !== null) return [exact];
	const typed = text
		.trim()
		.replaceAll(/\s+/g, ' ')
		.replace(/,(?= \d{1,2}:)/, '')
		.replace(/ ?(?:UTC|GMT|Z)$/, ' +0')
		.replace(/ ?(?:UTC|GMT)(?=[+−-])/, ' ')
		.replace('−', '-');
	for (const locale of LOCALES) {
		const found = read(typed, zone, locale);
		if (found) return found.every(isMeant) ? found : null;
	}
	return null;
}

function read(typed: string, zone: string, locale: string): [Instant] | [Instant, Instant] | null {
	for (const day of DAYS) {
		const date = DateTime.fromFormat(typed, day, { zone: 'UTC', locale });
		if (date.isValid) {
			const { start, end } = dayInterval(zone, date.toISODate());
			return [start, end - 1];
		}
		for (const time of TIMES) {
			const wall = DateTime.fromFormat(typed, `${day} ${time}`, { zone: 'UTC', locale });
			if (wall.isValid) return [instantAt(zone, wall.toMillis())];
			const withOffset = DateTime.fromFormat(typed, `${day} ${time} Z`, { locale });
			if (withOffset.isValid) return [withOffset.toMillis()];
		}
	}
	return null;
}
