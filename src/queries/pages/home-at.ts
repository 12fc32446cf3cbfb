import { orNull } from '../../domain/errors.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Maintenance } from '../../domain/maintenance/maintenance.ts';
import type { Wording } from '../../domain/text.ts';
import { askedInstant } from '../../domain/time/as-of.ts';
import { asPublished } from '../shared/as-published.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { type HomePage, homePage } from './home-page.ts';

/** What was published at an instant, and was taken back later. */
export interface Withdrawn {
	/** Of its page, which says why. */
	path: string;
	title: Wording;
}

/** The home page as it was published at an instant; or why nobody can say. */
export type HomeAt =
	| { kind: 'found'; at: Instant; page: HomePage; withdrawn: Withdrawn[]; measuredLate: boolean }
	| { kind: 'too_early'; at: Instant; since: Instant }
	| { kind: 'future' | 'no_instant' };

/** @param asked ISO 8601, or what a clock on a wall of the site showed */
export async function homeAt(reading: Reading, asked: string): Promise<HomeAt> {
	const { stores, site, now } = reading;
	const at = orNull(() => askedInstant(asked, site.time_zone));
	if (at === null) return { kind: 'no_instant' };
	if (at > now) return { kind: 'future' };
	// What was published before the ledger began, nothing proves.
	const since = (await stores.publications.first())?.at ?? now;
	if (at < since) return { kind: 'too_early', at, since };
	const { stores: then, withdrawn, measuredLate } = await asPublished(stores, at);
	const page = await homePage({ ...reading, stores: then, now: at });
	const linked = (folder: string, all: (Incident | Maintenance)[]) =>
		all.map(({ id, title }) => ({ path: `/${folder}/${id}`, title: worded(reading, title) }));
	return {
		...{ kind: 'found', at, page, measuredLate },
		withdrawn: [...linked('incidents', withdrawn.incidents), ...linked('maintenance', withdrawn.maintenances)],
	};
}
