import { and, asc, count, desc, eq, inArray, isNotNull, lt, lte, ne, sql } from 'drizzle-orm';
import { deliveries, outbox, reminders, subscribers } from '../../../db/schema.ts';
import type { Instant } from '../../domain/instant.ts';
import { type Delivery, type DeliveryState, readSource, sourceOf } from '../../domain/notices/delivery.ts';
import type { Channel, Lane } from '../../domain/notices/subscriber.ts';
import type { Writing } from '../../domain/publication.ts';
import type { Engine, Transaction } from '../engine.ts';
import type { Attempt, DeliveryReads, DeliveryWrites, NewDelivery, Waiting } from '../stores.ts';
import { administered } from './administered.ts';
import { inParts, partsOf } from './in-parts.ts';
import type { Publications } from './publications.ts';

export class DeliveryStore implements DeliveryReads, DeliveryWrites {
	#engine: Engine;
	#publications: Publications;

	constructor(engine: Engine, publications: Publications) {
		this.#engine = engine;
		this.#publications = publications;
	}

	async waiting(): Promise<Waiting | null> {
		const [published] = await this.#engine.reader.select().from(outbox).orderBy(asc(outbox.number)).limit(1);
		if (published)
			return { source: sourceOf({ kind: 'publication', number: published.number }), after: published.after };
		const [near] = await this.#engine.reader.select().from(reminders).where(isNotNull(reminders.after)).limit(1);
		return near ? { source: sourceOf({ kind: 'reminder', ...near }), after: near.after ?? '' } : null;
	}

	async make(waiting: Waiting, made: NewDelivery[], until: string | null): Promise<void> {
		await this.#engine.write(async (tx) => {
			// Another process may have seen to them meanwhile.
			if (!(await moveOn(tx, waiting, until))) return;
			for (const part of partsOf(made)) await tx.insert(deliveries).values(part.map(rowOf));
		});
	}

	async add(delivery: NewDelivery): Promise<void> {
		await this.#engine.write((tx) => addDelivery(tx, delivery));
	}

	async ask(delivery: NewDelivery, writing: Writing, at: Instant): Promise<void> {
		await this.#publications.publish(writing, at, async (tx) => {
			await addDelivery(tx, delivery);
			const data = { delivery: delivery.id, kind: delivery.kind };
			const event = administered('delivery.asked', `subscriber/${delivery.subscriberId}`, data, writing);
			return { result: null, event };
		});
	}

	async claim(lane: Lane, now: Instant, until: Instant, limit: number): Promise<Delivery[]> {
		return await this.#engine.write(async (tx) => {
			const isFree = and(...ofLane(lane), lte(deliveries.dueAt, now));
			const found = tx.select({ id: deliveries.id }).from(deliveries).where(isFree);
			const ids = (
				await found.orderBy(asc(deliveries.attempts), asc(deliveries.dueAt), asc(deliveries.id)).limit(limit)
			).map(({ id }) => id);
			if (ids.length === 0) return [];
			const claimed = tx.update(deliveries).set({ dueAt: until }).where(inArray(deliveries.id, ids));
			return (await claimed.returning()).map(toDelivery);
		});
	}

	async nextDue(lane: Lane): Promise<Instant | null> {
		const due = this.#engine.reader.select({ at: deliveries.dueAt }).from(deliveries);
		const [row] = await due
			.where(and(...ofLane(lane)))
			.orderBy(asc(deliveries.dueAt))
			.limit(1);
		return row?.at ?? null;
	}

	async toldOf(sources: string[], subscriberIds: string[]): Promise<Set<string>> {
		const rows = await inParts(subscriberIds, (part) => {
			const isOfIt = and(inArray(deliveries.subscriberId, part), inArray(deliveries.source, sources));
			return this.#engine.reader.select({ id: deliveries.subscriberId }).from(deliveries).where(isOfIt);
		});
		return new Set(rows.map(({ id }) => id));
	}

	async release(id: string, at: Instant): Promise<void> {
		await this.#engine.write(async (tx) => {
			await tx.update(deliveries).set({ dueAt: at }).where(eq(deliveries.id, id));
		});
	}

	async attempted(all: readonly (Attempt & { id: string })[]): Promise<void> {
		await this.#engine.write(async (tx) => {
			for (const { id, state, dueAt, status, failure, isRefusal, at } of all) {
				const ended = state === 'due' ? null : at;
				const set = { state, ...(dueAt !== null && { dueAt }), status, failure, endedAt: ended };
				const counted = {
					attempts: sql`${deliveries.attempts} + 1`,
					refusals: sql`${deliveries.refusals} + ${isRefusal ? 1 : 0}`,
				};
				await tx
					.update(deliveries)
					.set({ ...set, ...counted })
					.where(eq(deliveries.id, id));
			}
		});
	}

	async retry(id: string, writing: Writing, at: Instant): Promise<Delivery | null> {
		return this.#publications.publish(writing, at, async (tx) => {
			const isParked = and(eq(deliveries.id, id), eq(deliveries.state, 'parked'));
			const [row] = await tx.update(deliveries).set(anew(at)).where(isParked).returning();
			if (!row) return { result: null, event: null };
			return { result: toDelivery(row), event: administered('delivery.retried', `delivery/${id}`, {}, writing) };
		});
	}

	async retryAll(writing: Writing, at: Instant): Promise<number> {
		return this.#publications.publish(writing, at, async (tx) => {
			const parked = eq(deliveries.state, 'parked');
			const rows = await tx.update(deliveries).set(anew(at)).where(parked).returning({ id: deliveries.id });
			const event = administered('delivery.retried', 'delivery/parked', { count: rows.length }, writing);
			return { result: rows.length, event: rows.length === 0 ? null : event };
		});
	}

	async find(id: string): Promise<Delivery | undefined> {
		const [row] = await this.#engine.reader.select().from(deliveries).where(eq(deliveries.id, id));
		return row && toDelivery(row);
	}

	async counts(): Promise<Record<DeliveryState, number>> {
		const counted = this.#engine.reader.select({ state: deliveries.state, found: count() }).from(deliveries);
		const rows = await counted.groupBy(deliveries.state);
		return { due: 0, sent: 0, parked: 0, ...Object.fromEntries(rows.map((row) => [row.state, Number(row.found)])) };
	}

	async countsOf(source: string): Promise<{ channel: Channel; state: DeliveryState; count: number }[]> {
		const told = { channel: subscribers.channel, state: deliveries.state, count: count() };
		const rows = await this.#engine.reader
			.select(told)
			.from(deliveries)
			.innerJoin(subscribers, eq(subscribers.id, deliveries.subscriberId))
			.where(eq(deliveries.source, source))
			.groupBy(subscribers.channel, deliveries.state);
		return rows.map((row) => ({ ...row, count: Number(row.count) })) as Awaited<ReturnType<DeliveryReads['countsOf']>>;
	}

	async list(state: DeliveryState | null, limit: number): Promise<Delivery[]> {
		const rows = await this.#engine.reader
			.select()
			.from(deliveries)
			.where(state === null ? undefined : eq(deliveries.state, state))
			.orderBy(desc(deliveries.createdAt), asc(deliveries.id))
			.limit(limit);
		return rows.map(toDelivery);
	}

	async forget(before: Instant): Promise<number> {
		return await this.#engine.write(async (tx) => {
			const isOld = and(ne(deliveries.state, 'due'), lt(deliveries.endedAt, before));
			return (await tx.delete(deliveries).where(isOld).returning({ id: deliveries.id })).length;
		});
	}
}

