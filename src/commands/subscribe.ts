import type { Site } from '../content/site.ts';
import { machine } from '../domain/actor.ts';
import { DomainError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import { isGood, type Purpose, subscriberIn } from '../domain/notices/signed-link.ts';
import type { Subscriber } from '../domain/notices/subscriber.ts';
import type { NewSubscriber, Preferences } from '../inputs/subscriber.ts';
import type { Stores } from '../stores/stores.ts';
import {
	currentSlugs,
	deliveryTo,
	digestOfAddress,
	newSecret,
	refuseLanguage,
	refusePrivate,
	subscriberFrom,
} from './new-subscriber.ts';

/** What somebody wants for themselves is no act of who runs the site, and stands in no ledger. */
const ownWish = { by: machine };

/**
 * Anybody may ask that an address be told. Its owner is asked, and hears of nothing else until the answer. Whether the
 * address was known is not to be seen from what happens, nor from how long it takes.
 *
 * @returns a webhook with its secret, which is seen only now; null for people, who get a message there
 * @param isLeftInPeace has the address of this digest been asked often enough?
 * @throws DomainError `invalid`
 */
export async function subscribe(
	stores: Pick<Stores, 'subscribers' | 'components' | 'incidents' | 'maintenances'>,
	site: Pick<Site, 'monitoring' | 'languages'>,
	wanted: NewSubscriber,
	now: Instant,
	isLeftInPeace: (digest: string) => Promise<boolean> = async () => false,
): Promise<Subscriber | null> {
	refusePrivate(wanted, site.monitoring.allow_private, 'nobody');
	const subscriber = await subscriberFrom(stores, site, wanted, now);
	// Whoever was written to often enough today is left in peace; nobody sees that from here.
	if (await isLeftInPeace(digestOfAddress(subscriber))) return null;
	const challenge = deliveryTo(subscriber, 'challenge', now);
	if (subscriber.channel === 'webhook') {
		await stores.subscribers.add(subscriber, challenge, ownWish);
		return subscriber;
	}
	await stores.subscribers.ask(subscriber, challenge, deliveryTo(subscriber, 'preferences', now));
	return null;
}

/** Whose link it is. @throws DomainError `not_found` where it is none of ours, too old, or of somebody who has gone */
export async function ownerOf(
	{ subscribers }: Pick<Stores, 'subscribers'>,
	token: string,
	purpose: Purpose,
	now: Instant,
): Promise<Subscriber> {
	const id = subscriberIn(token);
	const subscriber = id === null ? undefined : await subscribers.find(id);
	if (!subscriber || !isGood(token, subscriber, purpose, now))
		throw new DomainError('not_found', 'This link is not good any more');
	return subscriber;
}

/** @throws DomainError `not_found` */
export async function confirmSubscription(
	stores: Pick<Stores, 'subscribers'>,
	token: string,
	now: Instant,
): Promise<Subscriber> {
	const subscriber = await ownerOf(stores, token, 'confirm', now);
	await stores.subscribers.confirm(subscriber.id, now);
	return subscriber;
}

/** @throws DomainError `not_found`, `invalid` */
export async function changePreferences(
	stores: Pick<Stores, 'subscribers' | 'components'>,
	{ languages }: Pick<Site, 'languages'>,
	token: string,
	wish: Preferences,
	now: Instant,
): Promise<void> {
	const subscriber = await ownerOf(stores, token, 'preferences', now);
	refuseLanguage(wish.language, languages);
	const components = await currentSlugs(stores, wish.components);
	await stores.subscribers.prefer(subscriber.id, { ...wish, components });
}

/** The address goes, whatever it was told; a digest of it stays, so that no list brings it back. @throws DomainError `not_found` */
export async function unsubscribe(
	stores: Pick<Stores, 'subscribers'>,
	token: string,
	purpose: 'unsubscribe' | 'preferences',
	now: Instant,
): Promise<void> {
	const subscriber = await ownerOf(stores, token, purpose, now);
	await stores.subscribers.depart(subscriber, digestOfAddress(subscriber), now);
}

/** Sends something to see whether it arrives; before it was confirmed, the challenge again. @throws DomainError `not_found` */
export async function testOwn(
	stores: Pick<Stores, 'subscribers' | 'deliveries'>,
	token: string,
	now: Instant,
	isLeftInPeace: (digest: string) => Promise<boolean>,
): Promise<void> {
	const subscriber = await ownerOf(stores, token, 'preferences', now);
	if (await isLeftInPeace(digestOfAddress(subscriber))) return;
	const kind = subscriber.confirmedAt === null ? 'challenge' : 'test';
	await stores.deliveries.add(deliveryTo(subscriber, kind, now));
}

/** @returns the new secret: links that were signed with the one before are good no more @throws DomainError `not_found` */
export async function rotateOwn(stores: Pick<Stores, 'subscribers'>, token: string, now: Instant): Promise<Subscriber> {
	const subscriber = await ownerOf(stores, token, 'preferences', now);
	const secret = newSecret();
	await stores.subscribers.rotate(subscriber.id, secret, ownWish, now);
	return { ...subscriber, secret };
}
