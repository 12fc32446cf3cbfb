import type { Instant } from '../../domain/instant.ts';
import { type Channel, channels, type Subscriber } from '../../domain/notices/subscriber.ts';
import { type Reading, worded } from '../shared/reading.ts';

const AT_ONCE = 100;

/** One of those who are told, or asked. */
export interface SubscriberRow extends Pick<Subscriber, 'id' | 'channel' | 'address' | 'language' | 'turnsOnly'> {
	topics: Subscriber['topics'];
	/** By name. What touches none of these is not told; null for whatever it touches. */
	components: string[] | null;
	/** The only one that it hears of, such as `incident/k3j9x0c2m1aa`. */
	subject: string | null;
	state: 'confirmed' | 'asked' | 'given_up';
	/** Of this state. */
	since: Instant;
}

export interface SubscribersPage {
	rows: SubscriberRow[];
	/** After which id the next page begins; null where this is the last. */
	next: string | null;
	/** How many hear of what is published. */
	hearing: number;
	byChannel: (readonly [Channel, number])[];
}

/** @param after the id of the last one before this page; '' for the first @param address only those who have it; null for all */
export async function subscribersPage(
	reading: Reading,
	after: string,
	address: string | null,
): Promise<SubscribersPage> {
	const { subscribers, components } = reading.stores;
	const found = address === null ? await subscribers.after(after, AT_ONCE + 1) : await withAddress(reading, address);
	const shown = found.slice(0, AT_ONCE);
	const catalogue = await components.catalogue();
	const names = new Map(catalogue.components.map(({ slug, name }) => [slug, worded(reading, name).wording]));
	const counted = await subscribers.hearingByChannel();
	const byChannel = channels.map((one) => [one, counted.get(one) ?? 0] as const).filter(([, count]) => count > 0);
	return {
		rows: shown.map((one) => rowOf(one, names)),
		next: found.length > AT_ONCE && address === null ? (shown.at(-1)?.id ?? null) : null,
		hearing: byChannel.reduce((sum, [, count]) => sum + count, 0),
		byChannel,
	};
}

/** By whichever channel, as it was typed or in small letters. */
async function withAddress({ stores }: Reading, typed: string): Promise<Subscriber[]> {
	const spellings = [...new Set([typed, typed.toLowerCase()])];
	const asked = channels.flatMap((channel) => spellings.map((one) => stores.subscribers.withAddress(channel, one)));
	return (await Promise.all(asked)).flat();
}

function rowOf(subscriber: Subscriber, names: ReadonlyMap<string, string>): SubscriberRow {
	const { id, channel, address, language, topics, components, subject, turnsOnly } = subscriber;
	const chosen = components && components.map((slug) => names.get(slug) ?? slug);
	return { id, channel, address, language, topics, components: chosen, subject, turnsOnly, ...stateOf(subscriber) };
}

function stateOf({ createdAt, confirmedAt, quarantinedAt }: Subscriber): Pick<SubscriberRow, 'state' | 'since'> {
	if (quarantinedAt !== null) return { state: 'given_up', since: quarantinedAt };
	return confirmedAt === null ? { state: 'asked', since: createdAt } : { state: 'confirmed', since: confirmedAt };
}