export async function addDelivery(tx: Transaction, delivery: NewDelivery): Promise<void> {
	await tx.insert(deliveries).values(rowOf(delivery));
}

/** In the transaction of the publication; where nobody is told of anything, there is nothing to see to. */
export async function putInOutbox(tx: Transaction, number: number): Promise<void> {
	if (await isAnybodyThere(tx)) await tx.insert(outbox).values({ number });
}

export async function isAnybodyThere(tx: Transaction): Promise<boolean> {
	return (await tx.select({ id: subscribers.id }).from(subscribers).limit(1)).length > 0;
}

function rowOf(delivery: NewDelivery): typeof deliveries.$inferInsert {
	return { ...delivery, state: 'due', dueAt: delivery.createdAt };
}

/** As if it had been made now. */
function anew(at: Instant) {
	return { state: 'due', dueAt: at, attempts: 0, refusals: 0, createdAt: at, endedAt: null };
}

function toDelivery(row: typeof deliveries.$inferSelect): Delivery {
	return row as Delivery;
}

function ofLane(lane: Lane) {
	return [eq(deliveries.state, 'due'), eq(deliveries.lane, lane)];
}

/** @returns false where somebody else has gone on from there */
async function moveOn(tx: Transaction, { source, after }: Waiting, until: string | null): Promise<boolean> {
	const of = readSource(source);
	if (of.kind === 'reminder') {
		const isIt = and(
			...[eq(reminders.maintenanceId, of.maintenanceId), eq(reminders.plannedStart, of.plannedStart)],
			...[eq(reminders.beforeMillis, of.beforeMillis), eq(reminders.after, after)],
		);
		return (await tx.update(reminders).set({ after: until }).where(isIt).returning()).length > 0;
	}
	const own = and(eq(outbox.number, of.number), eq(outbox.after, after));
	const moved =
		until === null
			? await tx.delete(outbox).where(own).returning()
			: await tx.update(outbox).set({ after: until }).where(own).returning();
	return moved.length > 0;
}
