import type { Instant, Interval } from '../../domain/instant.ts';
import { isUnavailable } from '../../domain/sla/exclusion.ts';
import { type Because, timelineOf } from '../../domain/status/status.ts';
import { factsDuring } from '../shared/facts.ts';
import type { Reading } from '../shared/reading.ts';

/** From whom it is known that a partner was down: an incident of ours, staff by hand, our monitor or alert, the partner's own page. */
export interface OutageSource {
	kind: Because['kind'];
	/** Of the incident. */
	id: string | null;
	/** When it was recorded: an incident when it was published, the others when they began to say so. */
	at: Instant;
}

/** Each source once, in the order of what they tell. @param outage of the partner; one that lasts ends now */
export async function outageSources(
	{ stores, site, now }: Reading,
	partner: string,
	outage: { start: Instant; end: Instant | null },
): Promise<OutageSource[]> {
	const range: Interval = { start: outage.start, end: Math.max(outage.end ?? now, outage.start + 1) };
	const facts = await factsDuring({ stores, site }, range, partner);
	const down = timelineOf(partner, range, facts).filter(({ status }) => isUnavailable(status));
	const sources = down.flatMap(({ because, start }): OutageSource[] => {
		if (because === null) return [];
		const incident = facts.incidents.find(({ id }) => id === because.id);
		return [{ kind: because.kind, id: incident?.id ?? null, at: incident?.publishedAt ?? because.since ?? start }];
	});
	return [...new Map(sources.map((one) => [`${one.kind} ${one.id} ${one.at}`, one])).values()];
}
