import { HOUR } from '../../domain/instant.ts';
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

/** "7 days", "1 h". */
export function howLong({ language, site }: Reading, millis: number): string {
	return formatFor(language, site.time_zone).duration(Math.max(millis, HOUR / 60));
}
