import type { Instant } from '../../domain/instant.ts';
import type { Told } from '../../domain/notices/told.ts';
import type { LinkKind } from '../../domain/person.ts';
import { formatFor } from '../../i18n/format.ts';
import { messagesIn } from '../../i18n/messages.ts';
import { type PersonReading, toldPerson } from './told-person.ts';

/** The letter that brings somebody a link with which they choose their password. */
export function toldOfLink(
	reading: PersonReading,
	kind: LinkKind,
	{ secret, until }: { secret: string; until: Instant },
): Told {
	const { link } = messagesIn(reading.language).told;
	const words = link[kind];
	const end = link.until(formatFor(reading.language, reading.site.time_zone).zoned(until));
	return toldPerson(reading, {
		...{ title: words.title(reading.site.name), button: words.button, path: `/admin/password?link=${secret}` },
		wording: `${words.body}\n\n${end} ${words.ignore}`,
	});
}

/** The letter that asks a colleague to read a draft. @param subject such as `sla/blip-go/drafts/3` */
export function toldOfDraft(reading: PersonReading, subject: string): Told {
	const words = messagesIn(reading.language).told.draft;
	const [, , , version = ''] = subject.split('/');
	const title = words.title(reading.site.name);
	return toldPerson(reading, { title, wording: words.body(version), button: words.button, path: `/admin/${subject}` });
}
