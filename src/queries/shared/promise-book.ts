import type { KnownCatalogue } from '../../domain/component.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { DAY, type Instant } from '../../domain/instant.ts';
import type { Exclusion } from '../../domain/sla/exclusion.ts';
import type { SolutionPromise } from '../../domain/sla/promise.ts';
import { outagesOf, promiseBook } from '../../domain/sla/promise-book.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import { knownUntil, type RecordedTicket } from '../../domain/sla/ticket.ts';
import { promisesTo } from '../../domain/sla/ticket-promises.ts';
import {
	asOf,
	type FindJudged,
	type FindPromises,
	type Judged,
	type JudgedBook,
	judgedPromises,
	type Promised,
	type Verdict,
} from '../../domain/sla/verdict.ts';
import type { Facts } from '../../domain/status/status.ts';
import { factsDuring } from './facts.ts';
import type { Reading } from './reading.ts';

type Reads = Reading['stores'];

/** How far back the beginning of a partner's outage is looked for. */
const LONGEST_OUTAGE = 31 * DAY;

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
	stores: Reads,
	site: Reading['site'],
	incidents: Incident[],
	now: Instant,
	known?: Known,
): Promise<JudgedBook> {
	const promisesOf = await openBookOfFacts(stores, site, incidents, now, known);
	const accepted = incidents.filter(({ acceptedAt }) => acceptedAt !== null);
	const ids = accepted.map(({ id }) => id);
	const verdicts = (await stores.verdicts.of('incident', ids)) as Map<string, Verdict<SolutionPromise>[]>;
	const verdictsOn = ({ id }: Incident) => asOf(verdicts.get(id) ?? [], now);
	return { verdictsOn, promisesTo: (incident) => judgedPromises(promisesOf(incident), verdictsOn(incident)) };
}

/** The same for a command that looks one up. */
export function findJudged(stores: Reads, site: Reading['site']): FindJudged {
	return (incident, now) => openPromiseBook(stores, site, [incident], now);
}

/** The same of tickets. */
export async function openTicketBook(
	stores: Reads,
	site: Reading['site'],
	tickets: RecordedTicket[],
	now: Instant,
): Promise<(ticket: RecordedTicket) => Judged<Promised>[]> {
	const promisesOf = await findPromises(stores, site).toTickets(tickets, now);
	const ids = tickets.map(({ publicId }) => publicId);
	const verdicts = await stores.verdicts.of('ticket', ids);
	return (ticket) => judgedPromises(promisesOf(ticket), asOf(verdicts.get(ticket.publicId) ?? [], now));
}

/** What promises to an incident rest on at an instant; what nobody has published yet takes the place of what is there. */
export async function knownOf(
	{ stores, site }: Pick<Reading, 'stores' | 'site'>,
	{ startedAt, acceptedAt }: Pick<Incident, 'startedAt' | 'acceptedAt'>,
	at: Instant,
): Promise<Known> {
	const since = Math.min(at, startedAt, acceptedAt ?? at) - LONGEST_OUTAGE;
	return {
		since,
		facts: await factsDuring({ stores, site }, { start: since, end: at }),
		catalogue: await stores.components.catalogue(),
		revisions: await stores.revisions.all(),
	};
}

/** The same, as if an incident were published. */
export function withIncident(known: Known, incident: Incident): Known {
	const others = known.facts.incidents.filter(({ id }) => id !== incident.id);
	return { ...known, facts: { ...known.facts, incidents: [...others, ...(incident.retraction ? [] : [incident])] } };
}

/** How promises follow from the facts of today, whatever was recorded of them. @param known what has been read already */
export function findPromises(stores: Reads, site: Reading['site'], known?: Known): FindPromises {
	return {
		toIncidents: (incidents, now) => openBookOfFacts(stores, site, incidents, now, known),
		toTickets: async (tickets, now) => {
			const revisions = await stores.revisions.all();
			const outages = await outagesBehind(stores, site, tickets, now);
			return (ticket) => promisesTo(ticket, revisions, knownUntil(ticket, now), outages(ticket));
		},
	};
}

/** When the partner that caused a ticket was unavailable. Few tickets name one. */
async function outagesBehind(
	stores: Reads,
	site: Reading['site'],
	tickets: RecordedTicket[],
	now: Instant,
): Promise<(ticket: RecordedTicket) => Exclusion[]> {
	const caused = tickets.filter(({ cause }) => cause !== null);
	if (caused.length === 0) return () => [];
	// An outage may have begun long before what it caused.
	const range = { start: Math.min(now, ...caused.map(({ receivedAt }) => receivedAt)) - LONGEST_OUTAGE, end: now };
	const { components, departed } = await stores.components.catalogue();
	const facts = await factsDuring({ stores, site }, range);
	const outages = outagesOf({ facts, range, components: [...components, ...departed] }, now);
	return ({ cause }) => (cause === null ? [] : (outages.get(cause) ?? []));
}

async function openBookOfFacts(
	stores: Reads,
	site: Reading['site'],
	incidents: Incident[],
	now: Instant,
	known?: Known,
): Promise<(incident: Incident) => SolutionPromise[]> {
	// What a partner caused may have begun before it was accepted.
	const accepted = incidents.flatMap(({ acceptedAt, startedAt, cause }) =>
		acceptedAt === null ? [] : [cause === null ? acceptedAt : Math.min(startedAt, acceptedAt) - LONGEST_OUTAGE],
	);
	// Nothing is promised about what was never accepted: on a calm day there is nothing to read.
	if (accepted.length === 0) return () => [];
	const range = { start: Math.min(now, ...accepted), end: now };
	// A partner that fails once the work is done changes nothing.
	const done = Math.min(now, Math.max(...incidents.map(({ resolvedAt }) => (resolvedAt ?? now) + 1)));
	const isKnown = known !== undefined && known.since <= range.start;
	const { components, departed } = known?.catalogue ?? (await stores.components.catalogue());
	const grounds = {
		range,
		facts: isKnown ? known.facts : await factsDuring({ stores, site }, { start: range.start, end: done }),
		components: [...components, ...departed],
		revisions: known?.revisions ?? (await stores.revisions.all()),
	};
	return promiseBook(grounds, now);
}
