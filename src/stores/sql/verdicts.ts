import { and, asc, count, desc, eq, gt, gte, inArray, isNull, lt, lte, min, or, type SQL } from 'drizzle-orm';
import { incidents, tickets, verdicts } from '../../../db/schema.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Writing } from '../../domain/publication.ts';
import { digestOf, type NewVerdict, type Promisee, type Verdict, type Withdrawal } from '../../domain/sla/verdict.ts';
import type { Engine, Transaction } from '../engine.ts';
import type { Due, Finding, Register, RegisterPart, VerdictReads, VerdictWrites } from '../stores.ts';
import { inParts, partsOf } from './in-parts.ts';
import { lastNumber, type Outcome, type Publications } from './publications.ts';

export class VerdictStore implements VerdictReads, VerdictWrites {
	#engine: Engine;
	#publications: Publications;

	constructor(engine: Engine, publications: Publications) {
		this.#engine = engine;
		this.#publications = publications;
	}

	async due(kind: Promisee['kind'], now: Instant, limit: number): Promise<Due[]> {
		const { reader } = this.#engine;
		const rows =
			kind === 'incident'
				? await reader
						.select({ id: incidents.id, at: incidents.judgeAt })
						.from(incidents)
						.where(lte(incidents.judgeAt, now))
						.orderBy(asc(incidents.judgeAt), asc(incidents.acceptedAt))
						.limit(limit)
				: await reader
						.select({ id: tickets.reference, at: tickets.judgeAt })
						.from(tickets)
						.where(lte(tickets.judgeAt, now))
						.orderBy(asc(tickets.judgeAt), asc(tickets.receivedAt))
						.limit(limit);
		return rows.map(({ id, at }) => ({ id, isOld: at === -1 }));
	}

	async nextDue(): Promise<Instant | null> {
		const { reader } = this.#engine;
		const [ofIncidents] = await reader.select({ at: min(incidents.judgeAt) }).from(incidents);
		const [ofTickets] = await reader.select({ at: min(tickets.judgeAt) }).from(tickets);
		const found = [ofIncidents?.at, ofTickets?.at].flatMap((at) =>
			at === null || at === undefined ? [] : [Number(at)],
		);
		return found.length === 0 ? null : Math.min(...found);
	}

	async of(kind: Promisee['kind'], ids: string[]): Promise<Map<string, Verdict[]>> {
		const rows = await inParts(ids, (part) => {
			const own = and(eq(verdicts.kind, kind), inArray(verdicts.of, part));
			return this.#engine.reader.select().from(verdicts).where(own).orderBy(asc(verdicts.position));
		});
		return Map.groupBy(rows.map(toVerdict), ({ of }) => of.id);
	}

	async judge(findings: readonly Finding[], seen: number, writing: Writing, at: Instant): Promise<boolean> {
		return this.#publications.publish(writing, at, async (tx) => {
			if ((await lastNumber(tx)) !== seen) return { result: false, event: null };
			const news = findings.flatMap((finding) => finding.verdicts);
			await add(tx, news, seen + 1, at);
			const withdrawn = findings.flatMap(({ of, withdrawn }) =>
				withdrawn.map((one) => ({ ...one, of: subjectOf(of) })),
			);
			for (const { id, reason } of withdrawn) await withdraw(tx, id, { at, reason });
			for (const finding of findings) await settle(tx, finding);
			return { result: true, event: eventOf(news, withdrawn, 'promise.judged') };
		});
	}

	async judgeAgain(
		before: Verdict,
		next: NewVerdict | null,
		reason: Withdrawal['reason'],
		writing: Writing,
		at: Instant,
	): Promise<void> {
		await this.#publications.publish(writing, at, async (tx): Promise<Outcome<null>> => {
			const stands = and(eq(verdicts.id, before.id), isNull(verdicts.withdrawnAt));
			const [row] = await tx.select().from(verdicts).where(stands);
			if (!row) throw new DomainError('conflict', 'This verdict does not hold any more');
			await withdraw(tx, before.id, { at, reason });
			const news = next === null ? [] : [next];
			await add(tx, news, (await lastNumber(tx)) + 1, at);
			await judgeAt(tx, before.of, 0);
			const event = eventOf(news, [{ id: before.id, of: subjectOf(before.of), reason }], 'promise.judged_again');
			return { result: null, event: event && { ...event, subject: subjectOf(before.of) } };
		});
	}

	async register(part: RegisterPart, limit: number, offset: number, documents?: readonly string[]): Promise<Register> {
		const own = documents && or(...documents.map(isOfDocument));
		if (part === 'others') return this.#others(own, limit, offset);
		const open = await this.#misses(own, false, limit, offset);
		const justified = await this.#misses(own, true, limit - open.verdicts.length, Math.max(0, offset - open.total));
		return { verdicts: [...open.verdicts, ...justified.verdicts], total: open.total + justified.total };
	}

	/** One half of them at a time, so that an index has them in order. */
	async #misses(own: SQL | undefined, isJustified: boolean, limit: number, offset: number): Promise<Register> {
		const isMiss = and(eq(verdicts.outcome, 'missed'), eq(verdicts.justified, isJustified));
		const wanted = and(isMiss, isNull(verdicts.withdrawnAt), own);
		return this.#page(wanted, [desc(verdicts.deadline), desc(verdicts.id)], limit, offset);
	}

	async #others(own: SQL | undefined, limit: number, offset: number): Promise<Register> {
		// Not “is not null”: a range is looked up in an index.
		const wanted = or(gt(verdicts.withdrawnAt, 0), eq(verdicts.outcome, 'replaced'));
		return this.#page(and(wanted, own), [desc(verdicts.publication), desc(verdicts.id)], limit, offset);
	}

	async #page(wanted: SQL | undefined, order: SQL[], limit: number, offset: number): Promise<Register> {
		const { reader } = this.#engine;
		const rows = await reader
			.select()
			.from(verdicts)
			.where(wanted)
			.orderBy(...order)
			.limit(limit)
			.offset(offset);
		const [all] = await reader.select({ total: count() }).from(verdicts).where(wanted);
		return { verdicts: rows.map(toVerdict), total: all?.total ?? 0 };
	}
}

