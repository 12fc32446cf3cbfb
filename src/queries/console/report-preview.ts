import type { Incident } from '../../domain/incidents/incident.ts';
import { type Audience, isWanted, type Notice, topicsOf, withPartner } from '../../domain/notices/notice.ts';
import { type Channel, channels, hears, type Subscriber } from '../../domain/notices/subscriber.ts';
import type { Headline } from '../../domain/status/headline.ts';
import { type OpenIncidentCard, openIncidentCard } from '../pages/open-incident-card.ts';
import { siteNow } from '../shared/headline-now.ts';
import { openPromiseBook } from '../shared/promise-book.ts';
import type { Reading } from '../shared/reading.ts';

/** What customers will see of an incident that is not published yet. */
export interface ReportPreview {
	card: OpenIncidentCard;
	/** The headline of now, and the one that will take its place. */
	before: Headline;
	after: Headline;
	/** What each component is called, by its slug. */
	names: ReadonlyMap<string, string>;
	/** How many subscribers will be told. */
	told: number;
	/** By which channels, and how many by each; without those by which nobody is. */
	byChannel: (readonly [Channel, number])[];
	audience: Audience;
}

/** @param incident as it will be @param audience who hears of it */
export async function reportPreview(reading: Reading, incident: Incident, audience: Audience): Promise<ReportPreview> {
	const { stores, site, now } = reading;
	const { headline: before, catalogue, names } = await siteNow(reading);
	const { headline: after } = await siteNow(reading, now, [incident]);
	const book = await openPromiseBook(stores, site, [incident], now);
	const notice = noticeFor(incident, audience);
	const isToHear = (one: Subscriber) => hears(one) && isWanted(one, notice);
	const hearing = (await stores.subscribers.list()).filter(isToHear);
	const counted = channels.map((one) => [one, hearing.filter(({ channel }) => channel === one).length] as const);
	return {
		...{ before, after, names },
		card: openIncidentCard(reading, incident, catalogue, book, await stores.revisions.all()),
		told: hearing.length,
		byChannel: counted.filter(([, count]) => count > 0),
		audience,
	};
}

function noticeFor({ id, cause, changes }: Incident, audience: Audience): Notice {
	const components = changes.map(({ component }) => component);
	const topics = withPartner(topicsOf('incident.opened'), cause);
	return { topics, subject: `incident/${id}`, components, audience, isTurn: true };
}
