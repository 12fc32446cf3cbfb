import type { Instant } from '../../domain/instant.ts';
import type { Told } from '../../domain/notices/told.ts';
import type { LinkKind } from '../../domain/person.ts';
import { formatFor } from '../../i18n/format.ts';
import { localPath } from '../../i18n/languages.ts';
import { messagesIn } from '../../i18n/messages.ts';
import type { ResourceReading } from '../admin/resource.ts';

/** The letter that brings somebody a link with which they choose their password. */
export function toldOfLink(
	reading: Pick<ResourceReading, 'site' | 'siteUrl' | 'language'>,
	kind: LinkKind,
	{ secret, until }: { secret: string; until: Instant },
): Told {
	const { site, siteUrl, language } = reading;
	const words = messagesIn(language).told.link[kind];
	const format = formatFor(language, site.time_zone);
	const path = localPath(language, site.languages[0] ?? language, '/admin/password');
	const end = messagesIn(language).told.link.until(format.zoned(until));
	return {
		...{ subject: 'person', language, site: site.name, title: words.title(site.name), state: words.button },
		...{ tone: 'plain', facts: [], late: null, url: `${siteUrl}${path}?link=${secret}` },
		body: { wording: `${words.body}\n\n${end} ${words.ignore}`, language },
	};
}

/** The letter that asks a colleague to read a draft. @param subject such as `sla/blip-go/drafts/3` */
export function toldOfDraft(
	{ site, siteUrl, language }: Pick<ResourceReading, 'site' | 'siteUrl' | 'language'>,
	subject: string,
): Told {
	const words = messagesIn(language).told.draft;
	const [, , , version = ''] = subject.split('/');
	const path = localPath(language, site.languages[0] ?? language, `/admin/${subject}`);
	return {
		...{ subject: 'person', language, site: site.name, title: words.title(site.name), state: words.button },
		...{ tone: 'plain', facts: [], late: null, url: `${siteUrl}${path}` },
		body: { wording: words.body(version), language },
	};
}
