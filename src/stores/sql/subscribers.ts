import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, lt } from 'drizzle-orm';
import { deliveries, departedAddresses, subscribers } from '../../../db/schema.ts';
import type { Instant } from '../../domain/instant.ts';
import { BOTH_VALID, type Channel, hears, type Subscriber } from '../../domain/notices/subscriber.ts';
import type { Writing } from '../../domain/publication.ts';
import type { Engine, Transaction } from '../engine.ts';
import type { NewDelivery, Preferences, SubscriberReads, SubscriberWrites } from '../stores.ts';
import { administered } from './administered.ts';
import { addDelivery } from './deliveries.ts';
import { partsOf } from './in-parts.ts';
import type { Publications } from './publications.ts';

export class SubscriberStore implements SubscriberReads, SubscriberWrites {
	#engine: Engine;
	#publications: Publications;

	constructor(engine: Engine, publications: Publications) {
		this.#engine = engine;
		this.#publications = publications;
	}

	async add(subscriber: Subscriber, challenge: NewDelivery | null, writing: Writing): Promise<void> {
		await this.#publications.publish(writing, subscriber.createdAt, async (tx) => {
			await insert(tx, { subscriber, challenge });
			return { result: null, event: added(subscriber, writing) };
		});
	}

	async addUnlessKnown(subscriber: Subscriber, challenge: NewDelivery | null, writing: Writing): Promise<boolean> {
		return this.#publications.publish(writing, subscriber.createdAt, async (tx) => {
			if (await isKnown(tx, subscriber)) return { result: false, event: null };
			await insert(tx, { subscriber, challenge });
			return { result: true, event: added(subscriber, writing) };
		});
	}

	async addAll(all: readonly Addition[], writing: Writing, at: Instant): Promise<number> {
		return this.#publications.publish(writing, at, async (tx) => {
			let count = 0;
			for (const one of all) {
				if (await isKnown(tx, one.subscriber)) continue;
				await insert(tx, one);
				count += 1;
			}
			const event = administered('subscriber.imported', 'subscriber/list', { count }, writing);
			return { result: count, event: count === 0 ? null : event };
		});
	}

	async ask(subscriber: Subscriber, first: NewDelivery, again: NewDelivery): Promise<void> {
		await this.#engine.write(async (tx) => {
			const [known] = await tx.select().from(subscribers).where(sameAs(subscriber)).limit(1);
			if (!known) await tx.insert(subscribers).values(rowOf(subscriber));
			const isHeard = known !== undefined && hears(known);
			const isNew = known !== undefined && known.confirmedAt === null;
			if (isNew) await tx.update(subscribers).set(wishOf(subscriber)).where(eq(subscribers.id, known.id));
			await addDelivery(tx, { ...(isHeard ? again : first), subscriberId: known?.id ?? subscriber.id });
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

	async after(id: string, limit: number): Promise<Subscriber[]> {
		const rows = this.#engine.reader.select().from(subscribers).where(gt(subscribers.id, id));
		return (await rows.orderBy(asc(subscribers.id)).limit(limit)).map(toSubscriber);
	}

	async hearingAfter(id: string, limit: number): Promise<Subscriber[]> {
		const rows = this.#engine.reader
			.select()
			.from(subscribers)
			.where(and(gt(subscribers.id, id), hearing));
		return (await rows.orderBy(asc(subscribers.id)).limit(limit)).map(toSubscriber);
	}

	async hearingByChannel(): Promise<ReadonlyMap<Channel, number>> {
		const counted = this.#engine.reader.select({ channel: subscribers.channel, hearing: count() }).from(subscribers);
		const rows = await counted.where(hearing).groupBy(subscribers.channel);
		return new Map(rows.map((row) => [row.channel as Channel, Number(row.hearing)]));
	}

	async withAddress(channel: Subscriber['channel'], address: string): Promise<Subscriber[]> {
		const own = and(eq(subscribers.channel, channel), eq(subscribers.address, address));
		return (await this.#engine.reader.select().from(subscribers).where(own)).map(toSubscriber);
	}

	async hasDeparted(sha256: string): Promise<boolean> {
		const found = this.#engine.reader.select().from(departedAddresses);
		return (await found.where(eq(departedAddresses.sha256, sha256))).length > 0;
	}

	async confirm(id: string, at: Instant): Promise<void> {
		await this.#engine.write(async (tx) => {
			const [row] = await tx.select().from(subscribers).where(eq(subscribers.id, id));
			const set = { confirmedAt: row?.confirmedAt ?? at, quarantinedAt: null };
			if (row) await tx.update(subscribers).set(set).where(eq(subscribers.id, id));
		});
	}

	async prefer(id: string, wish: Preferences): Promise<boolean> {
		return await this.#engine.write(async (tx) => {
			const changed = tx.update(subscribers).set(wishOf(wish)).where(eq(subscribers.id, id));
			return (await changed.returning({ id: subscribers.id })).length > 0;
		});
	}

	async quarantine(id: string, at: Instant): Promise<void> {
		const isDue = and(eq(deliveries.subscriberId, id), eq(deliveries.state, 'due'));
		await this.#engine.write(async (tx) => {
			await tx.update(subscribers).set({ quarantinedAt: at }).where(eq(subscribers.id, id));
			const failure = 'its address was refused again and again, and is given up';
			await tx.update(deliveries).set({ state: 'parked', endedAt: at, failure }).where(isDue);
		});
	}

	async rotate(id: string, secret: string, writing: Writing, at: Instant): Promise<boolean> {
		return this.#publications.publish(writing, at, async (tx) => {
			const [row] = await tx.select().from(subscribers).where(eq(subscribers.id, id));
			if (!row) return { result: false, event: null };
			const set = { secret, formerSecret: row.secret, formerUntil: at + BOTH_VALID };
			await tx.update(subscribers).set(set).where(eq(subscribers.id, id));
			return { result: true, event: administered('subscriber.secret_renewed', `subscriber/${id}`, {}, writing) };
		});
	}

	async noteDownload(count: number, writing: Writing, at: Instant): Promise<void> {
		await this.#publications.publish(writing, at, async () => {
			return { result: null, event: administered('subscriber.downloaded', 'subscriber/list', { count }, writing) };
		});
	}

	async remove(id: string, writing: Writing, at: Instant): Promise<boolean> {
		return this.#publications.publish(writing, at, async (tx) => {
			const wasThere = (await removeAll(tx, [id])) > 0;
			const event = wasThere ? administered('subscriber.removed', `subscriber/${id}`, {}, writing) : null;
			return { result: wasThere, event };
		});
	}

	async noteDeparted(sha256: string, at: Instant): Promise<void> {
		await this.#engine.write(async (tx) => {
			await tx.insert(departedAddresses).values({ sha256, at }).onConflictDoNothing();
		});
	}

	async depart(
		{ channel, address }: Pick<Subscriber, 'channel' | 'address'>,
		sha256: string,
		at: Instant,
	): Promise<void> {
		const own = and(eq(subscribers.channel, channel), eq(subscribers.address, address));
		await this.#engine.write(async (tx) => {
			const all = await tx.select({ id: subscribers.id }).from(subscribers).where(own);
			for (const part of partsOf(all.map(({ id }) => id))) await removeAll(tx, part);
			await tx.insert(departedAddresses).values({ sha256, at }).onConflictDoNothing();
		});
	}

	async forgetUnconfirmed(before: Instant): Promise<void> {
		const isStale = and(isNull(subscribers.confirmedAt), lt(subscribers.createdAt, before));
		await this.#engine.write(async (tx) => {
			const stale = await tx.select({ id: subscribers.id }).from(subscribers).where(isStale);
			for (const part of partsOf(stale.map(({ id }) => id))) await removeAll(tx, part);
		});
	}
}

