import { and, asc, desc, eq, inArray, lt, lte, ne, sql } from 'drizzle-orm';
import { deliveries, outbox, subscribers } from '../../../db/schema.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Delivery, DeliveryState } from '../../domain/notices/delivery.ts';
import type { Engine, Transaction } from '../engine.ts';
import type { Attempt, DeliveryReads, DeliveryWrites, NewDelivery, Waiting } from '../stores.ts';
import { laterOf } from './expressions.ts';
import { partsOf } from './in-parts.ts';

export class DeliveryStore implements DeliveryReads, DeliveryWrites {
	#engine: Engine;

	constructor(engine: Engine) {
		this.#engine = engine;
	}

	async waiting(): Promise<Waiting | null> {
		const [row] = await this.#engine.reader.select().from(outbox).orderBy(asc(outbox.number)).limit(1);
		return row ?? null;
	}

	async make({ number, after }: Waiting, made: NewDelivery[], until: string | null): Promise<void> {
		await this.#engine.write(async (tx) => {
			// Another process may have seen to them meanwhile.
			const own = and(eq(outbox.number, number), eq(outbox.after, after));
			const taken =
				until === null
					? await tx.delete(outbox).where(own).returning()
					: await tx.update(outbox).set({ after: until }).where(own).returning();
			if (taken.length === 0) return;
			for (const part of partsOf(made)) await tx.insert(deliveries).values(part.map(rowOf));
		});
	}

	async add(delivery: NewDelivery): Promise<void> {
		await this.#engine.write((tx) => addDelivery(tx, delivery));
	}

	async claim(now: Instant, until: Instant, limit: number): Promise<Delivery[]> {
		return await this.#engine.write(async (tx) => {
			const isFree = and(eq(deliveries.state, 'due'), lte(deliveries.dueAt, now), lt(deliveries.claimedUntil, now));
			const found = tx.select({ id: deliveries.id }).from(deliveries).where(isFree);
			const ids = (
				await found.orderBy(asc(deliveries.attempts), asc(deliveries.dueAt), asc(deliveries.id)).limit(limit)
			).map(({ id }) => id);
			if (ids.length === 0) return [];
			const claimed = tx.update(deliveries).set({ claimedUntil: until }).where(inArray(deliveries.id, ids));
			return (await claimed.returning()).map(toDelivery);
		});
	}

	async nextDue(): Promise<Instant | null> {
		const free = sql<Instant | null>`min(${laterOf(deliveries.dueAt, deliveries.claimedUntil)})`;
		const [row] = await this.#engine.reader.select({ free }).from(deliveries).where(eq(deliveries.state, 'due'));
		return row?.free ?? null;
	}

	async release(id: string): Promise<void> {
		await this.#engine.write(async (tx) => {
			await tx.update(deliveries).set({ claimedUntil: 0 }).where(eq(deliveries.id, id));
		});
	}

	async attempted(id: string, { state, dueAt, status, failure, at }: Attempt): Promise<void> {
		await this.#engine.write(async (tx) => {
			const [row] = await tx.select().from(deliveries).where(eq(deliveries.id, id));
			// Its subscriber may have gone meanwhile.
			if (!row) return;
			const ended = state === 'due' ? null : at;
			const set = { state, dueAt: dueAt ?? row.dueAt, status, failure, attempts: row.attempts + 1, endedAt: ended };
			await tx
				.update(deliveries)
				.set({ ...set, claimedUntil: 0 })
				.where(eq(deliveries.id, id));
		});
	}

	async retry(id: string, at: Instant): Promise<Delivery | null> {
		return await this.#engine.write(async (tx) => {
			const isParked = and(eq(deliveries.id, id), eq(deliveries.state, 'parked'));
			const again = { state: 'due', dueAt: at, attempts: 0, createdAt: at, endedAt: null };
			const [row] = await tx.update(deliveries).set(again).where(isParked).returning();
			return row ? toDelivery(row) : null;
		});
	}

	async find(id: string): Promise<Delivery | undefined> {
		const [row] = await this.#engine.reader.select().from(deliveries).where(eq(deliveries.id, id));
		return row && toDelivery(row);
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
	const [anybody] = await tx.select({ id: subscribers.id }).from(subscribers).limit(1);
	if (anybody) await tx.insert(outbox).values({ number });
}

function rowOf(delivery: NewDelivery): typeof deliveries.$inferInsert {
	return { ...delivery, state: 'due', dueAt: delivery.createdAt };
}

function toDelivery({ claimedUntil: _, ...row }: typeof deliveries.$inferSelect): Delivery {
	return row as Delivery;
}
