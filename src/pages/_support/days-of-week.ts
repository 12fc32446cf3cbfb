import type { Language } from '../../domain/text.ts';
import { type Weekday, weekdayRuns, weekdays } from '../../domain/time/office.ts';
import type { Messages } from '../../i18n/es/messages.ts';
import type { Format } from '../../i18n/format.ts';

/** "Monday to Friday", "Monday, Wednesday and Friday", "every day"; what follows goes on in the same sentence. */
export function daysOfWeek({ days }: Messages, format: Format, language: Language, open: readonly Weekday[]): string {
	const runs = weekdayRuns(open);
	const name = (day: Weekday) => format.weekday((weekdays.indexOf(day) + 6) % 7);
	const [first, last] = runs[0] ?? [];
	if (first === 'mon' && last === 'sun') return capital(days.everyDay, language);
	const parts = runs.flatMap(([from, to]) => {
		// Of two days in a row nobody says "from … to …".
		if (weekdayRuns([from, to]).length === 1) return [...new Set([from, to])].map(name);
		return [days.daysOfWeek(name(from), name(to))];
	});
	const locale = language === 'en' ? 'en-GB' : language;
	return capital(new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts), language);
}

function capital(words: string, language: Language): string {
	return words.charAt(0).toLocaleUpperCase(language) + words.slice(1);
}
