import type { Component, KnownCatalogue, ShownStatus } from '../../domain/component.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { type Instant, MINUTE } from '../../domain/instant.ts';
import type { Maintenance } from '../../domain/maintenance/maintenance.ts';
import { overdueSince } from '../../domain/maintenance/maintenance-windows.ts';
import { type Headline, headlineOf, type Standing } from '../../domain/status/headline.ts';
import { type Because, statusOf } from '../../domain/status/status.ts';
import type { Observation } from '../../domain/watch/observation.ts';
import { unconfirmed } from '../admin/proposals.ts';
import { isAsTold } from '../pages/component-rows.ts';
import { type Fresh, officeNow, validUntil } from '../pages/freshness.ts';
import { factsDuring, fallsSilentAt, type WatchedFacts } from './facts.ts';
import { type Reading, worded } from './reading.ts';

/** A component as it is now. */
export interface StandingNow {
	slug: string;
	kind: Component['kind'];
	status: ShownStatus;
	because: Because | null;
	/** Nothing measures it: that it works is what people told. */
	asTold: boolean;
}

export interface SiteNow extends Fresh {
	headline: Headline;
	catalogue: KnownCatalogue;
	facts: WatchedFacts;
	/** What each component is called, by its slug. */
	names: ReadonlyMap<string, string>;
	/** In the order of the catalogue. */
	components: StandingNow[];
	/** Of which a measurement fails that nobody has confirmed. */
	doubted: ReadonlySet<string>;
	/** Work that is planned or under way, and what was announced for a day that has passed. */
	pending: Maintenance[];
}

export type Supposed = Pick<SiteNow, 'facts' | 'pending'>;

/**
 * The headline and what it rests on, without the days before.
 *
 * @param since the first instant of which facts are wanted
 * @param suppose what nobody has published yet: as if it had been
 */
export async function siteNow(
	reading: Reading,
	since: Instant = reading.now,
	suppose: (known: Supposed) => Supposed = (known) => known,
): Promise<SiteNow> {
	const { stores, now } = reading;
	const catalogue = await stores.components.catalogue();
	const known = await factsDuring(reading, { start: since, end: now });
	const { facts, pending } = suppose({ facts: known, pending: await stores.maintenances.pending() });
	const live = facts.incidents.filter(({ resolvedAt }) => resolvedAt === null);
	const failing = await unconfirmed(reading);
	const components = catalogue.components.map(({ slug, kind }) => {
		const { status, because } = statusOf(slug, now, facts);
		return { slug, kind, status, because, asTold: isAsTold(facts, slug, now, { status, because }) };
	});
	return {
		...{ catalogue, facts, components, pending },
		names: new Map(catalogue.components.map(({ slug, name }) => [slug, worded(reading, name).wording])),
		doubted: new Set(failing.map(({ component }) => component)),
		headline: headlineNow(reading, components, { failing, live, pending }),
		validUntil: validUntil(reading, [
			officeNow(reading).changesAt,
			...pending.flatMap(({ planned }) => [planned.start, planned.end]),
			fallsSilentAt(facts, now),
			failing.length > 0 ? now + MINUTE : null,
		]),
	};
}

/**
 * The headline, from what is known already.
 *
 * @param components in the order in which they are shown
 */
export function headlineNow(
	reading: Pick<Reading, 'site' | 'stores' | 'language' | 'now'>,
	components: readonly StandingNow[],
	{ failing, live, pending }: { failing: readonly Observation[]; live: readonly Incident[]; pending: Maintenance[] },
): Headline {
	const doubted = new Set(failing.map(({ component }) => component));
	const standings = (kind: Component['kind']): Standing[] =>
		components
			.filter((one) => one.kind === kind)
			.map(({ slug, status, because, asTold }) => ({
				...{ slug, status, because },
				known: !asTold,
				doubted: doubted.has(slug),
			}));
	const office = officeNow(reading);
	return headlineOf({
		systems: standings('system'),
		partners: standings('partner'),
		live,
		late: lateSystems(reading.now, pending, components),
		watchedFrom: office.open ? null : office.changesAt,
	});
}

/** In the order of the components, as while the work was in time. */
function lateSystems(now: Instant, pending: Maintenance[], components: readonly StandingNow[]): string[] | null {
	const late = pending.filter((one) => one.status !== 'scheduled' && overdueSince(one, now) !== null);
	const slugs = new Set(late.flatMap((one) => one.components));
	return late.length === 0 ? null : components.flatMap(({ slug }) => (slugs.has(slug) ? [slug] : []));
}
