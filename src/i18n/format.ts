import type { Instant } from '../domain/instant.ts';
import type { Language } from '../domain/text.ts';

// The regions where our readers are: the order of a date and the way to write a time depend on them.
const locales: Record<Language, string> = { es: 'es-419', 'pt-BR': 'pt-BR', en: 'en-GB' };

/** Never at the beginning of a line: a space that does not break, where the language has one. */
const percentSigns: Record<Language, string> = { es: '\u202f%', 'pt-BR': '\u00a0%', en: '%' };

const underOneMinute: Record<Language, string> = {
	es: 'menos de 1 min',
	'pt-BR': 'menos de 1 min',
	en: 'less than 1 min',
};

/** Dates and times as a reader of a language writes them, in one named zone. */
export type Format = ReturnType<typeof formatIn>;

const made = new Map<string, Format>();

export function formatFor(language: Language, zone: string): Format {
	const key = `${language} ${zone}`;
	const format = made.get(key) ?? formatIn(language, zone);
	made.set(key, format);
	return format;
}

function formatIn(language: Language, timeZone: string) {
	const locale = locales[language];
	const inZone = (options: Intl.DateTimeFormatOptions) => {
		const format = new Intl.DateTimeFormat(locale, { timeZone, hourCycle: 'h23', ...options });
		return (at: Instant) => format.format(at);
	};
	const toTheMinute = { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const;
	const dateTime = inZone(toTheMinute);
	const toTheSecond = inZone({ ...toTheMinute, second: '2-digit' });
	const toTheMillisecond = inZone({ ...toTheMinute, second: '2-digit', fractionalSecondDigits: 3 });
	const exact = (at: Instant) => (at % 1000 === 0 ? toTheSecond : toTheMillisecond)(at);
	const onCalendar = (options: Intl.DateTimeFormatOptions) => {
		const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
		return (date: string) => format.format(new Date(`${date.padEnd(10, '-01')}T12:00:00Z`));
	};
	const zoneName = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' });
	const zone = (at: Instant) => (partOf(zoneName, at) ?? timeZone).replace('-', '−');
	const titleIn = titles(timeZone, locale);
	const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 });
	const dayCount = new Intl.NumberFormat(locale, { style: 'unit', unit: 'day', unitDisplay: 'long' });
	const megabytes = new Intl.NumberFormat(locale, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 });
	const list = new Intl.ListFormat(locale, { type: 'conjunction' });
	const languageNames = new Intl.DisplayNames(locale, { type: 'language' });
	/** To the minute, rounded down; in words for less than one. */
	const duration = (millis: number) => {
		const minutes = Math.floor(millis / 60_000);
		if (minutes === 0) return underOneMinute[language];
		const days = Math.floor(minutes / 1440);
		return [days > 0 ? dayCount.format(days) : '', inHours(minutes % 1440)].filter(Boolean).join(' ');
	};
	return {
		/** español, espanhol, Spanish: as a sentence says it. */
		language: (code: string) => languageNames.of(code) ?? code,
		/** 22 nov 2026, 18:05 */
		dateTime,
		/** 22 nov 2026, 18:05:09; with thousandths where there are any: two revisions may begin within one second */
		exact,
		/** With seconds where both would look the same without: nothing lasts from 23:00 to 23:00. */
		spanAs: (start: Instant, end: Instant) =>
			dateTime(start) === dateTime(end) ? ('exact' as const) : ('dateTime' as const),
		date: inZone({ day: 'numeric', month: 'long', year: 'numeric' }),
		time: inZone({ hour: '2-digit', minute: '2-digit' }),
		/** 22 nov, 18:05: of this year, as everybody knows */
		dayTime: inZone({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
		weekdayAt: inZone({ weekday: 'long' }),
		/** Western European Time: as it is called at that instant, since zones change their names; GMT+1 where it has none. */
		zoneTitle: (at: Instant) => titleIn(at) ?? zone(at),
		/** Of dates without a time, 'YYYY-MM-DD' or 'YYYY-MM'. */
		day: onCalendar({ weekday: 'long', day: 'numeric', month: 'long' }),
		dayAndYear: onCalendar({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
		weekdayDay: onCalendar({ weekday: 'short', day: 'numeric', month: 'short' }),
		shortDay: onCalendar({ day: 'numeric', month: 'short' }),
		month: onCalendar({ month: 'long', year: 'numeric' }),
		shortMonth: onCalendar({ month: 'short', year: '2-digit' }),
		weekday: (index: number) => onCalendar({ weekday: 'long' })(`2024-01-0${index + 1}`),
		/** GMT-3, by the rules in force at that instant. */
		zone,
		/** 22 nov 2026, 18:05 GMT−3: whatever clock the reader has. */
		zoned: (at: Instant) => `${dateTime(at)} ${zone(at)}`,
		/** A figure such as "99.98", which is already rounded, with the reader's decimal mark; a dash where there is none. */
		percent: (figure: string | null) =>
			figure === null ? '–' : `${figure.replace('.', decimalMark(number))}${percentSigns[language]}`,
		number: (figure: number) => number.format(figure),
		/** 12.3 MB */
		bytes: (count: number) => megabytes.format(count / 1_000_000),
		/** Hours and minutes of working time, which has no days. */
		hours: (millis: number) => {
			const minutes = Math.floor(Math.max(0, millis) / 60_000);
			if (minutes === 0) return '0 min';
			return inHours(minutes);
		},
		/** a, b and c */
		list: (words: string[]) => list.format(words),
		duration,
		/** By how much something is late; null for less than a minute, of which a sentence says only that it is late. */
		lateness: (millis: number) => (millis < 60_000 ? null : duration(millis)),
	};
}

/**
 * What people call a zone at an instant; null where they have no name for it. A generic name that has nothing in common
 * with the long one was made up from that of the country ("Horário Marrocos"), and nobody uses it.
 */
function titles(timeZone: string, locale: string): (at: Instant) => string | null {
	const named = (language: string, timeZoneName: 'long' | 'longGeneric') =>
		new Intl.DateTimeFormat(language, { timeZone, timeZoneName });
	const [generic, long] = [named(locale, 'longGeneric'), named(locale, 'long')];
	const [plainGeneric, plainLong] = [named('en', 'longGeneric'), named('en', 'long')];
	return (at) => {
		const root = partOf(plainGeneric, at)?.replace(/ Time$/, '') ?? '';
		const title = partOf(partOf(plainLong, at)?.includes(root) ? generic : long, at);
		return title === undefined || title.startsWith('GMT') ? null : title;
	};
}

function partOf(format: Intl.DateTimeFormat, at: Instant): string | undefined {
	return format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value;
}

/** 4 h 20 min: the signs of the units are the same in every language, have no plural, and are not left alone on a line. */
function inHours(minutes: number): string {
	const parts = [
		[Math.floor(minutes / 60), 'h'],
		[minutes % 60, 'min'],
	] as const;
	return parts.flatMap(([count, sign]) => (count > 0 ? [`${count}\u00a0${sign}`] : [])).join(' ');
}

function decimalMark(number: Intl.NumberFormat): string {
	return number.formatToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '.';
}

/** A percentage that an agreement names: `99.9 %`, as the language writes it. */
export function percentIn(language: Language, percent: number): string {
	return (
		new Intl.NumberFormat(locales[language], { maximumFractionDigits: 6 }).format(percent) + percentSigns[language]
	);
}
