import type { Instant } from '../../domain/instant.ts';
import type { Told } from '../../domain/notices/told.ts';
import type { SecurityChange } from '../../domain/person.ts';
import { formatFor } from '../../i18n/format.ts';
import { localPath } from '../../i18n/languages.ts';
import { messagesIn } from '../../i18n/messages.ts';
import type { ResourceReading } from '../admin/resource.ts';

export type PersonReading = Pick<ResourceReading, 'site' | 'siteUrl' | 'language'>;

/** What somebody of the console is told by a letter. @param path of the screen that its button opens, without language */
export function toldPerson(
	{ site, siteUrl, language }: PersonReading,
	{ title, wording, button, path }: { title: string; wording: string; button: string; path: string },
): Told {
	return {
		...{ subject: 'person', language, site: site.name, title, state: button, tone: 'plain', facts: [], late: null },
		url: `${siteUrl}${localPath(language, site.languages[0] ?? language, path)}`,
		body: { wording, language },
	};
}

/** The letter that tells somebody how the ways to sign in as them changed, and what to do where it was not them. */
export function toldOfSecurity(reading: PersonReading, change: SecurityChange, at: Instant): Told {
	const words = messagesIn(reading.language).told.security;
	const when = words.when(formatFor(reading.language, reading.site.time_zone).zoned(at));
	const wording = `${words.changed[change]} ${when}\n\n${words.ignore}`;
	return toldPerson(reading, {
		title: words.title(reading.site.name),
		wording,
		button: words.button,
		path: '/admin/me',
	});
}
