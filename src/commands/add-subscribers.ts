import type { Site } from '../content/site.ts';
import { allow } from '../domain/actor.ts';
import { DomainError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import type { Subscriber } from '../domain/notices/subscriber.ts';
import type { Writing } from '../domain/publication.ts';
import type { NewSubscriber } from '../inputs/subscriber.ts';
import type { NewDelivery, Stores } from '../stores/stores.ts';
import { deliveryTo, digestOfAddress, subscriberFrom } from './new-subscriber.ts';

/** What became of a list. */
export interface Added {
	added: number;
	/** They stay as they are. */
	known: number;
	/** Their owners had these addresses taken off once: only they can bring them back. */
	departed: number;
}

/**
 * Adds a list of them, all or none. Each is asked whether it wants to hear, unless whoever runs the site says of it that it does.
 *
 * @throws DomainError `invalid` that names the first that is wrong, by its line and column in the list
 */
export async function addSubscribers(
	stores: Pick<Stores, 'subscribers' | 'components' | 'incidents' | 'maintenances'>,
	site: Pick<Site, 'monitoring' | 'languages'>,
	wanted: readonly (NewSubscriber & { isConfirmed: boolean; line: number })[],
	writing: Writing,
	now: Instant,
): Promise<Added> {
	allow(writing.by, 'admin');
	const added: { subscriber: Subscriber; challenge: NewDelivery | null }[] = [];
	let departed = 0;
	for (const { isConfirmed, line, ...one } of wanted) {
		if (await stores.subscribers.hasDeparted(digestOfAddress(one))) departed += 1;
		else {
			const subscriber = await placed(line, () => subscriberFrom(stores, site, one, now));
			const challenge = isConfirmed ? null : deliveryTo(subscriber, 'challenge', now);
			added.push({ subscriber: { ...subscriber, confirmedAt: isConfirmed ? now : null }, challenge });
		}
	}
	const count = await stores.subscribers.addAll(added, writing, now);
	return { added: count, known: added.length - count, departed };
}

async function placed<T>(line: number, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof DomainError)) throw error;
		const flaws = error.flaws.map(({ pointer, detail }) => ({
			pointer: '/list',
			detail: `line ${line}: column "${pointer.split('/')[1]}": ${detail}`,
		}));
		throw new DomainError(error.code, `Line ${line}: ${error.message}`, flaws);
	}
}
