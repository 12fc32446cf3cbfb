import { randomBytes } from 'node:crypto';
import type { Site } from '../content/site.ts';
import { type Actor, allow } from '../domain/actor.ts';
import { knownComponent } from '../domain/component.ts';
import { DomainError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import type { Delivery, DeliveryKind } from '../domain/notices/delivery.ts';
import type { Wish } from '../domain/notices/notice.ts';
import type { Subscriber } from '../domain/notices/subscriber.ts';
import { invalid } from '../domain/refusal.ts';
import { isAllowed, isPrivateHost } from '../domain/watch/public-address.ts';
import type { NewDelivery, Stores } from '../stores/stores.ts';
import { newId } from './new-id.ts';

interface NewSubscriber extends Wish {
	channel: Subscriber['channel'];
	address: string;
}

/**
 * Its receiver is asked first: it hears of nothing until it has answered.
 *
 * @returns with the secret: this is the only time that anybody sees it
 * @param site hosts that may be private (`monitoring.allow_private`)
 * @throws DomainError `invalid` for a private host, and for a component that there isn't
 */
export async function addSubscriber(
	stores: Pick<Stores, 'subscribers' | 'components'>,
	{ monitoring }: Pick<Site, 'monitoring'>,
	wanted: NewSubscriber,
	by: Actor,
	now: Instant,
): Promise<Subscriber> {
	allow(by, 'admin');
	const { hostname } = new URL(wanted.address);
	if (isPrivateHost(hostname) && !isAllowed(hostname, monitoring.allow_private))
		throw invalid('/address', 'Expected a public host, or one that site.yaml has under monitoring.allow_private');
	const components = await currentSlugs(stores, wanted.components);
	const id = newId();
	const state = { createdAt: now, confirmedAt: null, secret: newSecret(), former: null };
	const subscriber = { ...wanted, components, id, ...state };
	await stores.subscribers.add(subscriber, deliveryTo(id, 'challenge', now));
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

/** Sends something, to see whether it arrives; before it was confirmed, the challenge again. @throws DomainError `not_found` */
export async function sendTest(
	stores: Pick<Stores, 'subscribers' | 'deliveries'>,
	id: string,
	by: Actor,
	now: Instant,
): Promise<Delivery> {
	allow(by, 'admin');
	const subscriber = await stores.subscribers.find(id);
	if (!subscriber) throw unknown(id);
	const delivery = deliveryTo(id, subscriber.confirmedAt === null ? 'challenge' : 'test', now);
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

/** 256 bits of randomness, as Standard Webhooks writes them. */
function newSecret(): string {
	return `whsec_${randomBytes(32).toString('base64')}`;
}

function deliveryTo(subscriberId: string, kind: DeliveryKind, createdAt: Instant): NewDelivery {
	return { id: newId(), kind, number: null, subscriberId, createdAt };
}

async function currentSlugs(
	{ components }: Pick<Stores, 'components'>,
	wanted: readonly string[] | null,
): Promise<string[] | null> {
	if (wanted === null) return null;
	const catalogue = await components.catalogue();
	return wanted.map((slug, index) => {
		const component = knownComponent(catalogue, slug);
		if (!component) throw invalid(`/components/${index}`, `There is no component "${slug}"`);
		return component.slug;
	});
}

function unknown(id: string): DomainError {
	return new DomainError('not_found', `There is no subscriber ${id}`);
}
