import { randomBytes } from 'node:crypto';
import { and, desc, eq, gt, inArray, like, lt, lte, max, notInArray, sql } from 'drizzle-orm';
import { ledger, ledgerTexts, receipts } from '../../../db/schema.ts';
import { canonicalJson } from '../../domain/canonical.ts';
import { DomainError } from '../../domain/errors.ts';
import { ANY_FIGURE, NO_FIGURE, type PublicEvent, takingWordsAway } from '../../domain/event.ts';
import type { Instant } from '../../domain/instant.ts';
import { type LedgerEntry, sealEntry } from '../../domain/ledger.ts';
import { type TextBeside, withDigests, withTexts } from '../../domain/ledger-texts.ts';
import type { Author } from '../../domain/publication.ts';
import type { Database } from '../sqlite/open.ts';
import { Place } from '../sqlite/place.ts';

/** In one statement. */
const MOST_VALUES = 500;

export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

/** What a store did in a transaction; without an event nothing has changed, and nothing is recorded. */
export interface Outcome<T> {
	result: T;
	event: PublicEvent | null;
}

/** The ledger, and the one way by which anything becomes public. */
export class Publications {
	#database: Database;
	#place: Place;
	#current: number;
	#lastRedaction = 0;
	/** Up to here it was looked for redactions by other processes. */
	#looked: number;
	#dataVersion: unknown;
	/** Was it asked in this turn of the event loop? */
	#asked = false;
	#readDataVersion: () => unknown;

	constructor(database: Database) {
		this.#database = database;
		this.#place = new Place(database.$client.name);
		const pragma = database.$client.prepare('PRAGMA data_version').pluck();
		this.#readDataVersion = () => pragma.get();
		this.#dataVersion = this.#readDataVersion();
		this.#current = this.#last()?.number ?? 0;
		this.#looked = this.#current;
	}

	/**
	 * The number of the last publication, by this process or another. The database is asked once in a turn of the event loop:
	 * whatever comes in after another process has written is heard in a later one.
	 *
	 * @throws when the database cannot be read
	 */
	current(): number {
		if (this.#asked) return this.#current;
		const dataVersion = this.#readDataVersion();
		if (dataVersion !== this.#dataVersion) {
			this.#current = this.#last()?.number ?? 0;
			this.#dataVersion = dataVersion;
			this.#lookForRedactions();
		}
		this.#asked = true;
		setImmediate(() => {
			this.#asked = false;
		});
		return this.#current;
	}

	/** The number of the last publication since the start that took words away, as of the last `current`; else 0. Nothing is read. */
	lastRedaction(): number {
		return this.#lastRedaction;
	}

	/**
	 * Runs `work` in one transaction with its ledger entry, its publication number and its receipt.
	 *
	 * @throws DomainError `unavailable` when the file of the database is lost
	 * @throws DomainError `conflict` when the same Idempotency-Key is in use by a request under way
	 */
	publish<T>(author: Author, at: Instant, work: (tx: Transaction) => Outcome<T>): T {
		this.refuseLost();
		const { result, number, isRedaction } = this.#database.transaction(
			(tx) => {
				const { result, event } = work(tx);
				const number = event && record(tx, event, author, at);
				return { result, number, isRedaction: event !== null && takingWordsAway.includes(event.kind) };
			},
			{ behavior: 'immediate' },
		);
		if (number !== null) this.#current = number;
		this.#asked = false;
		if (number !== null && isRedaction) this.#lastRedaction = number;
		return result;
	}

	/** What became of the file of the database, in words; null while it is in its place. */
	lost(): string | null {
		return this.#place.lost();
	}

	/** What is written into a file that was removed is written nowhere. @throws DomainError `unavailable` */
	refuseLost(): void {
		const why = this.lost();
		if (why !== null) throw new DomainError('unavailable', `The database ${why}: nothing was changed`);
	}

	/** Oldest first, a page at a time: the chain may be long. */
	async entries(after: number, limit: number): Promise<LedgerEntry[]> {
		return this.#database
			.select()
			.from(ledger)
			.where(gt(ledger.number, after))
			.orderBy(ledger.number)
			.limit(limit)
			.all();
	}

	/** How far back the publications after a number reach: the earliest instant whose figures they may change. */
	async reachAfter(number: number): Promise<Instant> {
		const reach = sql<Instant | null>`min(coalesce(${ledger.reach}, ${ANY_FIGURE}))`;
		const found = this.#database.select({ reach }).from(ledger).where(gt(ledger.number, number)).get();
		return found?.reach ?? NO_FIGURE;
	}

	/** What was published after a number was about: for example `incident/k3j9x0c2m1aa`. */
	async subjectsAfter(number: number): Promise<string[]> {
		const rows = this.#database.select({ subject: ledger.subject }).from(ledger).where(gt(ledger.number, number)).all();
		return rows.map(({ subject }) => subject);
	}

