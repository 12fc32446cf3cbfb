import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
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
import type { Author } from '../../domain/publication.ts';
import { figuresWithout, hashOfFigures } from '../../domain/report/report-figures.ts';
import type { Succession } from '../../domain/succession.ts';
import type { Text } from '../../domain/text.ts';
import type { Database } from '../sqlite/open.ts';
import { wipe } from '../sqlite/wipe.ts';
import { findIn as incidentIn } from './incidents.ts';
import { findIn as maintenanceIn } from './maintenances.ts';
import type { Publications, Transaction } from './publications.ts';
import { forgetDeleted, indexIncident, indexMaintenance } from './search-index.ts';

/** What is to go, and why. */
export interface Wish {
	words: string;
	reason: Text;
}

/** Throws to change nothing. @param isRecorded do the words stand in the ledger? */
type Decide<T> = (one: T, isRecorded: boolean) => void;

/** Takes words away for good: from the rows, the search, the stored answers, the frozen figures and the ledger. */
export class RedactionStore {
	#database: Database;
	#publications: Publications;
	#names: Succession;

	constructor(database: Database, publications: Publications, names: Succession) {
		this.#database = database;
		this.#publications = publications;
		this.#names = names;
	}

	/** Oldest first, of each of these subjects, such as `incident/k3j9x0c2m1aa`. */
	async of(subjects: string[]): Promise<Map<string, Redaction[]>> {
		const wanted = inArray(redactions.subject, subjects);
		const rows = this.#database.select().from(redactions).where(wanted).orderBy(asc(redactions.at)).all();
		const found = rows.map(({ subject, at, reason }) => ({ subject, at, reason: JSON.parse(reason) as Text }));
		return Map.groupBy(found, ({ subject }) => subject);
	}

	/** @throws DomainError `not_found`, and what `decide` throws; nothing is changed then */
	async incident(id: string, wish: Wish, decide: Decide<Incident>, author: Author, at: Instant): Promise<Incident> {
		return this.#publications.publish(author, at, (tx) => {
			const before = incidentIn(tx, id, this.#names);
			if (!before) throw new DomainError('not_found', `There is no incident ${id}`);
			const entries = cleanLedger(tx, 'incident', [id], wish.words);
			decide(before, entries.length > 0);
			rewrite(
				tx,
				incidents,
				['title', 'justification', 'retraction', 'earlierOutcomes'],
				eq(incidents.id, id),
				wish.words,
			);
			rewrite(tx, incidentUpdates, ['body', 'edits'], eq(incidentUpdates.incidentId, id), wish.words);
			const after = incidentIn(tx, id, this.#names) as Incident;
			indexIncident(tx, after);
			return { result: after, event: cleaned(tx, 'incident', [id], wish, entries, at) };
		});
	}

