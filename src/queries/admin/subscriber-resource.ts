import { type Delivery, readSource } from '../../domain/notices/delivery.ts';
import type { Topic } from '../../domain/notices/notice.ts';
import type { Subscriber } from '../../domain/notices/subscriber.ts';
import type { Language } from '../../domain/text.ts';
import { iso, isoOrNull, type ResourceReading } from './resource.ts';

/** A subscriber as the admin API answers it, without its secret. */
export interface SubscriberResource {
	id: string;
	channel: Subscriber['channel'];
	address: string;
	topics: Topic[];
	components: string[] | null;
	subject: string | null;
	turns_only: boolean;
	language: Language | null;
	created_at: string;
	confirmed_at: string | null;
	quarantined_at: string | null;
}

export interface DeliveryResource {
	id: string;
	kind: Delivery['kind'];
	publication: number | null;
	subscriber: string;
	state: Delivery['state'];
	attempts: number;
	created_at: string;
	/** When it is tried next; null where it is not. */
	due_at: string | null;
	ended_at: string | null;
	status: number | null;
	failure: string | null;
}

/** Newest first. */
export async function subscriberResources({ stores }: ResourceReading): Promise<SubscriberResource[]> {
	return (await stores.subscribers.list()).map(subscriberResource);
}

export function subscriberResource(subscriber: Subscriber): SubscriberResource {
	const { id, channel, address, topics, components, subject, turnsOnly, language } = subscriber;
	return {
		...{ id, channel, address },
		topics: [...topics],
		components: components && [...components],
		...{ subject, turns_only: turnsOnly, language },
		created_at: iso(subscriber.createdAt),
		confirmed_at: isoOrNull(subscriber.confirmedAt),
		quarantined_at: isoOrNull(subscriber.quarantinedAt),
	};
}

/** Newest first. */
export async function deliveryResources(
	{ stores }: ResourceReading,
	state: Delivery['state'] | null,
	limit: number,
): Promise<DeliveryResource[]> {
	return (await stores.deliveries.list(state, limit)).map(deliveryResource);
}

export function deliveryResource(delivery: Delivery): DeliveryResource {
	const { id, kind, source, subscriberId, state, attempts, createdAt, dueAt, endedAt, status, failure } = delivery;
	return {
		...{ id, kind, publication: publicationIn(source), subscriber: subscriberId, state, attempts },
		created_at: iso(createdAt),
		due_at: state === 'due' ? iso(dueAt) : null,
		ended_at: isoOrNull(endedAt),
		...{ status, failure },
	};
}

function publicationIn(source: string | null): number | null {
	const of = source === null ? null : readSource(source);
	return of?.kind === 'publication' ? of.number : null;
}
