import { and, asc, eq, getTableColumns, getTableName, gt, inArray, like, max } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import {
	frozenMonths,
	incidents,
	incidentUpdates,
	ledger,
	logTiles,
	reportCorrections,
	revisions,
	revisionTexts,
	statusChanges,
	ticketRecordings,
	tickets,
} from '../../../db/schema.ts';
import { sha256 } from '../../domain/canonical.ts';
import type { Difference } from '../../domain/difference.ts';
import { type EventKind, takingWordsAway } from '../../domain/event.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import { withTexts } from '../../domain/ledger-texts.ts';
import { wholeHash } from '../../domain/log/tiles.ts';
import type { Ticket } from '../../domain/sla/ticket.ts';
import type { Engine, Reader } from '../engine.ts';
import { inParts } from './in-parts.ts';
import { changeRowsOf, rowOf, updateRowsOf } from './incidents.ts';
import { madeHashes } from './log-tiles.ts';
import { textsIn } from './publications.ts';
import { rowOf as ticketRowOf } from './tickets.ts';

type Row = Record<string, unknown>;

/** An earlier version did not put it into the ledger. */
const UNTOLD = Symbol('untold');

/** What the ledger does not speak of, since nothing that was published depends on it. */
const derived: Record<string, string[]> = {
	// Of before verdicts were recorded; what was told of them stands with whatever altered them.
	incidents: ['earlierOutcomes'],
	// How far the search for corrections has come.
	frozen_months: ['checked'],
};

export interface RecordVerdict {
	differences: Difference[];
	/** Recorded by an earlier version, which put less into the ledger: their content cannot be compared. */
	untold: string[];
}

/** Compares what is stored with what the ledger says of it. The chain itself is another matter. */
export class RecordCheck {
	#engine: Engine;

	constructor(engine: Engine) {
		this.#engine = engine;
	}

	async verdict(): Promise<RecordVerdict> {
		const { reader } = this.#engine;
		const untold: string[] = [];
		const differences = [
			...(await tileDifferences(reader)),
			...(await incidentDifferences(reader, untold)),
			...(await revisionDifferences(reader)),
			...(await batchDifferences(reader)),
			...(await ticketDifferences(reader)),
			...(await monthDifferences(reader)),
			...(await correctionDifferences(reader)),
		];
		return { differences, untold };
	}
}

async function tileDifferences(reader: Reader): Promise<Difference[]> {
	const found: Difference[] = [];
	for (const { level, tile, hashes, root } of await reader.select().from(logTiles)) {
		const made = await madeHashes(reader, { level, index: tile });
		const row = { level, tile, hashes: Buffer.concat(made).toString('base64'), root: wholeRoot(made) };
		found.push(...columnsThatDiffer(logTiles, `${level}/${tile}`, row, { level, tile, hashes, root }));
	}
	return found;
}

function wholeRoot(hashes: readonly Buffer[]): string {
	return hashes.length === 256 ? wholeHash(hashes).toString('base64') : '';
}

async function incidentDifferences(reader: Reader, untold: string[]): Promise<Difference[]> {
	const told = await toldIncidents(reader);
	const stored = (await reader.select({ id: incidents.id }).from(incidents)).map(({ id }) => id);
	const found: Difference[] = [];
	for (const id of new Set([...told.keys(), ...stored])) {
		const incident = told.get(id);
		if (incident === undefined) found.push(tooMuch(incidents, id));
		else if (incident === null) untold.push(`incident/${id}`);
		else found.push(...(await rowsThatDiffer(reader, incident)));
	}
	return found;
}

