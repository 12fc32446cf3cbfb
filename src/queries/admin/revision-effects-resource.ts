import { effectWords, reportWords } from '../../i18n/effect-words.ts';
import { formatFor } from '../../i18n/format.ts';
import { messagesIn } from '../../i18n/messages.ts';
import { changeLines } from '../../i18n/revision-change-words.ts';
import { termLine } from '../../i18n/term-words.ts';
import type { Reading } from '../shared/reading.ts';
import { iso, isoOrNull, type ResourceReading } from './resource.ts';
import type { RevisionEffects } from './revision-effects.ts';
import type { RevisionPreview } from './revision-preview.ts';

/** What publishing a revision would do, as somebody reads it before they publish or approve it. */
export function effectsResource(
	reading: ResourceReading,
	{ inForceFrom, changes, refused, names, follows }: RevisionPreview,
	effects: RevisionEffects,
) {
	const t = messagesIn(reading.language);
	return {
		in_force_from: isoOrNull(inForceFrom),
		refused,
		terms: changes === null ? [] : (changes.terms?.map((change) => termLine(t, change, names)) ?? null),
		changes: changes === null ? [] : changeLines(t, changes),
		...happeningResource(reading, effects, (follows ?? 0) + 1),
	};
}

/** What follows from it for deadlines, figures and subscribers. @param next its number */
export function happeningResource(
	{ language, site, siteUrl }: Reading & { siteUrl: string },
	effects: RevisionEffects,
	next: number,
) {
	const t = messagesIn(language);
	const format = formatFor(language, site.time_zone);
	const { kept, keptTickets, terms, names, byChannel } = effects;
	return {
		effects: [...terms.map((one) => effectWords(t, format, one, names)), ...reportWords(t, terms, next)],
		keeps: kept.map(({ id, title, revision, deadline }) => ({
			...{ id, title, revision, deadline: iso(deadline) },
			url: `${siteUrl}/incidents/${id}`,
		})),
		keeps_tickets: keptTickets,
		told: byChannel.reduce((sum, [, count]) => sum + count, 0),
		told_by: Object.fromEntries(byChannel) as Record<string, number>,
	};
}
