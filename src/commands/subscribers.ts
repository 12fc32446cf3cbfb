import type { Site } from '../content/site.ts';
import { allow } from '../domain/actor.ts';
import { DomainError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import type { Delivery } from '../domain/notices/delivery.ts';
import { hears, type Subscriber } from '../domain/notices/subscriber.ts';
import type { Writing } from '../domain/publication.ts';
import type { NewSubscriber } from '../inputs/subscriber.ts';
import type { Stores } from '../stores/stores.ts';
import { deliveryTo, digestOfAddress, newSecret, subscriberFrom } from './new-subscriber.ts';

/**
 * Its receiver is asked first: it hears of nothing until it has answered, unless whoever runs the site says that it wants to.
 *
 * @returns with the secret: this is the only time that anybody sees it
 * @param site hosts that may be private (`monitoring.allow_private`)
 * @param isConfirmed has its receiver said so elsewhere?
 * @throws DomainError `invalid` for a private host, and for a component that there isn't; `conflict` for an address whose owner had it taken off, and for one of people that is known
 */
export async function addSubscriber(
	stores: Pick<Stores, 'subscribers' | 'components' | 'incidents' | 'maintenances'>,
	site: Pick<Site, 'monitoring' | 'languages'>,
	wanted: NewSubscriber,
	writing: Writing,
	now: Instant,
	isConfirmed = false,
): Promise<Subscriber> {
	allow(writing.by, 'admin');
	if (await stores.subscribers.hasDeparted(digestOfAddress(wanted)))
		throw new DomainError(
			'conflict',
			'Its owner had this address taken off: only they can ask for it again, on /subscribe',
		);
	const asked = await subscriberFrom(stores, site, wanted, now);
	const subscriber = isConfirmed ? { ...asked, confirmedAt: now } : asked;
	const challenge = isConfirmed ? null : deliveryTo(asked, 'challenge', now);
	if (wanted.channel === 'webhook') await stores.subscribers.add(subscriber, challenge, writing);
	else if (!(await stores.subscribers.addUnlessKnown(subscriber, challenge, writing)))
		throw new DomainError('conflict', 'This address is told of that already, or was asked whether it wants to be');
	return subscriber;
}

/** @throws DomainError `not_found` */
export async function removeSubscriber(
	stores: Pick<Stores, 'subscribers'>,
	id: string,
	writing: Writing,
	now: Instant,
): Promise<void> {
	allow(writing.by, 'admin');
	if (!(await stores.subscribers.remove(id, writing, now))) throw unknown(id);
}

/** @returns the new secret, which nobody sees again; the one before is good for a day @throws DomainError `not_found` */
export async function rotateSecret(
	stores: Pick<Stores, 'subscribers'>,
	id: string,
	writing: Writing,
	now: Instant,
): Promise<string> {
	allow(writing.by, 'admin');
	const secret = newSecret();
	if (!(await stores.subscribers.rotate(id, secret, writing, now))) throw unknown(id);
	return secret;
}

/** Sends something, to see whether it arrives; to one that never confirmed, or is given up, the question whether it wants to hear. @throws DomainError `not_found` */
export async function sendTest(
	stores: Pick<Stores, 'subscribers' | 'deliveries'>,
	id: string,
	writing: Writing,
	now: Instant,
): Promise<Delivery> {
	allow(writing.by, 'admin');
	const subscriber = await stores.subscribers.find(id);
	if (!subscriber) throw unknown(id);
	const delivery = deliveryTo(subscriber, hears(subscriber) ? 'test' : 'challenge', now);
	await stores.deliveries.ask(delivery, writing, now);
	return (await stores.deliveries.find(delivery.id)) as Delivery;
}

/** Before somebody takes the addresses of all of them along, the ledger has by whom. @param count how many */
export async function noteDownload(
	stores: Pick<Stores, 'subscribers'>,
	count: number,
	writing: Writing,
	now: Instant,
): Promise<void> {
	allow(writing.by, 'admin');
	await stores.subscribers.noteDownload(count, writing, now);
}

/** Tries a parked one anew, for a day. @throws DomainError `not_found`, `conflict` where it is not parked */
export async function retryDelivery(
	stores: Pick<Stores, 'deliveries'>,
	id: string,
	writing: Writing,
	now: Instant,
): Promise<Delivery> {
	allow(writing.by, 'admin');
	const again = await stores.deliveries.retry(id, writing, now);
	if (again) return again;
	const found = await stores.deliveries.find(id);
	if (found) throw new DomainError('conflict', `The delivery ${id} is not parked: it is ${found.state}`);
	throw new DomainError('not_found', `There is no delivery ${id}`);
}

/** Tries all that were given up anew, for a day. @returns how many */
export async function retryAllDeliveries(
	stores: Pick<Stores, 'deliveries'>,
	writing: Writing,
	now: Instant,
): Promise<number> {
	allow(writing.by, 'admin');
	return stores.deliveries.retryAll(writing, now);
}

function unknown(id: string): DomainError {
	return new DomainError('not_found', `There is no subscriber ${id}`);
}
