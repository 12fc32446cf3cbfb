import { isLate, type Told } from '../../domain/notices/told.ts';
import type { Wording } from '../../domain/text.ts';
import { formatFor } from '../../i18n/format.ts';
import { localPath } from '../../i18n/languages.ts';
import { messagesIn } from '../../i18n/messages.ts';
import type { ResourceReading } from '../admin/resource.ts';
import type { News } from './news.ts';
import type { Occasion } from './occasion.ts';
import { toldOfIncident } from './told-of-incident.ts';
import { toldOfMaintenance } from './told-of-maintenance.ts';
import { toldOfPromises, toldOfRevision } from './told-of-promises.ts';

/** What people are told of an occasion, in the language of the reading. */
export async function toldOf(reading: ResourceReading, occasion: Occasion): Promise<Told> {
	const { path, ...news } = await newsOf(reading, occasion);
	const { site, siteUrl, language } = reading;
	return {
		...news,
		...{ subject: occasion.notice.subject, language, site: site.name },
		url: siteUrl + localPath(language, site.languages[0] ?? language, path),
		late: lateIn(reading, occasion),
	};
}

/** When it was meant to come, in words, for what comes more than an hour later, or after something newer; else null. */
export function lateIn(
	{ site, language, now }: ResourceReading,
	{ at: meantFor, isOutdated }: Pick<Occasion, 'at' | 'isOutdated'>,
): string | null {
	if (!isOutdated && !isLate(meantFor, now)) return null;
	const format = formatFor(language, site.time_zone);
	return messagesIn(language).told.late(format.zoned(meantFor));
}

async function newsOf(reading: ResourceReading, occasion: Occasion): Promise<News> {
	const { about } = occasion;
	if (about.kind === 'incident') return await toldOfIncident(reading, occasion, about.incident);
	if (about.kind === 'maintenance') return await toldOfMaintenance(reading, occasion, about.maintenance);
	if (about.kind === 'revision') return await toldOfRevision(reading, about.revision, about.before);
	return toldOfPromises(reading, occasion);
}

/** The question whether somebody wants to be told at all, or the way to what was chosen before. @param about the one that is wanted; null for all */
export function toldOfSubscription(
	reading: ResourceReading,
	kind: 'challenge' | 'preferences',
	url: string,
	about: Wording | null,
): Told {
	const { told, subscribe } = messagesIn(reading.language);
	const words = kind === 'challenge' ? told.confirm : told.known;
	const letter = message(
		reading,
		words.title(reading.site.name),
		`${words.body}\n\n${words.ignore}`,
		words.button,
		url,
	);
	const [label = '', ...value] = about ? subscribe.oneOnly(about.wording).split(': ') : [];
	return about ? { ...letter, facts: [{ label, value: value.join(': ') }] } : letter;
}

/** What is sent to see whether it arrives. */
export function toldOfTest(reading: ResourceReading): Told {
	const { test } = messagesIn(reading.language).told;
	return message(reading, test.title(reading.site.name), test.body, '', reading.siteUrl);
}

function message(reading: ResourceReading, title: string, wording: string, state: string, url: string): Told {
	const { site, language } = reading;
	return {
		...{ subject: 'subscription', language, site: site.name, title, state, tone: 'plain', facts: [], late: null, url },
		body: { wording, language },
	};
}
