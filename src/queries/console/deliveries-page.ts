import { type Delivery, type DeliveryState, readSource } from '../../domain/notices/delivery.ts';
import type { Channel } from '../../domain/notices/subscriber.ts';
import type { Reading } from '../shared/reading.ts';

const SHOWN = 100;

/** One message that did not arrive, or not yet, and to whom. */
export interface DeliveryRow
	extends Pick<
		Delivery,
		'id' | 'kind' | 'state' | 'attempts' | 'createdAt' | 'dueAt' | 'endedAt' | 'status' | 'failure'
	> {
	/** The number of what it tells of; null where that is no publication. */
	publication: number | null;
	channel: Channel;
	address: string;
}

export interface DeliveriesPage {
	counts: Readonly<Record<DeliveryState, number>>;
	/** Given up: the newest hundred. */
	parked: DeliveryRow[];
	/** Tried, and not arrived yet: of the newest hundred that are due. */
	failing: DeliveryRow[];
}

/** What waits for somebody first. */
export async function deliveriesPage({ stores }: Reading): Promise<DeliveriesPage> {
	const due = await stores.deliveries.list('due', SHOWN);
	return {
		counts: await stores.deliveries.counts(),
		parked: await rowsOf(stores, await stores.deliveries.list('parked', SHOWN)),
		failing: await rowsOf(
			stores,
			due.filter(({ attempts }) => attempts > 0),
		),
	};
}

async function rowsOf({ subscribers }: Reading['stores'], all: readonly Delivery[]): Promise<DeliveryRow[]> {
	const found = await Promise.all(
		all.map(async (one): Promise<DeliveryRow[]> => {
			const owner = await subscribers.find(one.subscriberId);
			if (!owner) return [];
			return [{ ...one, publication: publicationIn(one), channel: owner.channel, address: owner.address }];
		}),
	);
	return found.flat();
}

function publicationIn({ source }: Delivery): number | null {
	const of = source === null ? null : readSource(source);
	return of?.kind === 'publication' ? of.number : null;
}
