import type { Incident } from '../../domain/incidents/incident.ts';
import { isWanted } from '../../domain/notices/notice.ts';
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
	const notice = { topic: 'incidents', components: incident.changes.map(({ component }) => component) } as const;
	const subscribers = await stores.subscribers.list();
	return {
		...{ before, after, names },
		card: openIncidentCard(reading, incident, catalogue, book, await stores.revisions.all()),
		told: subscribers.filter((one) => one.confirmedAt !== null && isWanted(one, notice)).length,
	};
}
