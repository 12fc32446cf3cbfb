import { createHash, randomBytes } from 'node:crypto';
import type { Site } from '../content/site.ts';
import { knownComponent } from '../domain/component.ts';
import type { Instant } from '../domain/instant.ts';
import type { DeliveryKind } from '../domain/notices/delivery.ts';
import { laneOf, type Subscriber } from '../domain/notices/subscriber.ts';
import { invalid } from '../domain/refusal.ts';
import { isAllowed, isPrivateHost } from '../domain/watch/public-address.ts';
import type { NewSubscriber } from '../inputs/subscriber.ts';
import type { NewDelivery, Stores } from '../stores/stores.ts';
import { newId } from './new-id.ts';

/**
 * Who is to be told, not confirmed yet, with names as they are today.
 *
 * @param site hosts that may be private (`monitoring.allow_private`)
 * @throws DomainError `invalid` for a private host, and for a component, an incident or a maintenance that there isn't
 */
export async function subscriberFrom(
	stores: Pick<Stores, 'components' | 'incidents' | 'maintenances'>,
	{ monitoring }: Pick<Site, 'monitoring'>,
	wanted: NewSubscriber,
	now: Instant,
): Promise<Subscriber> {
	if (wanted.channel !== 'email' && wanted.channel !== 'telegram')
		refusePrivate(wanted.address, monitoring.allow_private);
	await refuseUnknownSubject(stores, wanted.subject);
	const components = await currentSlugs(stores, wanted.components);
	const state = { createdAt: now, confirmedAt: null, quarantinedAt: null, secret: newSecret(), former: null };
	return { ...wanted, components, id: newId(), ...state };
}

/** 256 bits of randomness, as Standard Webhooks writes them. */
export function newSecret(): string {
	return `whsec_${randomBytes(32).toString('base64')}`;
}

export function deliveryTo(
	{ id, channel }: Pick<Subscriber, 'id' | 'channel'>,
	kind: DeliveryKind,
	createdAt: Instant,
): NewDelivery {
	return { id: newId(), kind, source: null, lane: laneOf(channel), subscriberId: id, createdAt };
}

/** By which an address that was taken off is known again, and by nothing else. */
export function digestOfAddress({ channel, address }: Pick<Subscriber, 'channel' | 'address'>): string {
	return createHash('sha256').update(`${channel}\n${address}`).digest('hex');
}

function refusePrivate(address: string, allowed: readonly string[]): void {
	const { hostname } = new URL(address);
	if (isPrivateHost(hostname) && !isAllowed(hostname, allowed))
		throw invalid('/address', 'Expected a public host, or one that site.yaml has under monitoring.allow_private');
}

async function refuseUnknownSubject(
	stores: Pick<Stores, 'incidents' | 'maintenances'>,
	subject: string | null,
): Promise<void> {
	if (subject === null) return;
	const [kind, id = ''] = subject.split('/');
	const found = kind === 'incident' ? await stores.incidents.find(id) : await stores.maintenances.find(id);
	if (!found) throw invalid('/subject', `There is no ${kind} ${id}`);
}

/** Names as they are today. @throws DomainError `invalid` */
export async function currentSlugs(
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
