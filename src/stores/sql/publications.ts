import { randomBytes } from 'node:crypto';
import {
	and,
	desc,
	eq,
	gt,
	gte,
	inArray,
	like,
	lt,
	lte,
	max,
	ne,
	notInArray,
	notLike,
	type SQL,
	sql,
} from 'drizzle-orm';
import { ledger, ledgerTexts, receipts } from '../../../db/schema.ts';
import { idOf, nameOf } from '../../domain/actor.ts';
import { canonicalJson } from '../../domain/canonical.ts';
import { DomainError } from '../../domain/errors.ts';
import { ANY_FIGURE, type EventKind, NO_FIGURE, type PublicEvent, takingWordsAway } from '../../domain/event.ts';
import type { Instant } from '../../domain/instant.ts';
import { type LedgerEntry, type LedgerFilter, type LedgerWriter, sealEntry } from '../../domain/ledger.ts';
import { type TextBeside, withDigests, withTexts } from '../../domain/ledger-texts.ts';
import { TILE_WIDTH } from '../../domain/log/tiles.ts';
import { topicsOf } from '../../domain/notices/notice.ts';
import type { Writing } from '../../domain/publication.ts';
import { type Area, needsApproval } from '../../domain/waiting-post.ts';
import type { Listener } from '../audience.ts';
import type { Engine, Reader, Transaction } from '../engine.ts';
import type { LateJudgement, PublicationReads } from '../stores.ts';
import { putInOutbox } from './deliveries.ts';
import { contains } from './expressions.ts';
import { inParts, partsOf } from './in-parts.ts';
import { extendTiles } from './log-tiles.ts';
import { endWaiting } from './waiting-posts.ts';

/** What may tell later how things were. */
const judging: EventKind[] = ['monitors.judged', 'alerts.recorded'];

/** What a store did in a transaction; without an event nothing has changed, and nothing is recorded. */
export interface Outcome<T> {
	result: T;
	event: PublicEvent | null;
}

export class Publications implements PublicationReads {
	#engine: Engine;
	readonly #approval: readonly Area[];

	/** @param approval of what a second person is asked */
	constructor(engine: Engine, approval: readonly Area[] = []) {
		this.#engine = engine;
		this.#approval = approval;
	}

	current(): number {
		return this.#engine.ear.current();
	}

	lastRedaction(): number {
		return this.#engine.ear.lastRedaction();
	}

	heed(listener: Listener): () => void {
		return this.#engine.ear.heed(listener);
	}