/** A key begins with the document, and a blank that no document has in its name. */
function isOfDocument(document: string): SQL | undefined {
	return and(gte(verdicts.key, `${document} `), lt(verdicts.key, `${document}!`));
}

async function add(
	tx: Transaction,
	news: readonly NewVerdict[],
	publication: number,
	recordedAt: Instant,
): Promise<void> {
	for (const part of partsOf(news)) {
		await tx.insert(verdicts).values(
			part.map(({ of, promise, reason, withdrawal, ...facts }) => ({
				...facts,
				...{ kind: of.kind, of: of.id, deadline: promise.deadline, promise: JSON.stringify(promise) },
				reason: reason && JSON.stringify(reason),
				withdrawnAt: withdrawal?.at ?? null,
				withdrawal: withdrawal ? JSON.stringify({ reason: withdrawal.reason }) : null,
				...{ recordedAt, publication },
			})),
		);
	}
}

async function withdraw(tx: Transaction, id: string, { at, reason }: Withdrawal): Promise<void> {
	await tx
		.update(verdicts)
		.set({ withdrawnAt: at, withdrawal: JSON.stringify({ reason }) })
		.where(eq(verdicts.id, id));
}

async function settle(tx: Transaction, { of, justified, nextAt }: Finding): Promise<void> {
	await judgeAt(tx, of, nextAt);
	if (justified.length === 0) return;
	const own = justified === 'all' ? undefined : or(...justified.map(isOfDocument));
	await tx
		.update(verdicts)
		.set({ justified: true })
		.where(and(eq(verdicts.kind, of.kind), eq(verdicts.of, of.id), own));
}

async function judgeAt(tx: Transaction, of: Promisee, at: Instant | null): Promise<void> {
	if (of.kind === 'incident') await tx.update(incidents).set({ judgeAt: at }).where(eq(incidents.id, of.id));
	else await tx.update(tickets).set({ judgeAt: at }).where(eq(tickets.publicId, of.id));
}

/** Which ticket says nobody: its address is its customer's own. */
function subjectOf(of: Promisee): string {
	return of.kind === 'incident' ? `incident/${of.id}` : 'tickets';
}

/** It changes no figure that the facts had not changed before: how far back these reach is known already. */
function eventOf(
	news: readonly NewVerdict[],
	withdrawn: readonly { id: string; of: string; reason: Withdrawal['reason'] }[],
	kind: 'promise.judged' | 'promise.judged_again',
): Outcome<null>['event'] {
	if (news.length + withdrawn.length === 0) return null;
	const subjects = [...new Set([...news.map(({ of }) => subjectOf(of)), ...withdrawn.map(({ of }) => of)])];
	return {
		kind,
		subject: subjects.length === 1 ? (subjects[0] as string) : 'promises',
		reach: Math.min(...news.map(({ promise }) => promise.startsAt), Number.MAX_SAFE_INTEGER),
		data: {
			verdicts: news.map((one) => ({
				...{ id: one.id, outcome: one.outcome, sha256: digestOf(one) },
				of: subjectOf(one.of),
				...(one.reason === null ? {} : { reason: one.reason }),
			})),
			withdrawn,
		},
	};
}

function toVerdict(row: typeof verdicts.$inferSelect): Verdict {
	const { kind, of, deadline: _, promise, reason, withdrawnAt, withdrawal, justified: __, ...facts } = row;
	return {
		...facts,
		of: { kind, id: of } as Promisee,
		outcome: row.outcome as Verdict['outcome'],
		promise: JSON.parse(promise),
		reason: reason && JSON.parse(reason),
		withdrawal: withdrawnAt === null ? null : { at: withdrawnAt, ...JSON.parse(withdrawal ?? '{}') },
	};
}