/** Each incident as the last publication about it has it; null where an earlier version recorded less than that. */
async function toldIncidents(reader: Reader): Promise<Map<string, Incident | null>> {
	const last = reader
		.select({ number: max(ledger.number) })
		.from(ledger)
		.where(and(like(ledger.subject, 'incident/%'), like(ledger.action, 'incident.%')))
		.groupBy(ledger.subject);
	const own = await saidIn(reader, await reader.select().from(ledger).where(inArray(ledger.number, last)));
	const kinds: EventKind[] = ['page.imported', ...takingWordsAway];
	const several = await saidIn(reader, await reader.select().from(ledger).where(inArray(ledger.action, kinds)));
	const told = new Map<string, { number: number; incident: Incident | null }>();
	const take = (id: string, number: number, incident: Incident | null) => {
		if ((told.get(id)?.number ?? 0) <= number) told.set(id, { number, incident });
	};
	for (const { number, action, subject, data } of own) {
		const isWhole = !takingWordsAway.includes(action as EventKind);
		take(subject.slice('incident/'.length), number, isWhole ? (data as unknown as Incident) : null);
	}
	for (const { number, data } of several) {
		for (const id of (data.incidents ?? []) as string[]) take(id, number, null);
		for (const [id, incident] of Object.entries((data.now ?? {}) as Record<string, Incident>))
			take(id, number, incident);
	}
	return new Map([...told].map(([id, { incident }]) => [id, incident]));
}

async function rowsThatDiffer(reader: Reader, incident: Incident): Promise<Difference[]> {
	const { id } = incident;
	const row = await reader.select().from(incidents).where(eq(incidents.id, id));
	const updates = await reader.select().from(incidentUpdates).where(eq(incidentUpdates.incidentId, id));
	const changes = await reader.select().from(statusChanges).where(eq(statusChanges.incidentId, id));
	return [
		...listsThatDiffer(incidents, [rowOf(incident)], row, () => id),
		...listsThatDiffer(incidentUpdates, updateRowsOf(incident), updates, (one) => `${id}/${one.id}`),
		...listsThatDiffer(statusChanges, changeRowsOf(incident), changes, (one) => `${id}/${one.position}`),
	];
}

async function revisionDifferences(reader: Reader): Promise<Difference[]> {
	const published = await saidIn(reader, await entriesOf(reader, 'revision.published'));
	const expected = published.map(({ data }) => ({ ...data, terms: JSON.stringify(data.terms) }) as Row);
	const named = ({ document, number }: Row) => `${document}/${number}`;
	const texts = published.flatMap(({ data }) => {
		const { document, number } = data;
		return Object.entries(data.sha256 as Record<string, string>).map(([language, hash]) => {
			const shown = (data.texts as Record<string, Row> | undefined)?.[language];
			const { title = UNTOLD, summary = UNTOLD } = shown ?? {};
			return { document, number, language, sha256: hash, title, summary } as Row;
		});
	});
	const rows = await reader.select().from(revisionTexts);
	const forged = rows.filter(({ source, sha256: hash }) => sha256(source) !== hash);
	return [
		...listsThatDiffer(revisions, expected, await reader.select().from(revisions), named),
		...listsThatDiffer(revisionTexts, texts, rows, (one) => `${named(one)}.${one.language}`, ['source']),
		...forged.map((one) => {
			const row = `${named(one)}.${one.language}`;
			return { table: 'revision_texts', row, column: 'source', why: 'it does not have the SHA-256 beside it' };
		}),
	];
}