	/**
	 * Runs `work` in one transaction with its ledger entry, its publication number and its receipt.
	 *
	 * @throws DomainError `unavailable` when the file of the database is lost
	 * @throws DomainError `conflict` when the same Idempotency-Key is in use by a request under way, and for what waits no more
	 * @throws DomainError `forbidden` for what nobody else has approved, where a second person is asked
	 */
	async publish<T>(writing: Writing, at: Instant, work: (tx: Transaction) => Promise<Outcome<T>>): Promise<T> {
		this.refuseLost();
		try {
			const { result, published } = await this.#engine.write(async (tx) => {
				const { result, event } = await work(tx);
				if (event && writing.rehearsal) throw new TakenBack(event, result);
				const published = event && { number: await this.#record(tx, event, writing, at), kind: event.kind };
				return { result, published };
			});
			if (published) this.#engine.ear.published(published.number, takingWordsAway.includes(published.kind));
			return result;
		} catch (error) {
			if (!(error instanceof TakenBack)) throw error;
			writing.rehearsal?.(error.event, writing.notify);
			return error.result as T;
		}
	}

	/** Every door leads here: what a second person has to see is not published by forgetting to ask. */
	async #record(tx: Transaction, event: PublicEvent, writing: Writing, at: Instant): Promise<number> {
		const isAsked = needsApproval(event.kind, writing.by, this.#approval);
		if (writing.waited !== undefined) await endWaiting(tx, writing.waited, event.subject, at, isAsked);
		else if (isAsked) {
			throw new DomainError('forbidden', 'Expected the approval of a second person: it has to wait for that');
		}
		return record(tx, event, writing, at);
	}

	lost(): string | null {
		return this.#engine.lost();
	}

	refuseLost(): void {
		const why = this.lost();
		if (why !== null) throw new DomainError('unavailable', `The database ${why}: nothing was changed`);
	}

	async last(): Promise<number> {
		return await lastNumber(this.#engine.reader);
	}

	async entries(after: number, limit: number): Promise<LedgerEntry[]> {
		return await this.#engine.reader
			.select()
			.from(ledger)
			.where(gt(ledger.number, after))
			.orderBy(ledger.number)
			.limit(limit);
	}

	async reachAfter(number: number): Promise<Instant> {
		const reach = sql<Instant | null>`min(coalesce(${ledger.reach}, ${ANY_FIGURE}))`;
		const [found] = await this.#engine.reader.select({ reach }).from(ledger).where(gt(ledger.number, number));
		return found?.reach ?? NO_FIGURE;
	}

	async bearing(after: number, before: Instant, limit: number): Promise<number[]> {
		const isEarlier = lt(sql<Instant>`coalesce(${ledger.reach}, ${ANY_FIGURE})`, before);
		const rows = await this.#engine.reader
			.select({ number: ledger.number })
			.from(ledger)
			.where(and(gt(ledger.number, after), isEarlier))
			.orderBy(ledger.number)
			.limit(limit);
		return rows.map(({ number }) => number);
	}

	async subjectsAfter(number: number): Promise<string[]> {
		const rows = await this.#engine.reader
			.select({ subject: ledger.subject })
			.from(ledger)
			.where(gt(ledger.number, number));
		return rows.map(({ subject }) => subject);
	}

	async about(subject: string): Promise<LedgerEntry[]> {
		return await this.#engine.reader.select().from(ledger).where(eq(ledger.subject, subject)).orderBy(ledger.number);
	}

	async withNumbers(numbers: number[]): Promise<LedgerEntry[]> {
		return await inParts(numbers, (part) => {
			return this.#engine.reader.select().from(ledger).where(inArray(ledger.number, part));
		});
	}

	async ofKindAt(kind: EventKind, instants: Instant[]): Promise<LedgerEntry[]> {
		return await inParts(instants, (part) => {
			const own = and(eq(ledger.action, kind), inArray(ledger.at, part));
			return this.#engine.reader.select().from(ledger).where(own).orderBy(ledger.number);
		});
	}

	/** The last entry about a subject, such as `incident/k3j9x0c2m1aa`. @param actions such as `incident.%` */
	async lastAbout(subject: string, actions: string): Promise<LedgerEntry | null> {
		const own = and(eq(ledger.subject, subject), like(ledger.action, actions));
		const query = this.#engine.reader.select().from(ledger).where(own);
		return (await query.orderBy(desc(ledger.number)).limit(1))[0] ?? null;
	}

	/** The import that last told of an incident or a maintenance. */
	async lastImportOf(id: string): Promise<LedgerEntry | null> {
		const isOfIt = and(eq(ledger.action, 'page.imported'), contains(ledger.data, id));
		const found = await this.#engine.reader.select().from(ledger).where(isOfIt).orderBy(desc(ledger.number));
		return found.find(({ data }) => toldIn(data).includes(id)) ?? null;
	}

	async find(number: number): Promise<LedgerEntry | null> {
		return (await this.#engine.reader.select().from(ledger).where(eq(ledger.number, number)))[0] ?? null;
	}

	/** The first thing that was ever recorded. */
	async first(): Promise<LedgerEntry | undefined> {
		return (await this.#engine.reader.select().from(ledger).orderBy(ledger.number).limit(1))[0];
	}

	async saidBy(at: Instant, kind: string): Promise<{ subject: string; data: unknown }[]> {
		const isSaid = and(
			lte(ledger.at, at),
			like(ledger.subject, `${kind}/%`),
			notInArray(ledger.action, takingWordsAway),
		);
		const last = this.#engine.reader
			.select({ number: max(ledger.number) })
			.from(ledger)
			.where(isSaid)
			.groupBy(ledger.subject);
		const entries = await this.#engine.reader.select().from(ledger).where(inArray(ledger.number, last));
		const texts = await textsIn(
			this.#engine.reader,
			entries.map(({ number }) => number),
		);
		return entries.map(({ number, subject, data }) => ({ subject, data: withTexts(data, texts.get(number) ?? []) }));
	}

	async judgedAfter(at: Instant): Promise<LateJudgement[]> {
		const isAfter = and(inArray(ledger.action, judging), gt(ledger.at, at), lte(ledger.reach, at));
		const rows = await this.#engine.reader.select({ data: ledger.data }).from(ledger).where(isAfter);
		return rows.map(({ data }) => JSON.parse(data) as LateJudgement);
	}

	async importedBy(at: Instant): Promise<Set<string>> {
		const isImport = and(lte(ledger.at, at), eq(ledger.action, 'page.imported'));
		const rows = await this.#engine.reader.select({ data: ledger.data }).from(ledger).where(isImport);
		return new Set(rows.flatMap(({ data }) => toldIn(data)));
	}

	async newest(before: number | null, limit: number, filter: LedgerFilter = {}): Promise<LedgerEntry[]> {
		const older = before === null ? undefined : lt(ledger.number, before);
		const wanted = and(older, wantedBy(filter));
		return await this.#engine.reader.select().from(ledger).where(wanted).orderBy(desc(ledger.number)).limit(limit);
	}

	async textsOf(numbers: number[]): Promise<Map<number, TextBeside[]>> {
		return await textsIn(this.#engine.reader, numbers);
	}

	async redactions(): Promise<LedgerEntry[]> {
		return await this.#engine.reader
			.select()
			.from(ledger)
			.where(inArray(ledger.action, takingWordsAway))
			.orderBy(ledger.number);
	}
}

function wantedBy({ action, writer, subject, from, until }: LedgerFilter): SQL | undefined {
	return and(
		action && eq(ledger.action, action),
		writer && writtenBy(writer),
		subject === undefined ? undefined : contains(sql`' ' || ${ledger.subject} || ' '`, ` ${subject} `),
		from === undefined ? undefined : gte(ledger.at, from),
		until === undefined ? undefined : lt(ledger.at, until),
	);
}

/** The machine has the names of its parts, which have no colon: "monitors", "content folder". */
function writtenBy(writer: LedgerWriter): SQL | undefined {
	if (writer === 'token') return like(ledger.actor, 'token:%');
	if (writer === 'machine') return and(notLike(ledger.actor, '%:%'), ne(ledger.actor, 'cli'));
	return eq(ledger.actor, writer);
}

/** Undoes a rehearsal. */
class TakenBack extends Error {
	readonly event: PublicEvent;
	readonly result: unknown;

	constructor(event: PublicEvent, result: unknown) {
		super('It was only a rehearsal');
		this.event = event;
		this.result = result;
	}
}

/** The incidents and maintenances of which an import told. */
function toldIn(data: string): string[] {
	const { incidents = [], maintenances = [] } = JSON.parse(data) as Partial<Record<string, string[]>>;
	return [...incidents, ...maintenances];
}

/** Of the last publication, as the database has it now; 0 before the first. */
export async function lastNumber(reader: Reader): Promise<number> {
	const [row] = await reader.select({ number: max(ledger.number) }).from(ledger);
	return row?.number ?? 0;
}

async function record(
	tx: Transaction,
	{ kind, subject, reach, data }: PublicEvent,
	writing: Writing,
	at: Instant,
): Promise<number> {
	const last = (await tx.select().from(ledger).orderBy(desc(ledger.number)).limit(1))[0] ?? null;
	const actorId = idOf(writing.by);
	// Within the data, as digests: whoever checks an entry need not learn who it was.
	const said = {
		...data,
		actor: nameOf(writing.by),
		...(actorId !== null && { actorId }),
		...(writing.notify === 'nobody' && { notify: false }),
		...(writing.notify === 'all' && { notify: 'all' }),
		...(writing.waited !== undefined && { post: writing.waited }),
	};
	const { data: sealed, texts } = withDigests(said, () => randomBytes(16).toString('hex'));
	const number = (last?.number ?? 0) + 1;
	const draft = {
		number,
		at,
		actor: nameOf(writing.by),
		actorId: idOf(writing.by),
		action: kind,
		subject,
		data: canonicalJson(sealed),
	};
	await tx.insert(ledger).values({ ...sealEntry(draft, last), reach });
	for (const part of partsOf(texts)) await tx.insert(ledgerTexts).values(part.map((one) => ({ number, ...one })));
	if (number % TILE_WIDTH === 0) await extendTiles(tx, number);
	if (topicsOf(kind).length > 0 && writing.notify !== 'nobody') await putInOutbox(tx, number);
	if (writing.receipt) await keepReceipt(tx, writing.receipt, draft.number, at);
	return draft.number;
}

export async function textsIn(reader: Reader, numbers: number[]): Promise<Map<number, TextBeside[]>> {
	const found = new Map<number, TextBeside[]>();
	const rows = await inParts(numbers, (part) => {
		return reader.select().from(ledgerTexts).where(inArray(ledgerTexts.number, part));
	});
	for (const { number, ...one } of rows) {
		const own = found.get(number);
		if (own) own.push(one);
		else found.set(number, [one]);
	}
	return found;
}

async function keepReceipt(
	tx: Transaction,
	receipt: NonNullable<Writing['receipt']>,
	publication: number,
	at: Instant,
): Promise<void> {
	const row = { ...receipt, publication, at, answer: null };
	const kept = await tx.insert(receipts).values(row).onConflictDoNothing().returning({ key: receipts.key });
	if (kept.length === 0)
		throw new DomainError('conflict', 'A request with this Idempotency-Key is already being answered');
}
