import type { Messages } from '../../../i18n/es/messages.ts';
import type { Format } from '../../../i18n/format.ts';
import type { PromiseCard } from '../../../queries/pages/promise-card.ts';

/** How a promise ended or stands; a missed one says by how much. */
export function outcomeInWords(
	t: Messages,
	format: Format,
	{ outcome, lateMillis, finishedAt }: Pick<PromiseCard, 'outcome' | 'lateMillis' | 'finishedAt'>,
): string {
	if (lateMillis === null) return t.outcome[outcome];
	return finishedAt === null
		? t.course.missedSince(format.duration(lateMillis))
		: t.course.missedBy(format.duration(lateMillis));
}
