import { officeOf } from '../../content/office.ts';
import type { KnownCatalogue } from '../../domain/component.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Instant, Interval } from '../../domain/instant.ts';
import { changedOutages, type OpenKeeper, outcomeKeeper } from '../../domain/sla/earlier-outcome.ts';
import { type Grounds, type PromiseBook, promiseBook } from '../../domain/sla/promise-book.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import type { Facts } from '../../domain/status/status.ts';
import { factsDuring } from './facts.ts';
import type { Reading } from './reading.ts';

type Surroundings = Pick<Reading, 'stores' | 'site'>;

/** What a page has read for itself; the facts tell everything since an instant. */
export interface Known {
	since: Instant;
	facts: Facts;
	catalogue: KnownCatalogue;
	revisions: Revision[];
}

/**
 * @param incidents those that will be looked up: what happened since the first was accepted is read once for all
 * @param known what has been read already
 */
export async function openPromiseBook(
	stores: Reading['stores'],
	site: Reading['site'],
	incidents: Incident[],
	now: Instant,
	known?: Known,
): Promise<PromiseBook> {
	const since = firstAcceptance(incidents);
	// Nothing is promised about what was never accepted: on a calm day there is nothing to read.
	if (since === null) return () => [];
	const range = { start: Math.min(now, since), end: now };
	return promiseBook(await groundsFor({ stores, site }, range, known), now);
}

/** What a change of incidents does to promises that have ended: those of these incidents, and of all that rely on a partner. */
export function openKeeper({ stores, site, now }: Pick<Reading, 'stores' | 'site' | 'now'>): OpenKeeper {
	return async (changes) => {
		const { components, departed } = await stores.components.catalogue();
		const bystanders = await promisedDuring(stores, changedOutages(changes, [...components, ...departed], now));
		const told = changes.flatMap(({ before, after }) => (before === null ? [after] : [before, after]));
		const since = firstAcceptance([...told, ...bystanders]);
		if (since === null) return () => new Map();
		const range = { start: Math.min(now, since), end: now };
		return outcomeKeeper(bystanders, await groundsFor({ stores, site }, range), now);
	};
}

async function promisedDuring({ incidents }: Reading['stores'], ranges: readonly Interval[]): Promise<Incident[]> {
	const found = new Map<string, Incident>();
	for (const range of ranges) for (const one of await incidents.promisedDuring(range)) found.set(one.id, one);
	return [...found.values()];
}

function firstAcceptance(incidents: readonly Incident[]): Instant | null {
	const accepted = incidents.flatMap(({ acceptedAt }) => (acceptedAt === null ? [] : [acceptedAt]));
	return accepted.length === 0 ? null : Math.min(...accepted);
}

async function groundsFor({ stores, site }: Surroundings, range: Interval, known?: Known): Promise<Grounds> {
	const isKnown = known !== undefined && known.since <= range.start;
	const { components, departed } = known?.catalogue ?? (await stores.components.catalogue());
	return {
		range,
		facts: isKnown ? known.facts : await factsDuring({ stores, site }, range),
		components: [...components, ...departed],
		revisions: known?.revisions ?? (await stores.revisions.all()),
		office: officeOf(site),
	};
}