	/** The first thing that was ever recorded. */
	async first(): Promise<LedgerEntry | undefined> {
		return this.#database.select().from(ledger).orderBy(ledger.number).limit(1).get();
	}

	/** What was last said of each subject by an instant, with the words that are still there. @param kind such as `incident` */
	async saidBy(at: Instant, kind: string): Promise<{ subject: string; data: unknown }[]> {
		const isSaid = and(
			lte(ledger.at, at),
			like(ledger.subject, `${kind}/%`),
			notInArray(ledger.action, takingWordsAway),
		);
		const last = this.#database
			.select({ number: max(ledger.number) })
			.from(ledger)
			.where(isSaid)
			.groupBy(ledger.subject);
		const entries = this.#database.select().from(ledger).where(inArray(ledger.number, last)).all();
		const texts = textsIn(
			this.#database,
			entries.map(({ number }) => number),
		);
		return entries.map(({ number, subject, data }) => ({ subject, data: withTexts(data, texts.get(number) ?? []) }));
	}

	/** What came with imports by an instant. */
	async importedBy(at: Instant): Promise<Set<string>> {
		const isImport = and(lte(ledger.at, at), eq(ledger.action, 'page.imported'));
		const rows = this.#database.select({ data: ledger.data }).from(ledger).where(isImport).all();
		return new Set(
			rows.flatMap(({ data }) => {
				const { incidents = [], maintenances = [] } = JSON.parse(data) as Partial<Record<string, string[]>>;
				return [...incidents, ...maintenances];
			}),
		);
	}

	/** Newest first. */
	async newest(before: number | null, limit: number): Promise<LedgerEntry[]> {
		const older = before === null ? undefined : lt(ledger.number, before);
		return this.#database.select().from(ledger).where(older).orderBy(desc(ledger.number)).limit(limit).all();
	}

	/** What people wrote of these publications, by number, where it still is. */
	async textsOf(numbers: number[]): Promise<Map<number, TextBeside[]>> {
		return textsIn(this.#database, numbers);
	}

	/** Those that say what was redacted. */
	async redactions(): Promise<LedgerEntry[]> {
		return this.#database
			.select()
			.from(ledger)
			.where(inArray(ledger.action, takingWordsAway))
			.orderBy(ledger.number)
			.all();
	}

	#lookForRedactions(): void {
		const since = and(gt(ledger.number, this.#looked), inArray(ledger.action, takingWordsAway));
		const found = this.#database
			.select({ number: max(ledger.number) })
			.from(ledger)
			.where(since)
			.get();
		this.#lastRedaction = Math.max(this.#lastRedaction, found?.number ?? 0);
		this.#looked = this.#current;
	}

	#last(): LedgerEntry | undefined {
		return this.#database.select().from(ledger).orderBy(desc(ledger.number)).limit(1).get();
	}
}

function record(tx: Transaction, { kind, subject, reach, data }: PublicEvent, author: Author, at: Instant): number {
	const last = tx.select().from(ledger).orderBy(desc(ledger.number)).limit(1).get() ?? null;
	const { data: sealed, texts } = withDigests(data, () => randomBytes(16).toString('hex'));
	const number = (last?.number ?? 0) + 1;
	const draft = { number, at, actor: author.name, action: kind, subject, data: canonicalJson(sealed) };
	tx.insert(ledger)
		.values({ ...sealEntry(draft, last), reach })
		.run();
	for (let from = 0; from < texts.length; from += MOST_VALUES) {
		const rows = texts.slice(from, from + MOST_VALUES).map((one) => ({ number, ...one }));
		tx.insert(ledgerTexts).values(rows).run();
	}
	if (author.receipt) keepReceipt(tx, author.receipt, draft.number, at);
	return draft.number;
}

export function textsIn(reader: Pick<Database, 'select'>, numbers: number[]): Map<number, TextBeside[]> {
	const found = new Map<number, TextBeside[]>();
	for (let from = 0; from < numbers.length; from += MOST_VALUES) {
		const wanted = inArray(ledgerTexts.number, numbers.slice(from, from + MOST_VALUES));
		for (const { number, ...one } of reader.select().from(ledgerTexts).where(wanted).all()) {
			const own = found.get(number);
			if (own) own.push(one);
			else found.set(number, [one]);
		}
	}
	return found;
}

function keepReceipt(tx: Transaction, receipt: NonNullable<Author['receipt']>, publication: number, at: Instant): void {
	const row = { ...receipt, publication, at, answer: null };
	const { changes } = tx.insert(receipts).values(row).onConflictDoNothing().run();
	if (changes === 0) throw new DomainError('conflict', 'A request with this Idempotency-Key is already being answered');
}
