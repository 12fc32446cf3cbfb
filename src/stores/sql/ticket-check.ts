import { asc, eq, gt, inArray } from 'drizzle-orm';
import { ticketRecordings, tickets } from '../../../db/schema.ts';
import { sha256 } from '../../domain/canonical.ts';
import type { Difference } from '../../domain/difference.ts';
import type { Ticket } from '../../domain/sla/ticket.ts';
import type { Reader } from '../engine.ts';
import { columnsThatDiffer, missing, tooMuch } from './differing-rows.ts';
import { inParts } from './in-parts.ts';
import { entriesOf, saidIn } from './said-entries.ts';
import { rowOf } from './tickets.ts';

/** Each batch of tickets, by its digest. Of two in one millisecond, the one that was recorded first comes first. */
export async function batchDifferences(reader: Reader): Promise<Difference[]> {
	const batches = Map.groupBy(await saidIn(reader, await entriesOf(reader, 'tickets.recorded')), ({ at }) => at);
	const found: Difference[] = [];
	let told = 0;
	for (const [at, entries] of batches) {
		const rows = await reader.select().from(ticketRecordings).where(eq(ticketRecordings.recordedAt, at));
		for (const { number, data } of entries) {
			const own = rows.splice(0, data.recorded as number);
			told += own.length;
			const isSame = sha256(`[${own.map(({ ticket }) => ticket).join(',')}]`) === data.sha256;
			const why = `they do not have the digest that publication ${number} says`;
			if (!isSame)
				found.push({ table: 'ticket_recordings', row: `of ${new Date(at).toISOString()}`, column: null, why });
		}
	}
	const all = await reader.select({ reference: ticketRecordings.reference }).from(ticketRecordings);
	const why = `the ledger speaks of ${told} of them, and there are ${all.length}`;
	if (all.length !== told) found.push({ table: 'ticket_recordings', row: 'all', column: null, why });
	return found;
}

/** Each ticket is as it was last recorded. */
export async function ticketDifferences(reader: Reader): Promise<Difference[]> {
	const found: Difference[] = [];
	const seen = new Set<string>();
	for (let last = Number.MIN_SAFE_INTEGER, number = 0; ; ) {
		const part = await reader.select().from(tickets).where(gt(tickets.number, last)).orderBy(tickets.number).limit(500);
		const references = part.map(({ reference }) => reference);
		const recordings = Map.groupBy(await recordingsOf(reader, references), ({ reference }) => reference);
		for (const row of part) {
			const own = recordings.get(row.reference) ?? [];
			number += 1;
			last = row.number;
			seen.add(row.reference);
			const [first, now] = [own[0], own.at(-1)];
			if (first === undefined || now === undefined) found.push(tooMuch(tickets, row.reference));
			else {
				const ticket = JSON.parse(now.ticket) as Ticket;
				const kept = { number, recordedAt: first.recordedAt, changedAt: now.recordedAt };
				found.push(...columnsThatDiffer(tickets, row.reference, { ...rowOf(ticket), ...kept }, row));
			}
		}
		if (part.length < 500) break;
	}
	const references = reader.select({ reference: ticketRecordings.reference }).from(ticketRecordings);
	const recorded = await references.groupBy(ticketRecordings.reference);
	for (const { reference } of recorded) if (!seen.has(reference)) found.push(missing(tickets, reference));
	return found;
}

async function recordingsOf(reader: Reader, references: string[]) {
	return await inParts(references, (part) => {
		const own = inArray(ticketRecordings.reference, part);
		return reader.select().from(ticketRecordings).where(own).orderBy(asc(ticketRecordings.recordedAt));
	});
}
