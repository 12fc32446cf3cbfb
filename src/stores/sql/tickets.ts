import { and, desc, eq, gte, inArray, isNotNull, lt, max, or } from 'drizzle-orm';
import { ticketRecordings, tickets } from '../../../db/schema.ts';
import { canonicalJson, sha256 } from '../../domain/canonical.ts';
import type { PublicEvent } from '../../domain/event.ts';
import type { Instant, Interval } from '../../domain/instant.ts';
import type { Writing } from '../../domain/publication.ts';
import { type RecordedTicket, reported, type Ticket } from '../../domain/sla/ticket.ts';
import type { Succession } from '../../domain/succession.ts';
import type { Engine, Reader, Transaction } from '../engine.ts';
import type { TicketFilter, TicketReads, TicketsRecorded, TicketWrites } from '../stores.ts';
import { inParts, partsOf } from './in-parts.ts';
import type { Publications } from './publications.ts';

export class TicketStore implements TicketReads, TicketWrites {
	#engine: Engine;
	#publications: Publications;
	#names: Succession;

	constructor(engine: Engine, publications: Publications, names: Succession) {
		this.#engine = engine;
		this.#publications = publications;
		this.#names = names;
	}

	async record(
		references: string[],
		decide: (known: ReadonlyMap<string, RecordedTicket>) => Ticket[],
		newId: () => string,
		writing: Writing,
		at: Instant,
	): Promise<TicketsRecorded> {
		return this.#publications.publish(writing, at, async (tx) => {
			const known = await findIn(tx, references, this.#names);
			const decided = decide(known);
			const news = decided.filter((ticket) => isNews(ticket, known.get(ticket.reference)));
			await save(tx, news, known, newId, at);
			const result = { recorded: news.length, unchanged: decided.length - news.length };
			return { result, event: eventOf(news, known, result) };
		});
	}

	async known(references: string[]): Promise<Map<string, RecordedTicket>> {
		return await findIn(this.#engine.reader, references, this.#names);
	}

	async withPublicIds(ids: string[]): Promise<RecordedTicket[]> {
		const rows = await inParts(ids, (part) => {
			return this.#engine.reader.select().from(tickets).where(inArray(tickets.publicId, part));
		});
		return rows.map((row) => toTicket(row, this.#names));
	}

	async recordings(reference: string): Promise<{ at: Instant; ticket: Ticket }[]> {
		const own = eq(ticketRecordings.reference, reference);
		const query = this.#engine.reader.select().from(ticketRecordings).where(own).orderBy(ticketRecordings.recordedAt);
		return (await query).map(({ recordedAt, ticket }) => ({ at: recordedAt, ticket: JSON.parse(ticket) as Ticket }));
	}

	async list({ document, received }: TicketFilter, before: number | null, limit: number): Promise<RecordedTicket[]> {
		const wanted = and(
			before === null ? undefined : lt(tickets.number, before),
			document === undefined ? undefined : eq(tickets.document, document),
			received && gte(tickets.receivedAt, received.start),
			received && lt(tickets.receivedAt, received.end),
		);
		const query = this.#engine.reader.select().from(tickets).where(wanted).orderBy(desc(tickets.number));
		return (await query.limit(limit)).map((row) => toTicket(row, this.#names));
	}

	async during(document: string, { start, end }: Interval): Promise<RecordedTicket[]> {
		const received = and(gte(tickets.receivedAt, start), lt(tickets.receivedAt, end));
		const accepted = and(gte(tickets.acceptedAt, start), lt(tickets.acceptedAt, end));
		const wanted = and(eq(tickets.document, document), or(received, accepted));
		const rows = await this.#engine.reader.select().from(tickets).where(wanted).orderBy(tickets.receivedAt);
		return rows.map((row) => toTicket(row, this.#names));
	}

	async unjudged(document: string): Promise<RecordedTicket[]> {
		const wanted = and(eq(tickets.document, document), isNotNull(tickets.judgeAt));
		const rows = await this.#engine.reader.select().from(tickets).where(wanted).orderBy(tickets.receivedAt);
		return rows.map((row) => toTicket(row, this.#names));
	}
}

async function findIn(reader: Reader, references: string[], names: Succession): Promise<Map<string, RecordedTicket>> {
	const rows = await inParts(references, (part) => {
		return reader.select().from(tickets).where(inArray(tickets.reference, part));
	});
	return new Map(rows.map((row) => [row.reference, toTicket(row, names)]));
}

function isNews(ticket: Ticket, known: RecordedTicket | undefined): boolean {
	return known === undefined || canonicalJson(reported(known)) !== canonicalJson(ticket);
}

async function save(
	tx: Transaction,
	news: Ticket[],
	known: Map<string, RecordedTicket>,
	newId: () => string,
	at: Instant,
): Promise<void> {
	let last = (await tx.select({ number: max(tickets.number) }).from(tickets))[0]?.number ?? 0;
	for (const part of partsOf(news)) {
		const rows = part.map((ticket) => {
			const {
				number = ++last,
				recordedAt = at,
				publicId = newId(),
				earlierOutcomes = [],
			} = known.get(ticket.reference) ?? {};
			const kept = { number, publicId, recordedAt, earlierOutcomes: JSON.stringify(earlierOutcomes) };
			return { ...rowOf(ticket), ...kept, changedAt: at, judgeAt: 0 };
		});
		const references = part.map(({ reference }) => reference);
		await tx.delete(tickets).where(inArray(tickets.reference, references));
		await tx.insert(tickets).values(rows);
		const recordings = part.map((ticket) => {
			return { reference: ticket.reference, recordedAt: at, ticket: canonicalJson(ticket) };
		});
		await tx.insert(ticketRecordings).values(recordings);
	}
}

export function rowOf(ticket: Ticket) {
	return { ...ticket, justification: ticket.justification && JSON.stringify(ticket.justification) };
}

/** The ledger keeps what proves the batch, not the batch: its recordings are kept beside it. */
function eventOf(news: Ticket[], known: Map<string, RecordedTicket>, result: TicketsRecorded): PublicEvent | null {
	if (news.length === 0) return null;
	const documents = [...new Set(news.map(({ document }) => document))].sort();
	const touched = news.flatMap((ticket) => [ticket, known.get(ticket.reference) ?? ticket]);
	const since = Math.min(...touched.map(({ receivedAt }) => receivedAt));
	return {
		kind: 'tickets.recorded',
		subject: documents.map((document) => `tickets/${document}`).join(' '),
		reach: since,
		data: { ...result, since, sha256: sha256(canonicalJson(news)) },
	};
}

function toTicket(
	{ justification, cause, earlierOutcomes, judgeAt: _, ...row }: typeof tickets.$inferSelect,
	names: Succession,
): RecordedTicket {
	const said = justification && JSON.parse(justification);
	return {
		...row,
		cause: cause && names.now(cause),
		justification: said,
		earlierOutcomes: JSON.parse(earlierOutcomes),
	} as RecordedTicket;
}
