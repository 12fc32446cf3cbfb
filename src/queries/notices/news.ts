import { type Instant, MINUTE } from '../../domain/instant.ts';
import type { Told } from '../../domain/notices/told.ts';
import type { Text } from '../../domain/text.ts';
import { formatFor } from '../../i18n/format.ts';
import { type Reading, worded } from '../shared/reading.ts';

/** What is new, whatever it is about. */
export type News = Pick<Told, 'title' | 'state' | 'tone' | 'body' | 'facts'> & { path: string };

/** The wording for this reader; null where there is none. */
export function bodyOf(reading: Reading, text: Text | null | undefined): Told['body'] {
	if (!text) return null;
	const { wording, language } = worded(reading, text);
	return wording.trim() === '' ? null : { wording, language };
}

/** "7 days", "1 h": what is due to the minute is sent some seconds later. */
export function howLong({ language, site }: Reading, millis: number): string {
	return formatFor(language, site.time_zone).duration(Math.ceil(Math.max(millis, MINUTE) / MINUTE) * MINUTE);
}

/** The update that was published, or edited, then; of several the last; else the newest there is. */
export function updateAt<Update extends { publishedAt: Instant; edits?: { editedAt: Instant }[] }>(
	updates: readonly Update[],
	at: Instant,
): Update | null {
	const own = updates.findLast(
		(one) => one.publishedAt === at || (one.edits ?? []).some(({ editedAt }) => editedAt === at),
	);
	return own ?? updates.at(-1) ?? null;
}
