import { type ComponentStatus, componentStatuses, type ShownStatus } from '../component.ts';
import type { Incident } from '../incidents/incident.ts';
import type { Instant } from '../instant.ts';
import type { Because } from './status.ts';

/** A system or a partner at this moment, as far as the headline speaks of it. */
export interface Standing {
	slug: string;
	status: ShownStatus;
	because: Because | null;
	/** Does anything measure it, or does staff hold it to its status? Otherwise it is as people told. */
	known: boolean;
	/** Does a measurement fail that nobody has confirmed? */
	doubted: boolean;
}

export interface HeadlineFacts {
	systems: readonly Standing[];
	partners: readonly Standing[];
	/** The incidents that are open. */
	live: readonly Pick<Incident, 'impact' | 'criticality'>[];
	/** What works touch that should be over and aren't, each once; null where no work is late. */
	late: readonly string[] | null;
	/** When somebody watches again what nobody watches now; null where that is not known. */
	watchedFrom: Instant | null;
}

/** Those who share a status. */
export interface Affected {
	status: ComponentStatus;
	slugs: string[];
}

/** What is known of the systems that the sentence does not name. */
export type Others = 'working' | 'no_known_fault' | null;

/** The one sentence at the top of the page, still without words. `mark` is the shape beside it; `partners` are down as well. */
export type Headline = { mark: ShownStatus; others: Others } & (
	| { kind: 'nothing_works'; partners: Affected[] }
	/** The worst first. */
	| { kind: 'affected'; affected: Affected[]; of: number; partners: Affected[] }
	| { kind: 'partners'; affected: Affected[] }
	| { kind: 'unconfirmed'; slugs: string[] }
	| { kind: 'nothing_known' }
	| { kind: 'not_known'; slugs: string[]; of: number }
	| { kind: 'open_incidents'; count: number }
	| { kind: 'late'; slugs: string[] }
	| { kind: 'maintenance'; slugs: string[] }
	| { kind: 'not_watched'; from: Instant | null }
	| { kind: 'as_told' }
	| { kind: 'working' }
);

const faults: readonly ShownStatus[] = ['degraded_performance', 'partial_outage', 'major_outage'];

/**
 * Of all that there is to say, the gravest. The tick (the mark `operational`) stands only where every system is known to
 * be operational, no incident is open, no partner is down, no work is late and no measurement fails: what nobody
 * measures is as people told, and what nobody watches is unknown.
 */
export function headlineOf({ systems, partners, live, late, watchedFrom }: HeadlineFacts): Headline {
	const faulty = systems.filter(({ status }) => faults.includes(status));
	const downPartners = partners.filter(({ status }) => isOutage(status));
	const doubted = systems.filter((one) => one.doubted);
	const unwatched = systems.filter(isUnwatched);
	const overrun = systems.filter(({ status, because }) => status === 'unknown' && because?.kind === 'overrun');
	const unknown = systems.filter((one) => one.status === 'unknown' && !isUnwatched(one) && !overrun.includes(one));
	const works = systems.filter((one) => one.status === 'under_maintenance' || overrun.includes(one));
	const without = (named: readonly Standing[]) => othersThan(named, systems);
	const all = othersThan([], systems);

	if (systems.length > 0 && systems.every(({ status }) => status === 'major_outage')) {
		return { kind: 'nothing_works', mark: 'major_outage', others: null, partners: byStatus(downPartners) };
	}
	if (faulty.length > 0) {
		const affected = byStatus(faulty);
		const mark = affected.some(({ status }) => status !== 'degraded_performance')
			? 'partial_outage'
			: 'degraded_performance';
		const counted = { affected, of: systems.length, partners: byStatus(downPartners) };
		return { kind: 'affected', mark, ...counted, others: without(faulty) };
	}
	if (downPartners.length > 0) {
		return { kind: 'partners', mark: 'degraded_performance', affected: byStatus(downPartners), others: all };
	}
	if (live.some(isFelt))
		return { kind: 'open_incidents', mark: 'degraded_performance', count: live.length, others: all };
	if (doubted.length > 0)
		return { kind: 'unconfirmed', mark: 'unknown', slugs: slugsOf(doubted), others: without(doubted) };
	if (unknown.length > 0 && unknown.length === systems.length) {
		return { kind: 'nothing_known', mark: 'unknown', others: null };
	}
	if (unknown.length > 0) {
		const slugs = slugsOf(unknown);
		return { kind: 'not_known', mark: 'unknown', slugs, of: systems.length, others: without(unknown) };
	}
	if (live.length > 0) return { kind: 'open_incidents', mark: 'unknown', count: live.length, others: all };
	if (late !== null) return { kind: 'late', mark: 'under_maintenance', slugs: [...late], others: without(works) };
	if (works.length > 0) {
		return { kind: 'maintenance', mark: 'under_maintenance', slugs: slugsOf(works), others: without(works) };
	}
	if (unwatched.length > 0) return { kind: 'not_watched', mark: 'unknown', from: watchedFrom, others: null };
	if (all !== 'working') return { kind: 'as_told', mark: 'unknown', others: null };
	return { kind: 'working', mark: 'operational', others: null };
}

/** A partner that is only slow is no matter of ours. */
export function isOutage(status: ShownStatus): boolean {
	return status === 'partial_outage' || status === 'major_outage';
}

function isUnwatched({ status, because }: Standing): boolean {
	return status === 'unknown' && because?.kind === 'not_watched';
}

/** An incident that names no component is felt all the same. */
function isFelt({ impact, criticality }: Pick<Incident, 'impact' | 'criticality'>): boolean {
	return impact !== 'none' || criticality === 'urgent' || criticality === 'high';
}

/** Null where there are none, or where they have a matter of their own. */
function othersThan(named: readonly Standing[], systems: readonly Standing[]): Others {
	const others = systems.filter((one) => !named.includes(one));
	if (others.length === 0) return null;
	if (others.every(({ status, known, doubted }) => status === 'operational' && known && !doubted)) return 'working';
	const isQuiet = (one: Standing) => !one.doubted && (one.status === 'operational' || isUnwatched(one));
	return others.every(isQuiet) ? 'no_known_fault' : null;
}

function byStatus(standings: readonly Standing[]): Affected[] {
	const groups = componentStatuses.toReversed().map((status) => {
		return { status, slugs: slugsOf(standings.filter((one) => one.status === status)) };
	});
	return groups.filter(({ slugs }) => slugs.length > 0);
}

function slugsOf(standings: readonly Standing[]): string[] {
	return standings.map(({ slug }) => slug);
}
