import type { Incident } from '../../domain/incidents/incident.ts';
import { isWanted, type Notice, topicsOf, withPartner } from '../../domain/notices/notice.ts';
import type { Subscriber } from '../../domain/notices/subscriber.ts';
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
}

/** @param incident as it will be */
export async function reportPreview(reading: Reading, incident: Incident): Promise<ReportPreview> {
	const { stores, site, now } = reading;
	const { headline: before, catalogue, names } = await siteNow(reading);
	const { headline: after } = await siteNow(reading, now, [incident]);
	const book = await openPromiseBook(stores, site, [incident], now);
	const subscribers = await stores.subscribers.list();
	const notice = noticeFor(incident);
	const hears = (one: Subscriber) => one.confirmedAt !== null && one.quarantinedAt === null && isWanted(one, notice);
	return {
		...{ before, after, names },
		card: openIncidentCard(reading, incident, catalogue, book, await stores.revisions.all()),
		told: subscribers.filter(hears).length,
	};
}

function noticeFor({ id, cause, changes }: Incident): Notice {
	const components = changes.map(({ component }) => component);
	const topics = withPartner(topicsOf('incident.opened'), cause);
	return { topics, subject: `incident/${id}`, components, audience: 'components', isTurn: true };
}
