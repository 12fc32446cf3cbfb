import { type AnyColumn, and, asc, eq, inArray, or, type SQL } from 'drizzle-orm';
import {
	frozenMonths,
	incidents,
	incidentUpdates,
	ledger,
	ledgerTexts,
	maintenanceSeries,
	maintenances,
	maintenanceUpdates,
	receipts,
	redactions,
	verdicts,
} from '../../../db/schema.ts';
import { canonicalJson } from '../../domain/canonical.ts';
import { DomainError } from '../../domain/errors.ts';
import { NO_FIGURE, type PublicEvent } from '../../domain/event.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { type Redaction, without } from '../../domain/incidents/redaction.ts';
import type { Instant } from '../../domain/instant.ts';
import { sealOf } from '../../domain/ledger.ts';
import { withWritten } from '../../domain/ledger-texts.ts';
import type { Maintenance } from '../../domain/maintenance/maintenance.ts';
import type { Writing } from '../../domain/publication.ts';
import { figuresWithout, hashOfFigures } from '../../domain/report/report-figures.ts';
import { Succession } from '../../domain/succession.ts';
import type { Text } from '../../domain/text.ts';
import type { Engine, Transaction } from '../engine.ts';
import type { Decide, RedactionReads, RedactionWrites, Wish } from '../stores.ts';
import { contains } from './expressions.ts';
import { inParts } from './in-parts.ts';
import { findIn as incidentIn } from './incidents.ts';
import { findIn as maintenanceIn } from './maintenances.ts';
import type { Publications } from './publications.ts';
import { indexIncident, indexMaintenance } from './search-index.ts';

/** Under the slugs of then. */
const asRecorded = new Succession([]);

export class RedactionStore implements RedactionReads, RedactionWrites {
	#engine: Engine;
	#publications: Publications;
	#names: Succession;

	constructor(engine: Engine, publications: Publications, names: Succession) {
		this.#engine = engine;
		this.#publications = publications;
		this.#names = names;
	}

	async of(subjects: string[]): Promise<Map<string, Redaction[]>> {
		const rows = await inParts(subjects, (part) => {
			const wanted = inArray(redactions.subject, part);
			return this.#engine.reader.select().from(redactions).where(wanted).orderBy(asc(redactions.at));
		});
		const found = rows.map(({ subject, at, reason }) => ({ subject, at, reason: JSON.parse(reason) as Text }));
		return Map.groupBy(found, ({ subject }) => subject);
	}

