import { officeOf } from '../content/office.ts';
import { monthInterval } from '../domain/day.ts';
import { DAY } from '../domain/instant.ts';
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
	const facts = await factsDuring({ stores, site }, { start: range.start - DAY, end: range.end + DAY });
	const recorded = { start: Math.min(range.start, now), end: Math.min(range.end, now) };
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