/** Each batch of tickets, by its digest. Of two in one millisecond, the one that was recorded first comes first. */
async function batchDifferences(reader: Reader): Promise<Difference[]> {
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
async function ticketDifferences(reader: Reader): Promise<Difference[]> {
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
				found.push(...columnsThatDiffer(tickets, row.reference, { ...ticketRowOf(ticket), ...kept }, row));
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

async function monthDifferences(reader: Reader): Promise<Difference[]> {
	const frozen = await saidIn(reader, await entriesOf(reader, 'report.frozen'));
	const cleaned = await saidIn(
		reader,
		await reader.select().from(ledger).where(inArray(ledger.action, takingWordsAway)),
	);
	const hashes = new Map<string, unknown>();
	for (const { data } of cleaned)
		for (const { document, month, sha256: hash } of (data.months ?? []) as Row[])
			hashes.set(`${document}/${month}`, hash);
	const rows = await reader.select().from(frozenMonths);
	const named = ({ document, month }: Row) => `${document}/${month}`;
	const expected = frozen.map(({ subject, at, data }) => {
		const [, document, month] = subject.split('/');
		return {
			document,
			month,
			frozenAt: at,
			sha256: hashes.get(`${document}/${month}`) ?? data.sha256,
			basis: data.basis ?? UNTOLD,
		};
	});
	const stored = rows.map((row) => ({ ...row, basis: sha256(row.basis), figuresSha256: sha256(row.figures) }));
	const forged = stored.filter((row) => row.figuresSha256 !== row.sha256);
	return [
		...listsThatDiffer(frozenMonths, expected, stored, named, ['figures', 'checked']),
		...forged.map((row) => {
			return {
				table: 'frozen_months',
				row: named(row),
				column: 'figures',
				why: 'they do not have the SHA-256 beside them',
			};
		}),
	];
}

async function correctionDifferences(reader: Reader): Promise<Difference[]> {
	const published = await saidIn(reader, await entriesOf(reader, 'report.corrected'));
	const positions = new Map<string, number>();
	const expected = published.map(({ subject, at, data }) => {
		const [, document, month] = subject.split('/');
		const position = positions.get(subject) ?? 0;
		positions.set(subject, position + 1);
		return { document, month, position, at, changes: JSON.stringify(data.changes) };
	});
	const named = ({ document, month, position }: Row) => `${document}/${month}/${position}`;
	return listsThatDiffer(reportCorrections, expected, await reader.select().from(reportCorrections), named);
}

interface Said extends Pick<LedgerEntry, 'number' | 'at' | 'action' | 'subject'> {
	/** With people's words in their places. */
	data: Row;
}

async function entriesOf(reader: Reader, kind: EventKind): Promise<LedgerEntry[]> {
	return await reader.select().from(ledger).where(eq(ledger.action, kind)).orderBy(ledger.number);
}

async function saidIn(reader: Reader, entries: LedgerEntry[]): Promise<Said[]> {
	const numbers = entries.map(({ number }) => number);
	const texts = await textsIn(reader, numbers);
	return entries
		.toSorted((one, other) => one.number - other.number)
		.map(({ number, at, action, subject, data }) => {
			return { number, at, action, subject, data: withTexts(data, texts.get(number) ?? []) as Row };
		});
}

function listsThatDiffer(
	table: SQLiteTable,
	expected: readonly Row[],
	stored: readonly Row[],
	named: (row: Row) => string,
	but: readonly string[] = [],
): Difference[] {
	const there = new Map(stored.map((row) => [named(row), row]));
	const found = expected.flatMap((row) => {
		const own = there.get(named(row));
		there.delete(named(row));
		return own === undefined ? [missing(table, named(row))] : columnsThatDiffer(table, named(row), row, own, but);
	});
	return [...found, ...[...there.keys()].map((name) => tooMuch(table, name))];
}

function columnsThatDiffer(
	table: SQLiteTable,
	row: string,
	expected: Row,
	stored: Row,
	but: readonly string[] = [],
): Difference[] {
	const name = getTableName(table);
	return Object.entries(getTableColumns(table)).flatMap(([property, column]) => {
		const isCompared = ![...but, ...(derived[name] ?? [])].includes(property);
		if (!isCompared || expected[property] === UNTOLD || isSame(expected[property], stored[property])) return [];
		return [{ table: name, row, column: column.name, why: 'it is not what was published' }];
	});
}

function missing(table: SQLiteTable, row: string): Difference {
	return { table: getTableName(table), row, column: null, why: 'it is missing' };
}

function tooMuch(table: SQLiteTable, row: string): Difference {
	return { table: getTableName(table), row, column: null, why: 'nothing that was published speaks of it' };
}

function isSame(expected: unknown, stored: unknown): boolean {
	return agrees(saidBy(expected), saidBy(stored));
}

/** Where words were redacted, the ledger says nothing any more. */
function agrees(expected: unknown, stored: unknown): boolean {
	if (expected === null || typeof expected !== 'object') return expected === stored;
	if ('redacted' in expected) return true;
	if (stored === null || typeof stored !== 'object') return false;
	const names = new Set([...Object.keys(expected), ...Object.keys(stored)]);
	return [...names].every((name) => agrees(saidBy((expected as Row)[name]), saidBy((stored as Row)[name])));
}

/** JSON is compared by what it says; yes and no are 1 and 0, and what there isn't is null. */
function saidBy(value: unknown): unknown {
	if (typeof value === 'boolean') return Number(value);
	if (typeof value !== 'string' || !/^[[{]/.test(value)) return value ?? null;
	try {
		return JSON.parse(value);
	} catch {
		return value;
	}
}
