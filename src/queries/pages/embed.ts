import { DAY, type Instant } from '../../domain/instant.ts';
import { isOver, type Maintenance, type PlannedWindow, plannedWindow } from '../../domain/maintenance/maintenance.ts';
import type { Headline } from '../../domain/status/headline.ts';
import type { Wording } from '../../domain/text.ts';
import { siteNow } from '../shared/headline-now.ts';
import { type Reading, worded } from '../shared/reading.ts';
import type { Fresh } from './freshness.ts';

/** Work that is under way, or that begins soon. */
export interface NotedWork {
	id: string;
	title: Wording;
	planned: PlannedWindow;
	underWay: boolean;
}

/** What pages of others are to show: nothing, unless something is wrong or planned. */
export interface Noteworthy extends Fresh {
	/** Null where it tells of nothing that is wrong. */
	headline: Headline | null;
	/** Of each component, by its slug. */
	names: ReadonlyMap<string, string>;
	/** The next first. */
	works: NotedWork[];
}

/** Work is told from so long before it on. What comes again each week would never leave a page of others otherwise. */
const SOON = 3 * DAY;

/** That everything works is no news; nor is it that nobody told of a fault, or that nobody watches at this hour. */
const quiet: readonly Headline['kind'][] = ['working', 'as_told', 'not_watched'];

export async function noteworthy(reading: Reading): Promise<Noteworthy> {
	const { now } = reading;
	const { headline, names, pending, validUntil } = await siteNow(reading);
	const begins = ({ planned }: Maintenance): Instant => planned.start - SOON;
	const works = pending
		.filter((one) => !isOver(one) && (one.status !== 'scheduled' || (begins(one) <= now && one.planned.end > now)))
		.sort((one, other) => one.planned.start - other.planned.start);
	// Where the headline names the work, or says that it is late, that is enough.
	const isTold = headline.kind === 'maintenance' || headline.kind === 'late';
	return {
		headline: quiet.includes(headline.kind) ? null : headline,
		names,
		works: works
			.map((one) => ({
				...{ id: one.id, title: worded(reading, one.title), planned: plannedWindow(one.planned) },
				underWay: one.status !== 'scheduled',
			}))
			.filter(({ underWay }) => !(underWay && isTold)),
		validUntil: Math.min(validUntil, ...pending.map(begins).filter((at) => at > now)),
	};
}
