import { componentStatuses } from '../domain/component.ts';
import { isTelling } from '../domain/status/day-mark.ts';
import { type DaySummary, gapMillis, isRecorded } from '../domain/status/uptime.ts';
import type { Messages } from '../i18n/es/messages.ts';
import type { Format } from '../i18n/format.ts';
import { unknownWord } from './unknown-word.ts';

/** From worst to best. */
const told = componentStatuses.toReversed().filter((status) => status !== 'operational');

/** What a day was at its worst, and for how long: "partly down, 26 min". */
export function worstInWords(messages: Messages, format: Format, day: DaySummary): string {
	return dayInWords(messages, format, day)[0] ?? '';
}

/** What a day was, worst first, and for how long each: "partly down, 26 min", "under maintenance, 1 hr". Nothing for a fine one. */
export function dayInWords(
	messages: Messages,
	format: Format,
	{ status, downMillis, uptime, gap, toldBefore }: DaySummary,
): string[] {
	const { days, watch } = messages;
	const was = told
		.filter((one) => downMillis[one] > 0)
		.map((one) => `${days.was[one]}, ${format.duration(downMillis[one])}`);
	const blank = toldBefore && status === null ? [unknownWord(messages, 'no_record')] : [];
	return [...was, ...blank, ...(gap ? [watch.unmeasured(format.duration(gapMillis(uptime)))] : [])];
}

/** What a strip shows: "90 days: 2 partly down, 1 under maintenance". */
export function stripInWords({ days: words }: Messages, days: readonly DaySummary[]): string {
	const count = (passes: (day: DaySummary) => boolean) => days.filter(passes).length;
	const was = told.map(
		(status) => [count((day) => isTelling(day) && day.status === status), words.was[status]] as const,
	);
	const unknown = [
		[count(({ gap }) => gap), words.unmeasured],
		[count((day) => day.status === null && day.unknown === 'not_watched'), words.unwatched],
		[count((day) => !isRecorded(day)), words.unrecorded],
	] as const;
	return words.counted(days.length, [
		...was.flatMap(([number, word]) => (number > 0 ? [`${number} ${word}`] : [])),
		...unknown.flatMap(([number, wordsOf]) => (number > 0 ? [wordsOf(number)] : [])),
	]);
}
