import PublicHolidays, { type HolidaysTypes } from 'date-holidays';
import { nextDate } from './day.ts';
import { DomainError } from './errors.ts';
import { DAY, HOUR } from './instant.ts';
import { type Language, languages, type Text } from './text.ts';

/** The name of the holiday on a date ('YYYY-MM-DD'); null when it is none. */
export type Holidays = (isoDate: string) => Text | null;

export interface NamedDate {
	date: string;
	name: Text;
}

/**
 * The national public holidays of a country (ISO 3166-1, such as 'BR'), with the operator's own (`also`), without
 * those dates on which the office is open all the same (`not`, which wins).
 * Throws DomainError('invalid') for a country that nobody knows.
 */
export function publicHolidays(country: string, also: NamedDate[], not: string[]): Holidays {
	const calendar = new PublicHolidays(country, { types: ['public'] });
	if (calendar.getRules().length === 0) throw new DomainError('invalid', `No holidays are known for "${country}"`);
	// Now or never: asking for names in a language makes that the calendar's own.
	const spoken = calendar.getLanguages()[0]?.slice(0, 2);
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
		const known = years.get(year) ?? holidaysOf(calendar, year, spoken);
		years.set(year, known);
		return known;
	}
}

function holidaysOf(calendar: PublicHolidays, year: number, spoken: string | undefined): Map<string, Text> {
	const translations = languages.map((language) => ({ language, names: namesIn(calendar, year, library[language]) }));
	const found = new Map<string, Text>();
	// 'zxx' is the code of no language: the names are those that the library falls back on.
	for (const holiday of calendar.getHolidays(year, 'zxx')) {
		const name: Text = {};
		for (const { language, names } of translations) {
			const wording = names.get(keyOf(holiday));
			// Else a Portuguese name would be passed off as Spanish.
			const translated = wording !== holiday.name || library[language] === spoken;
			if (wording !== undefined && translated) name[language] = wording;
		}
		if (Object.keys(name).length === 0) name.en = holiday.name;
		for (const date of wholeDaysOf(holiday)) found.set(date, found.get(date) ?? name);
	}
	return found;
}

/** How date-holidays calls our languages. */
const library: Record<Language, string> = { es: 'es', 'pt-BR': 'pt', en: 'en' };

function namesIn(calendar: PublicHolidays, year: number, language: string): Map<string, string> {
	return new Map(calendar.getHolidays(year, language).map((holiday) => [keyOf(holiday), holiday.name]));
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
