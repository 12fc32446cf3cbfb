import type { Instant } from '../../domain/instant.ts';
import type { Outcome } from '../../domain/sla/promise.ts';
import { revisionNumbered } from '../../domain/sla/revision-in-force.ts';
import type { Difference, Judged, Promised, Promisee } from '../../domain/sla/verdict.ts';
import type { Wording } from '../../domain/text.ts';
import { textFor } from '../pages/promise-summary.ts';
import { openPromiseBook, openTicketBook } from '../shared/promise-book.ts';
import { type Reading, worded } from '../shared/reading.ts';

/** So many of each are looked at, the newest: what is older was decided, or nobody asks for it any more. */
export const LOOKED_AT = 100;

/** A verdict that does not follow from the facts of today: somebody makes a second one of it, or leaves it. */
export interface OpenDifference {
	/** The id of the verdict that stands. */
	id: string;
	of: Promisee;
	/** Null for a ticket: whose it is says nobody. */
	title: Wording | null;
	/** The title of the document. */
	agreement: string;
	document: string;
	revision: number;
	clause: string;
	term: Promised['term'];
	recorded: { outcome: Outcome; deadline: Instant | null; at: Instant };
	follows: Difference;
}

/** Of the newest incidents, and then of the tickets that were recorded last. */
export async function openDifferences(reading: Reading): Promise<OpenDifference[]> {
	const ids = (await reading.stores.incidents.list(null, LOOKED_AT)).map(({ id }) => id);
	return [...(await differencesOf(reading, ids)), ...(await differencesOfTickets(reading))];
}

/** @param ids of incidents */
export async function differencesOf(reading: Reading, ids: string[]): Promise<OpenDifference[]> {
	const { stores, site, now } = reading;
	const incidents = await stores.incidents.withIds(ids);
	const book = await openPromiseBook(stores, site, incidents, now);
	const found = incidents.map((incident) => {
		const of = { kind: 'incident' as const, id: incident.id };
		return differing(reading, of, worded(reading, incident.title), book.promisesTo(incident));
	});
	return (await Promise.all(found)).flat();
}

async function differencesOfTickets(reading: Reading): Promise<OpenDifference[]> {
	const { stores, site, now } = reading;
	const tickets = await stores.tickets.list({}, null, LOOKED_AT);
	const promisesTo = await openTicketBook(stores, site, tickets, now);
	const found = tickets.map((ticket) => {
		return differing(reading, { kind: 'ticket', id: ticket.publicId }, null, promisesTo(ticket));
	});
	return (await Promise.all(found)).flat();
}

async function differing(
	reading: Reading,
	of: Promisee,
	title: Wording | null,
	promises: readonly Judged<Promised>[],
): Promise<OpenDifference[]> {
	const open = promises.filter(({ difference }) => difference !== null);
	if (open.length === 0) return [];
	const revisions = await reading.stores.revisions.all();
	return open.flatMap(({ document, revision, clause, term, verdicts, difference: follows }) => {
		const stands = verdicts.findLast(({ withdrawal }) => withdrawal === null);
		if (stands === undefined || follows === null) return [];
		const { id, outcome, recordedAt, promise } = stands;
		const its = revisionNumbered(revisions, document, revision);
		const agreement = its ? textFor(reading, its).title : document;
		const recorded = { outcome, deadline: promise.deadline, at: recordedAt };
		return [{ id, of, title, agreement, document, revision, clause, term, recorded, follows }];
	});
}