interface Addition {
	subscriber: Subscriber;
	challenge: NewDelivery | null;
}

async function isKnown(tx: Transaction, subscriber: Subscriber): Promise<boolean> {
	return (await tx.select({ id: subscribers.id }).from(subscribers).where(sameAs(subscriber)).limit(1)).length > 0;
}

async function insert(tx: Transaction, { subscriber, challenge }: Addition): Promise<void> {
	await tx.insert(subscribers).values(rowOf(subscriber));
	if (challenge) await addDelivery(tx, challenge);
}

function added({ id, channel }: Subscriber, writing: Writing) {
	return administered('subscriber.added', `subscriber/${id}`, { channel }, writing);
}

const hearing = and(isNotNull(subscribers.confirmedAt), isNull(subscribers.quarantinedAt));

function sameAs({ channel, address, subject }: Subscriber) {
	return and(
		...[eq(subscribers.address, address), eq(subscribers.channel, channel)],
		subject === null ? isNull(subscribers.subject) : eq(subscribers.subject, subject),
	);
}

async function removeAll(tx: Transaction, ids: string[]): Promise<number> {
	await tx.delete(deliveries).where(inArray(deliveries.subscriberId, ids));
	return (await tx.delete(subscribers).where(inArray(subscribers.id, ids)).returning({ id: subscribers.id })).length;
}

function rowOf(subscriber: Subscriber): typeof subscribers.$inferInsert {
	const { former, topics: _, components: __, ...facts } = subscriber;
	return {
		...facts,
		...wishOf(subscriber),
		formerSecret: former?.secret ?? null,
		formerUntil: former?.until ?? null,
	};
}

function wishOf({ topics, components, turnsOnly, language }: Preferences) {
	return {
		topics: JSON.stringify(topics),
		components: components && JSON.stringify(components),
		...{ turnsOnly, language },
	};
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
