import type { Instant, Interval } from '../../domain/instant.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import { revisionAt } from '../../domain/sla/revision-in-force.ts';
import type { Wording } from '../../domain/text.ts';
import { writtenInterval } from '../../domain/time/written-interval.ts';
import { textFor } from '../pages/promise-summary.ts';
import { openPromiseBook } from '../shared/promise-book.ts';
import { type Reading, worded } from '../shared/reading.ts';

/** Whoever finds so many says more of what they look for. */
const MOST_FOUND = 10;
/** What is longer was not typed. */
const LONGEST_QUESTION = 300;
const ADDRESS = /\/(?:incidents|promises)\/([\w-]+)/;

/** What there is evidence of, and where: one page for each agreement. */
export interface EvidenceOf {
	kind: 'instant' | 'incident' | 'ticket';
	/** Of an incident. */
	title: Wording | null;
	/** When it began, or was received. */
	at: Instant;
	/** Those that bind it, or else those in force then, with what the address of their page ends in. */
	agreements: { document: string; title: string; revision: number; query: string }[];
}

export interface EvidenceSearch {
	found: EvidenceOf[];
	/** Was it an instant at which nothing is in force yet? */
	isToCome: boolean;
}

/**
 * What somebody who knows one thing may want evidence of: a date, with or without a time, an incident by its address, its id or
 * words of it, or a ticket by the id that its customer has or by the help desk's own reference.
 */
export async function evidenceSearch(reading: Reading, typed: string): Promise<EvidenceSearch> {
	const text = typed.trim().slice(0, LONGEST_QUESTION);
	if (text === '') return { found: [], isToCome: false };
	const revisions = await reading.stores.revisions.all();
	const interval = writtenInterval(text, reading.site.time_zone);
	if (interval) return withinInterval(reading, interval, revisions);
	const name = ADDRESS.exec(text)?.[1] ?? text;
	const named = [...(await incidentsOf(reading, [name], revisions)), ...(await ticketsOf(reading, name, revisions))];
	if (named.length > 0) return { found: named, isToCome: false };
	const wanted = { words: text, before: null, kind: 'incident', component: null } as const;
	const ids = (await reading.stores.search.find(wanted, MOST_FOUND)).found.map(({ id }) => id);
	return { found: await incidentsOf(reading, ids, revisions), isToCome: false };
}

/** All that was in force within it, however shortly: each from when on, as far as that has come. */
function withinInterval(reading: Reading, { start, end }: Interval, revisions: Revision[]): EvidenceSearch {
	if (start > reading.now) return { found: [], isToCome: true };
	const last = Math.min(end - 1, reading.now);
	const found = [...Map.groupBy(revisions, ({ document }) => document).values()].flatMap((all) => {
		const begun = all.map(({ inForceFrom }) => inForceFrom).filter((from) => from > start && from <= last);
		return [...new Set([start, ...begun])].flatMap((at): EvidenceOf[] => {
			const agreements = agreementsAt(reading, all, at, `at=${new Date(at).toISOString()}`);
			return agreements.length === 0 ? [] : [{ kind: 'instant', title: null, at, agreements }];
		});
	});
	return { found, isToCome: false };
}

async function incidentsOf(reading: Reading, ids: string[], revisions: Revision[]): Promise<EvidenceOf[]> {
	const { stores, site, now } = reading;
	const incidents = await stores.incidents.withIds(ids);
	const book = await openPromiseBook(stores, site, incidents, now);
	return incidents.map((incident) => {
		const { id, title, acceptedAt, startedAt } = incident;
		const bound = new Set(book.promisesTo(incident).map(({ document }) => document));
		// Where nothing ran, there is still what was in force.
		const own = bound.size === 0 ? revisions : revisions.filter(({ document }) => bound.has(document));
		const agreements = agreementsAt(reading, own, acceptedAt ?? startedAt, `incident=${id}`);
		return { kind: 'incident', title: worded(reading, title), at: startedAt, agreements };
	});
}

async function ticketsOf(reading: Reading, name: string, revisions: Revision[]): Promise<EvidenceOf[]> {
	const { tickets } = reading.stores;
	const found = [...(await tickets.withPublicIds([name])), ...(await tickets.known([name])).values()];
	return found.map(({ publicId, document, receivedAt, acceptedAt }) => {
		const own = revisions.filter((one) => one.document === document);
		const agreements = agreementsAt(reading, own, acceptedAt ?? receivedAt, `ticket=${publicId}`);
		return { kind: 'ticket', title: null, at: receivedAt, agreements };
	});
}

function agreementsAt(reading: Reading, revisions: Revision[], at: Instant, query: string): EvidenceOf['agreements'] {
	return [...Map.groupBy(revisions, ({ document }) => document)].flatMap(([document, all]) => {
		const revision = revisionAt(all, at);
		return revision ? [{ document, title: textFor(reading, revision).title, revision: revision.number, query }] : [];
	});
}
