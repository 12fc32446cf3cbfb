import type { Site } from '../content/site.ts';
import { type Actor, allow } from '../domain/actor.ts';
import { DomainError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import type { Delivery } from '../domain/notices/delivery.ts';
import { hears, type Subscriber } from '../domain/notices/subscriber.ts';
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
	by: Actor,
	now: Instant,
	isConfirmed = false,
): Promise<Subscriber> {
	allow(by, 'admin');
	if (await stores.subscribers.hasDeparted(digestOfAddress(wanted)))
		throw new DomainError(
			'conflict',
			'Its owner had this address taken off: only they can ask for it again, on /subscribe',
		);
	const asked = await subscriberFrom(stores, site, wanted, now);
	const subscriber = isConfirmed ? { ...asked, confirmedAt: now } : asked;
	const challenge = isConfirmed ? null : deliveryTo(asked, 'challenge', now);
	if (wanted.channel === 'webhook') await stores.subscribers.add(subscriber, challenge);
	else if ((await stores.subscribers.addAll([{ subscriber, challenge }])) === 0)
		throw new DomainError('conflict', 'This address is told of that already, or was asked whether it wants to be');
	return subscriber;
}

/** @throws DomainError `not_found` */
export async function removeSubscriber(stores: Pick<Stores, 'subscribers'>, id: string, by: Actor): Promise<void> {
	allow(by, 'admin');
	if (!(await stores.subscribers.remove(id))) throw unknown(id);
}

/** @returns the new secret, which nobody sees again; the one before is good for a day @throws DomainError `not_found` */
export async function rotateSecret(
	stores: Pick<Stores, 'subscribers'>,
	id: string,
	by: Actor,
	now: Instant,
): Promise<string> {
	allow(by, 'admin');
	const secret = newSecret();
	if (!(await stores.subscribers.rotate(id, secret, now))) throw unknown(id);
	return secret;
}

/** Sends something, to see whether it arrives; to one that never confirmed, or is given up, the question whether it wants to hear. @throws DomainError `not_found` */
export async function sendTest(
	stores: Pick<Stores, 'subscribers' | 'deliveries'>,
	id: string,
	by: Actor,
	now: Instant,
): Promise<Delivery> {
	allow(by, 'admin');
	const subscriber = await stores.subscribers.find(id);
	if (!subscriber) throw unknown(id);
	const delivery = deliveryTo(subscriber, hears(subscriber) ? 'test' : 'challenge', now);
	await stores.deliveries.add(delivery);
	return (await stores.deliveries.find(delivery.id)) as Delivery;
}

/** Tries a parked one anew, for a day. @throws DomainError `not_found`, `conflict` where it is not parked */
export async function retryDelivery(
	stores: Pick<Stores, 'deliveries'>,
	id: string,
	by: Actor,
	now: Instant,
): Promise<Delivery> {
	allow(by, 'admin');
	const again = await stores.deliveries.retry(id, now);
	if (again) return again;
	const found = await stores.deliveries.find(id);
	if (found) throw new DomainError('conflict', `The delivery ${id} is not parked: it is ${found.state}`);
	throw new DomainError('not_found', `There is no delivery ${id}`);
}

/** Tries all that were given up anew, for a day. @returns how many */
export async function retryAllDeliveries(stores: Pick<Stores, 'deliveries'>, by: Actor, now: Instant): Promise<number> {
	allow(by, 'admin');
	return stores.deliveries.retryAll(now);
}

function unknown(id: string): DomainError {
	return new DomainError('not_found', `There is no subscriber ${id}`);
}
