import { and, asc, desc, eq, gt, isNotNull, isNull } from 'drizzle-orm';
import { deliveries, subscribers } from '../../../db/schema.ts';
import type { Instant } from '../../domain/instant.ts';
import { BOTH_VALID, type Subscriber } from '../../domain/notices/subscriber.ts';
import type { Engine } from '../engine.ts';
import type { NewDelivery, SubscriberReads, SubscriberWrites } from '../stores.ts';
import { addDelivery } from './deliveries.ts';

export class SubscriberStore implements SubscriberReads, SubscriberWrites {
	#engine: Engine;

	constructor(engine: Engine) {
		this.#engine = engine;
	}

	async add(subscriber: Subscriber, challenge: NewDelivery): Promise<void> {
		const { former, topics, components, ...facts } = subscriber;
		await this.#engine.write(async (tx) => {
			await tx.insert(subscribers).values({
				...facts,
				topics: JSON.stringify(topics),
				components: components && JSON.stringify(components),
				formerSecret: former?.secret ?? null,
				formerUntil: former?.until ?? null,
			});
			await addDelivery(tx, challenge);
		});
	}

	async find(id: string): Promise<Subscriber | undefined> {
		const [row] = await this.#engine.reader.select().from(subscribers).where(eq(subscribers.id, id));
		return row && toSubscriber(row);
	}

	async list(): Promise<Subscriber[]> {
		const rows = this.#engine.reader.select().from(subscribers);
		return (await rows.orderBy(desc(subscribers.createdAt), asc(subscribers.id))).map(toSubscriber);
	}

	async confirmedAfter(id: string, limit: number): Promise<Subscriber[]> {
		const rows = await this.#engine.reader
			.select()
			.from(subscribers)
			.where(and(gt(subscribers.id, id), isNotNull(subscribers.confirmedAt)))
			.orderBy(asc(subscribers.id))
			.limit(limit);
		return rows.map(toSubscriber);
	}

	async confirm(id: string, at: Instant): Promise<void> {
		const unconfirmed = and(eq(subscribers.id, id), isNull(subscribers.confirmedAt));
		await this.#engine.write(async (tx) => {
			await tx.update(subscribers).set({ confirmedAt: at }).where(unconfirmed);
		});
	}

	async rotate(id: string, secret: string, at: Instant): Promise<boolean> {
		return await this.#engine.write(async (tx) => {
			const [row] = await tx.select().from(subscribers).where(eq(subscribers.id, id));
			if (!row) return false;
			const set = { secret, formerSecret: row.secret, formerUntil: at + BOTH_VALID };
			await tx.update(subscribers).set(set).where(eq(subscribers.id, id));
			return true;
		});
	}

	async remove(id: string): Promise<boolean> {
		return await this.#engine.write(async (tx) => {
			await tx.delete(deliveries).where(eq(deliveries.subscriberId, id));
			const gone = await tx.delete(subscribers).where(eq(subscribers.id, id)).returning({ id: subscribers.id });
			return gone.length > 0;
		});
	}
}

function toSubscriber(row: typeof subscribers.$inferSelect): Subscriber {
	const { topics, components, formerSecret, formerUntil, ...facts } = row;
	const former = formerSecret === null || formerUntil === null ? null : { secret: formerSecret, until: formerUntil };
	return {
		...facts,
		topics: JSON.parse(topics),
		components: components && JSON.parse(components),
		former,
	} as Subscriber;
}
