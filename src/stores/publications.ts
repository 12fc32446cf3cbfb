import { randomBytes } from 'node:crypto';
import { desc, gt, inArray, like, lt } from 'drizzle-orm';
import type { Database } from '../../db/open.ts';
import { Place } from '../../db/place.ts';
import { ledger, ledgerTexts, receipts } from '../../db/schema.ts';
import { canonicalJson } from '../domain/canonical.ts';
import { DomainError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import { type LedgerEntry, sealEntry } from '../domain/ledger.ts';
import { type TextBeside, withDigests } from '../domain/ledger-texts.ts';
import type { Author, Publication } from '../domain/publication.ts';

/** In one statement. */
const MOST_VALUES = 500;

export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

/** What a store did in a transaction; without a publication nothing has changed, and nothing is recorded. */
export interface Outcome<T> {
	result: T;
	publication: Publication | null;
}

/** The ledger, and the one way by which anything becomes public. */
export class Publications {
	#database: Database;
	#place: Place;
	#current: number;
	#dataVersion: unknown;
	#readDataVersion: () => unknown;

	constructor(database: Database) {
		this.#database = database;
		this.#place = new Place(database.$client.name);
		const pragma = database.$client.prepare('PRAGMA data_version').pluck();
		this.#readDataVersion = () => pragma.get();
		this.#dataVersion = this.#readDataVersion();
		this.#current = this.#last()?.number ?? 0;
	}

	/**
	 * The number of the last publication, by this process or another: 2 µs when there was none since.
	 *
	 * @throws when the database cannot be read
	 */
	current(): number {
		const dataVersion = this.#readDataVersion();
		if (dataVersion !== this.#dataVersion) {
			this.#current = this.#last()?.number ?? 0;
			this.#dataVersion = dataVersion;
		}
		return this.#current;
	}

	/**
	 * Runs `work` in one transaction with its ledger entry, its publication number and its receipt.
	 *
	 * @throws DomainError `unavailable` when the file of the database is lost
	 * @throws DomainError `conflict` when the same Idempotency-Key is in use by a request under way
	 */
	publish<T>(author: Author, at: Instant, work: (tx: Transaction) => Outcome<T>): T {
		this.refuseLost();
		const { result, number } = this.#database.transaction(
			(tx) => {
				const { result, publication } = work(tx);
				return { result, number: publication && record(tx, publication, author, at) };
			},
			{ behavior: 'immediate' },
		);
		if (number !== null) this.#current = number;
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

	/** What was published after a number was about: for example `incident/k3j9x0c2m1aa`. */
	async subjectsAfter(number: number): Promise<string[]> {
		const rows = this.#database.select({ subject: ledger.subject }).from(ledger).where(gt(ledger.number, number)).all();
		return rows.map(({ subject }) => subject);
	}

	/** The first thing that was ever recorded. */
	async first(): Promise<LedgerEntry | undefined> {
		return this.#database.select().from(ledger).orderBy(ledger.number).limit(1).get();
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

	/** Those that say what was redacted, by an action such as `incident.redacted`. */
	async redactions(): Promise<LedgerEntry[]> {
		return this.#database.select().from(ledger).where(like(ledger.action, '%.redacted')).orderBy(ledger.number).all();
	}

	#last(): LedgerEntry | undefined {
		return this.#database.select().from(ledger).orderBy(desc(ledger.number)).limit(1).get();
	}
}

function record(tx: Transaction, { action, subject, data }: Publication, author: Author, at: Instant): number {
	const last = tx.select().from(ledger).orderBy(desc(ledger.number)).limit(1).get() ?? null;
	const { data: sealed, texts } = withDigests(data, () => randomBytes(16).toString('hex'));
	const number = (last?.number ?? 0) + 1;
	const draft = { number, at, actor: author.name, action, subject, data: canonicalJson(sealed) };
	tx.insert(ledger).values(sealEntry(draft, last)).run();
	for (const one of texts)
		tx.insert(ledgerTexts)
			.values({ number, ...one })
			.run();
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
