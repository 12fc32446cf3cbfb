import type { Instant } from '../../domain/instant.ts';
import { isOver, isUnderWay } from '../../domain/maintenance/maintenance.ts';
import type { Facts, Override } from '../../domain/status/status.ts';
import type { Supposed } from '../shared/headline-now.ts';
import type { ToPreview } from './to-preview.ts';

/** What is known, as if a post were published. @param at when it would be */
export function supposedFacts<F extends Facts>(
	facts: F,
	{ event, incident, maintenance }: Pick<ToPreview, 'event' | 'incident' | 'maintenance'>,
	at: Instant,
): F {
	const byHand = event.kind === 'status.set' || event.kind === 'status.given_back';
	const held = byHand ? event.subject.replace('component/', '') : null;
	const overrides = facts.overrides.map((one) => {
		return one.component === held && one.until === null ? { ...one, until: at } : one;
	});
	return {
		...facts,
		incidents: withThat(facts.incidents, incident),
		maintenances: withThat(facts.maintenances, maintenance),
		overrides: event.kind === 'status.set' ? [...overrides, event.data as Override] : overrides,
	};
}

/** The same with one in the place of what it was; without it, where it is retracted. */
function withThat<T extends { id: string; retraction?: unknown }>(all: readonly T[], one: T | null): T[] {
	const others = all.filter(({ id }) => id !== one?.id);
	return one === null || one.retraction ? others : [...others, one];
}

/** The site as it would be now: what is over by it is over, also where it is to be published later. */
export function supposedSite({ facts, pending }: Supposed, to: ToPreview, now: Instant): Supposed {
	const { incident, maintenance } = to;
	const all = supposedFacts(facts, to, now);
	return {
		facts: {
			...all,
			incidents: all.incidents.filter((one) => one !== incident || one.resolvedAt === null),
			maintenances: all.maintenances.filter((one) => one !== maintenance || isUnderWay(one)),
		},
		pending: withThat(pending, maintenance).filter((one) => one !== maintenance || !isOver(one)),
	};
}