	/** Of a series, all its dates, since they have their words in common. @throws as `incident` */
	async maintenance(
		id: string,
		wish: Wish,
		decide: Decide<Maintenance>,
		author: Author,
		at: Instant,
	): Promise<Maintenance> {
		return this.#publications.publish(author, at, (tx) => {
			const before = maintenanceIn(tx, id, this.#names);
			if (!before) throw new DomainError('not_found', `There is no maintenance ${id}`);
			const { seriesId } = before;
			const ids = seriesId === null ? [id] : idsOfSeries(tx, seriesId, id);
			const entries = cleanLedger(tx, 'maintenance', ids, wish.words);
			decide(before, entries.length > 0);
			if (seriesId !== null)
				rewrite(tx, maintenanceSeries, ['title', 'body'], eq(maintenanceSeries.id, seriesId), wish.words);
			for (const one of ids) {
				rewrite(tx, maintenances, ['title', 'retraction'], eq(maintenances.id, one), wish.words);
				rewrite(tx, maintenanceUpdates, ['body', 'edits'], eq(maintenanceUpdates.maintenanceId, one), wish.words);
				indexMaintenance(tx, maintenanceIn(tx, one, this.#names) as Maintenance);
			}
			const after = maintenanceIn(tx, id, this.#names) as Maintenance;
			return { result: after, event: cleaned(tx, 'maintenance', ids, wish, entries, at) };
		});
	}

	/**
	 * Writes the file of the database anew: what was overwritten in it may lie on in its unused parts until then.
	 *
	 * @throws where there is no room for it, or another process is writing
	 */
	wipe(): void {
		wipe(this.#database.$client);
	}
}

type Table =
	| typeof incidents
	| typeof incidentUpdates
	| typeof maintenances
	| typeof maintenanceUpdates
	| typeof maintenanceSeries
	| typeof redactions;

/** Every value of these columns is JSON. */
function rewrite(tx: Transaction, table: Table, columns: string[], where: ReturnType<typeof eq>, words: string): void {
	for (const row of tx.select({ rowid: sql<number>`rowid`, row: table }).from(table).where(where).all()) {
		const values = row.row as unknown as Record<string, string | null>;
		const changed = Object.fromEntries(
			columns.flatMap((name) => {
				const before = values[name];
				const after = before && cleanedJson(name, before, words);
				return after === before ? [] : [[name, after]];
			}),
		);
		if (Object.keys(changed).length > 0) tx.update(table).set(changed).where(sql`rowid = ${row.rowid}`).run();
	}
}

/** @param name of the column, which says whether all of it was written by people */
function cleanedJson(name: string, json: string, words: string): string {
	const value = JSON.parse(json) as Record<string, unknown>;
	const clean = withWritten({ [name]: value }, (text) => without(text, words)) as Record<string, unknown>;
	const after = canonicalJson(clean[name]);
	return after === canonicalJson(value) ? json : after;
}

function idsOfSeries(tx: Transaction, seriesId: string, first: string): string[] {
	const rows = tx.select({ id: maintenances.id }).from(maintenances).where(eq(maintenances.seriesId, seriesId)).all();
	return [first, ...rows.map(({ id }) => id).filter((id) => id !== first)];
}

/** Cleans what was kept of them elsewhere. @returns what the ledger says of it */
function cleaned(
	tx: Transaction,
	kind: 'incident' | 'maintenance',
	ids: string[],
	{ words, reason }: Wish,
	entries: Cleaned[],
	at: Instant,
): PublicEvent {
	const [first] = ids;
	for (const id of ids) {
		// What was said of an earlier one was written by people too.
		rewrite(tx, redactions, ['reason'], eq(redactions.subject, `${kind}/${id}`), words);
		tx.insert(redactions)
			.values({ subject: `${kind}/${id}`, at, reason: JSON.stringify(reason) })
			.run();
	}
	const months = kind === 'incident' ? ids.flatMap((id) => cleanMonths(tx, id, words)) : [];
	forgetDeleted(tx);
	return {
		...{ kind: `${kind}.redacted`, subject: `${kind}/${first}` },
		reach: NO_FIGURE,
		data: { reason, entries, months },
	};
}

/** @returns the frozen months that lost words, with the SHA-256 that they have now */
function cleanMonths(tx: Transaction, id: string, words: string) {
	const rows = tx.select().from(frozenMonths).where(sql`instr(${frozenMonths.figures}, ${id}) > 0`).all();
	return rows.flatMap(({ document, month, figures }) => {
		const clean = figuresWithout(JSON.parse(figures), id, words);
		const row = { figures: canonicalJson(clean), sha256: hashOfFigures(clean) };
		if (row.figures === figures) return [];
		const own = and(eq(frozenMonths.document, document), eq(frozenMonths.month, month));
		tx.update(frozenMonths).set(row).where(own).run();
		return [{ document, month, sha256: row.sha256 }];
	});
}

/** An entry that lost words, and the SHA-256 that it would have in the chain as it is now. */
interface Cleaned {
	number: number;
	sha256: string;
}

/** Oldest first. */
function cleanLedger(tx: Transaction, kind: string, ids: string[], words: string): Cleaned[] {
	// Whatever was published of them names them: by its subject, or in what it says, as an import does.
	const named = ids.map((id) => or(eq(ledger.subject, `${kind}/${id}`), sql`instr(${ledger.data}, ${id}) > 0`));
	const touched: Cleaned[] = [];
	for (const entry of tx
		.select()
		.from(ledger)
		.where(or(...named))
		.orderBy(ledger.number)
		.all()) {
		const { number, data } = entry;
		// They were told to who asked again; from now on that is made anew of what is stored.
		tx.update(receipts).set({ answer: null }).where(eq(receipts.publication, number)).run();
		const beside = tx.select().from(ledgerTexts).where(eq(ledgerTexts.number, number)).all();
		const gone = beside.filter(({ text }) => text.includes(words)).map(({ pointer }) => pointer);
		const own = eq(ledgerTexts.number, number);
		if (gone.length > 0)
			tx.delete(ledgerTexts)
				.where(sql`${own} and ${inArray(ledgerTexts.pointer, gone)}`)
				.run();
		const said = cleanedJson('data', data, words);
		const inClear = said !== data;
		if (inClear) tx.update(ledger).set({ data: said }).where(eq(ledger.number, number)).run();
		if (inClear || gone.length > 0) touched.push({ number, sha256: sealOf({ ...entry, data: said }) });
	}
	return touched;
}
