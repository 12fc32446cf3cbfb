import PublicHolidays, { type HolidaysTypes } from 'date-holidays';
import { DomainError } from '../errors.ts';
import { DAY, HOUR } from '../instant.ts';
import { type Language, languages, type Text } from '../text.ts';
import { nextDate } from './day.ts';
import { holidayNames } from './holiday-names.ts';

/** The name of the holiday on a date ('YYYY-MM-DD'); null when it is none. */
export type Holidays = (isoDate: string) => Text | null;

/** Computing one year takes milliseconds; a visitor may ask for any. */
const MOST_YEARS = 250;

export interface NamedDate {
	date: string;
	name: Text;
}

/**
 * The national public holidays of a country (ISO 3166-1, such as 'BR'; null for none), with the operator's own (`also`), without
 * those dates on which the office is open all the same (`not`, which wins).
 * Throws DomainError('invalid') for a country that nobody knows.
 */
export function publicHolidays(country: string | null, also: NamedDate[], not: string[]): Holidays {
	const calendars = country === null ? null : calendarsOf(country);
	const own = new Map(also.map(({ date, name }) => [date, name]));
	const working = new Set(not);
	const years = new Map<number, Map<string, Text>>();

	return (date) => {
		if (working.has(date)) return null;
		const year = Number(date.slice(0, 4));
		// A holiday of several days may have begun in the year before.
		return own.get(date) ?? inYear(year).get(date) ?? inYear(year - 1).get(date) ?? null;
	};

	function inYear(year: number): Map<string, Text> {
		const known = years.get(year) ?? (calendars === null ? new Map<string, Text>() : holidaysOf(calendars, year));
		if (years.size >= MOST_YEARS) years.clear();
		years.set(year, known);
		return known;
	}
}

/** Is it the code of a country whose holidays are known? */
export function isCountry(code: string): boolean {
	return Object.hasOwn(new PublicHolidays().getCountries(), code);
}

/** One for each language: date-holidays remembers every language that it was ever asked for, and falls back on it. */
interface Calendars {
	/** Asked for no language at all: its names are those that the library falls back on. */
	plain: PublicHolidays;
	translated: { language: Language; native: boolean; calendar: PublicHolidays }[];
}

function calendarsOf(country: string): Calendars {
	const plain = new PublicHolidays(country, { types: ['public'] });
	if (plain.getRules().length === 0) throw new DomainError('invalid', `No holidays are known for "${country}"`);
	const spoken = plain.getLanguages()[0]?.slice(0, 2);
	const translated = languages.map((language) => {
		const calendar = new PublicHolidays(country, { types: ['public'] });
		return { language, native: languageCodes[language] === spoken, calendar };
	});
	return { plain, translated };
}

/** How date-holidays calls our languages. */
const languageCodes: Record<Language, string> = { es: 'es', 'pt-BR': 'pt', en: 'en' };

function holidaysOf({ plain, translated }: Calendars, year: number): Map<string, Text> {
	const translations = translated.map(({ language, native, calendar }) => {
		const holidays = calendar.getHolidays(year, languageCodes[language]);
		return { language, native, names: new Map(holidays.map((holiday) => [keyOf(holiday), holiday.name])) };
	});
	const found = new Map<string, Text>();
	for (const holiday of plain.getHolidays(year)) {
		const name: Text = { ...holidayNames[holiday.name] };
		for (const { language, native, names } of translations) {
			const wording = names.get(keyOf(holiday));
			// Else a Portuguese name would be passed off as Spanish.
			if (wording !== undefined && (native || wording !== holiday.name)) name[language] = wording;
		}
		if (Object.keys(name).length === 0) name.en = holiday.name;
		for (const date of wholeDaysOf(holiday)) found.set(date, found.get(date) ?? name);
	}
	return found;
}

function keyOf(holiday: HolidaysTypes.Holiday): string {
	return `${holiday.date} ${holiday.rule}`;
}

/** The dates that a holiday takes wholly: an afternoon off doesn't make a holiday. */
function wholeDaysOf(holiday: HolidaysTypes.Holiday): string[] {
	// `date` is local ("2026-11-20 00:00:00").
	if (!holiday.date.includes(' 00:00:00')) return [];
	// Two hours to spare, for a day on which the clocks change.
	const days = Math.floor((holiday.end.getTime() - holiday.start.getTime() + 2 * HOUR) / DAY);
	const dates: string[] = [];
	for (let date = holiday.date.slice(0, 10); dates.length < days; date = nextDate(date)) dates.push(date);
	return dates;
}
