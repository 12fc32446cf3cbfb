import { officeOf } from '../content/office.ts';
import { monthInterval } from '../domain/day.ts';
import { DAY, type Instant } from '../domain/instant.ts';
import { contains } from '../domain/interval.ts';
import type { MonthFacts } from '../domain/report.ts';
import { timelineOf } from '../domain/status.ts';
import { factsDuring } from './facts.ts';
import { openPromiseBook } from './promise-book.ts';
import type { Reading } from './reading.ts';

/** Everything that the figures of a month are derived from, as far as it is known. @param month 'YYYY-MM' */
export async function monthFacts(
	{ stores, site, now }: Pick<Reading, 'stores' | 'site' | 'now'>,
	document: string,
	month: string,
): Promise<MonthFacts> {
	const range = monthInterval(site.time_zone, month);
	// What was accepted in the month may have begun before it.
	const facts = await factsDuring(stores, { start: range.start - DAY, end: range.end + DAY });
	const since = (await stores.publications.first())?.at ?? now;
	const recorded = recordedPart(range, since, now);
	const { components } = await stores.components.catalogue();
	const systems = components.filter(({ kind }) => kind === 'system');
	const accepted = facts.incidents.filter(({ acceptedAt }) => acceptedAt !== null && contains(range, acceptedAt));
	const promisesOf = await openPromiseBook(stores, site, accepted, now);
	const incidents = accepted.flatMap((incident) => {
		const own = promisesOf(incident).filter((promise) => promise.document === document);
		// A promise that another criticality replaced counts only where it had been missed by then.
		const counted = own.filter(({ supersededAt, outcome }) => supersededAt === null || outcome === 'missed');
		return counted.map((promise) => ({
			id: incident.id,
			promise,
			justification: incident.justification?.body ?? null,
		}));
	});
	return {
		...{ document, month, range, recorded, incidents },
		revisions: await stores.revisions.of(document),
		office: officeOf(site),
		weights: site.uptime_weights,
		tickets: await stores.tickets.during(document, range),
		systems: systems.map(({ slug }) => ({ slug, timeline: timelineOf(slug, recorded, facts) })),
		maintenances: facts.maintenances,
	};
}

/** What was before recording began is unknown, not up; what is to come is neither. */
function recordedPart(range: MonthFacts['range'], since: Instant, now: Instant): MonthFacts['range'] {
	const end = Math.min(range.end, now);
	return { start: Math.min(end, Math.max(range.start, since)), end };
}
