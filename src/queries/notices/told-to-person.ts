import type { Instant } from '../../domain/instant.ts';
import type { Told } from '../../domain/notices/told.ts';
import type { CredentialChange, LinkKind, UpdateReminder } from '../../domain/person.ts';
import { wordingOf } from '../../domain/text.ts';
import { formatFor } from '../../i18n/format.ts';
import { localPath } from '../../i18n/languages.ts';
import { messagesIn } from '../../i18n/messages.ts';
import type { ResourceReading } from '../admin/resource.ts';

type Reading = Pick<ResourceReading, 'site' | 'siteUrl' | 'language'>;

/** The letter that brings somebody a link with which they choose their password. */
export function toldOfLink(
	reading: Reading,
	kind: LinkKind,
	{ secret, until }: { secret: string; until: Instant },
): Told {
	const { link } = messagesIn(reading.language).told;
	const { title, body, button, ignore } = link[kind];
	const words = `${body}\n\n${link.until(formatIn(reading).zoned(until))} ${ignore}`;
	return toldToPerson(reading, title(reading.site.name), words, button, `/admin/password`, `?link=${secret}`);
}

/** The letter that asks a colleague to read a draft. @param subject such as `sla/blip-go/drafts/3` */
export function toldOfDraft(reading: Reading, subject: string): Told {
	const { title, body, button } = messagesIn(reading.language).told.draft;
	const [, , , version = ''] = subject.split('/');
	return toldToPerson(reading, title(reading.site.name), body(version), button, `/admin/${subject}`);
}

/** The letter that tells somebody what was changed of how they sign in. */
export function toldOfCredential(reading: Reading, change: CredentialChange, at: Instant): Told {
	const { title, changes, mind, button } = messagesIn(reading.language).told.credential;
	const words = `${changes[change]} (${formatIn(reading).zoned(at)})\n\n${mind}`;
	return toldToPerson(reading, title(reading.site.name), words, button, '/admin/me');
}

/** The letter that reminds somebody of an update that is due soon; null where one was written, or there is none to write any more. */
export async function toldOfDueUpdate(
	reading: Reading & { stores: Pick<ResourceReading['stores'], 'incidents'> },
	{ about: id, updateDueAt }: UpdateReminder,
): Promise<Told | null> {
	const { site, language, stores } = reading;
	const incident = await stores.incidents.find(id);
	const isAwaited = incident?.nextUpdateAt === updateDueAt && incident.resolvedAt === null && !incident.retraction;
	if (!incident || !isAwaited) return null;
	const { title, body, button } = messagesIn(language).told.dueUpdate;
	const format = formatIn(reading);
	const due = `${format.time(updateDueAt)} ${format.zone(updateDueAt)}`;
	const named = wordingOf(incident.title, language, site.languages[0] ?? language).wording;
	return toldToPerson(reading, title(named), body(due), button, `/admin/incidents/${id}`);
}

/** @param button leads to the screen at `path` of the console */
function toldToPerson(
	{ site, siteUrl, language }: Reading,
	title: string,
	wording: string,
	button: string,
	path: string,
	query = '',
): Told {
	const url = `${siteUrl}${localPath(language, site.languages[0] ?? language, path)}${query}`;
	return {
		...{ subject: 'person', language, site: site.name, title, state: button, url },
		...{ tone: 'plain', facts: [], late: null, body: { wording, language } },
	};
}

function formatIn({ language, site }: Reading) {
	return formatFor(language, site.time_zone);
}