	async incident(id: string, wish: Wish, decide: Decide<Incident>, writing: Writing, at: Instant): Promise<Incident> {
		return this.#publications.publish(writing, at, async (tx) => {
			const before = await incidentIn(tx, id, this.#names);
			if (!before) throw new DomainError('not_found', `There is no incident ${id}`);
			const entries = await cleanLedger(tx, 'incident', [id], wish.words);
			decide(before, entries.length > 0);
			await rewrite(
				tx,
				incidents,
				['title', 'justification', 'justifications', 'retraction', 'earlierOutcomes'],
				eq(incidents.id, id),
				wish.words,
			);
			// The reason of a correction stands with every incident whose promises it altered.
			await rewrite(tx, incidents, ['earlierOutcomes'], contains(incidents.earlierOutcomes, id), wish.words);
			await rewrite(tx, incidentUpdates, ['body', 'edits'], eq(incidentUpdates.incidentId, id), wish.words);
			const isOf = and(eq(verdicts.kind, 'incident'), eq(verdicts.of, id));
			await rewrite(tx, verdicts, ['reason', 'withdrawal'], isOf as SQL, wish.words);
			const after = (await incidentIn(tx, id, this.#names)) as Incident;
			await indexIncident(tx, after);
			const event = await cleaned(tx, 'incident', [id], wish, entries, at);
			const now = { [id]: await incidentIn(tx, id, asRecorded) };
			return { result: after, event: { ...event, data: { ...event.data, now } } };
		});
	}

	async maintenance(
		id: string,
		wish: Wish,
		decide: Decide<Maintenance>,
		writing: Writing,
		at: Instant,
	): Promise<Maintenance> {
		return this.#publications.publish(writing, at, async (tx) => {
			const before = await maintenanceIn(tx, id, this.#names);
			if (!before) throw new DomainError('not_found', `There is no maintenance ${id}`);
			const { seriesId } = before;
			const ids = seriesId === null ? [id] : await idsOfSeries(tx, seriesId, id);
			const entries = await cleanLedger(tx, 'maintenance', ids, wish.words);
			decide(before, entries.length > 0);
			if (seriesId !== null)
				await rewrite(tx, maintenanceSeries, ['title', 'body'], eq(maintenanceSeries.id, seriesId), wish.words);
			for (const one of ids) {
				await rewrite(tx, maintenances, ['title', 'retraction'], eq(maintenances.id, one), wish.words);
				await rewrite(tx, maintenanceUpdates, ['body', 'edits'], eq(maintenanceUpdates.maintenanceId, one), wish.words);
				await indexMaintenance(tx, (await maintenanceIn(tx, one, this.#names)) as Maintenance);
			}
			const after = (await maintenanceIn(tx, id, this.#names)) as Maintenance;
			return { result: after, event: await cleaned(tx, 'maintenance', ids, wish, entries, at) };
		});
	}

	wipe(): Promise<void> {
		return this.#engine.wipe();
	}
}

type Table =
	| typeof incidents
	| typeof incidentUpdates
	| typeof maintenances
	| typeof maintenanceUpdates
	| typeof maintenanceSeries
	| typeof verdicts
	| typeof redactions;

/** Every value of these columns is JSON. */
async function rewrite(tx: Transaction, table: Table, columns: string[], where: SQL, words: string): Promise<void> {
	for (const row of await tx.select().from(table).where(where)) {
		const values = row as unknown as Record<string, string | null>;
		for (const name of columns) {
			const before = values[name];
			if (!before) continue;
			const after = cleanedJson(name, before, words);
			const same = eq((table as unknown as Record<string, AnyColumn>)[name] as AnyColumn, before);
			if (after !== before)
				await tx
					.update(table)
					.set({ [name]: after })
					.where(and(where, same));
		}
	}
}

/** @param name of the column, which says whether all of it was written by people */
function cleanedJson(name: string, json: string, words: string): string {
	const value = JSON.parse(json) as Record<string, unknown>;
	const clean = withWritten({ [name]: value }, (text) => without(text, words)) as Record<string, unknown>;
	const after = canonicalJson(clean[name]);
	return after === canonicalJson(value) ? json : after;
}

async function idsOfSeries(tx: Transaction, seriesId: string, first: string): Promise<string[]> {
	const rows = await tx.select({ id: maintenances.id }).from(maintenances).where(eq(maintenances.seriesId, seriesId));
	return [first, ...rows.map(({ id }) => id).filter((id) => id !== first)];
}

/** Cleans what was kept of them elsewhere. @returns what the ledger says of it */
async function cleaned(
	tx: Transaction,
	kind: 'incident' | 'maintenance',
	ids: string[],
	{ words, reason }: Wish,
	entries: Cleaned[],
	at: Instant,
): Promise<PublicEvent & { data: object }> {
	const [first] = ids;
	for (const id of ids) {
		// What was said of an earlier one was written by people too.
		await rewrite(tx, redactions, ['reason'], eq(redactions.subject, `${kind}/${id}`), words);
		await tx.insert(redactions).values({ subject: `${kind}/${id}`, at, reason: JSON.stringify(reason) });
	}
	const months: CleanedMonth[] = [];
	if (kind === 'incident') for (const id of ids) months.push(...(await cleanMonths(tx, id, words)));
	await tx.search.forgetDeleted(tx);
	return {
		...{ kind: `${kind}.redacted`, subject: `${kind}/${first}` },
		reach: NO_FIGURE,
		data: { reason, entries, months },
	};
}

/** A frozen month that lost words, and the SHA-256 that its figures have now. */
interface CleanedMonth {
	document: string;
	month: string;
	sha256: string;
}

async function cleanMonths(tx: Transaction, id: string, words: string): Promise<CleanedMonth[]> {
	const rows = await tx.select().from(frozenMonths).where(contains(frozenMonths.figures, id));
	const cleanedMonths: CleanedMonth[] = [];
	for (const { document, month, figures } of rows) {
		const clean = figuresWithout(JSON.parse(figures), id, words);
		const row = { figures: canonicalJson(clean), sha256: hashOfFigures(clean) };
		if (row.figures === figures) continue;
		const own = and(eq(frozenMonths.document, document), eq(frozenMonths.month, month));
		await tx.update(frozenMonths).set(row).where(own);
		cleanedMonths.push({ document, month, sha256: row.sha256 });
	}
	return cleanedMonths;
}

/** An entry that lost words, and the SHA-256 that it would have in the chain as it is now. */
interface Cleaned {
	number: number;
	sha256: string;
}

/** Oldest first. */
async function cleanLedger(tx: Transaction, kind: string, ids: string[], words: string): Promise<Cleaned[]> {
	// Whatever was published of them names them: by its subject, or in what it says, as an import does.
	const named = ids.map((id) => or(eq(ledger.subject, `${kind}/${id}`), contains(ledger.data, id)));
	const touched: Cleaned[] = [];
	for (const entry of await tx
		.select()
		.from(ledger)
		.where(or(...named))
		.orderBy(ledger.number)) {
		const { number, data } = entry;
		// They were told to who asked again; from now on that is made anew of what is stored.
		await tx.update(receipts).set({ answer: null }).where(eq(receipts.publication, number));
		const beside = await tx.select().from(ledgerTexts).where(eq(ledgerTexts.number, number));
		const gone = beside.filter(({ text }) => text.includes(words)).map(({ pointer }) => pointer);
		const own = eq(ledgerTexts.number, number);
		if (gone.length > 0) await tx.delete(ledgerTexts).where(and(own, inArray(ledgerTexts.pointer, gone)));
		const said = cleanedJson('data', data, words);
		const inClear = said !== data;
		if (inClear) await tx.update(ledger).set({ data: said }).where(eq(ledger.number, number));
		if (inClear || gone.length > 0) touched.push({ number, sha256: sealOf({ ...entry, data: said }) });
	}
	return touched;
}
