import { type CalendarReport, importCalendar } from '../../commands/import-calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Language } from '../../domain/text.ts';
import { ContentError } from '../../files/content-error.ts';
import { atCommandLine, readFiles, writingWithContent } from '../desk.ts';
import { answer, answerJson } from '../output.ts';
import { fetchAnswer } from '../page-files.ts';

interface Wishes {
	component: string[];
	days: string;
	notify: boolean;
	json?: boolean;
}

const MOST_DAYS = 400;

export async function calendar(named: string, { component, days, notify, json = false }: Wishes): Promise<void> {
	const ahead = daysIn(days);
	const text = await textAt(named);
	const writing = notify ? atCommandLine : { ...atCommandLine, notify: 'nobody' as const };
	const report = await writingWithContent((stores, { site }) => {
		const wishes = {
			components: component,
			language: site.languages[0] as Language,
			zone: site.time_zone,
			days: ahead,
		};
		return importCalendar(stores, text, wishes, writing, Date.now());
	});
	if (json) return answerJson(report);
	for (const line of linesOf(report)) answer(line);
}

function daysIn(text: string): number {
	const days = /^\d{1,3}$/.test(text) ? Number(text) : 0;
	if (days >= 1 && days <= MOST_DAYS) return days;
	throw new DomainError('invalid', `--days: expected a number from 1 to ${MOST_DAYS}, not "${text}"`);
}

async function textAt(named: string): Promise<string> {
	if (!/^(https?|webcal):\/\//i.test(named)) return readFiles([named])[0]?.source ?? '';
	const { status, text } = await fetchAnswer(named.replace(/^webcal:/i, 'https:'));
	if (status === 200) return text;
	throw new ContentError([`${named}: expected a calendar, found status ${status}`]);
}

function linesOf({ scheduled, moved, cancelled, unchanged, notes }: CalendarReport): string[] {
	return [`Scheduled ${scheduled}, moved ${moved}, cancelled ${cancelled}; ${unchanged} stand as they were.`, ...notes];
}
