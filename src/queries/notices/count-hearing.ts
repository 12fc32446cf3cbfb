import type { Instant } from '../../domain/instant.ts';
import { type Channel, channels } from '../../domain/notices/subscriber.ts';
import type { Reads } from '../../stores/stores.ts';
import type { Occasion } from './occasion.ts';
import { whoHears } from './who-hears.ts';

/** So many are looked at together. */
const AT_ONCE = 1000;

/** How many subscribers would be told. */
export interface Hearing {
	told: number;
	/** Without the channels by which nobody is. */
	byChannel: (readonly [Channel, number])[];
}

/** By the same functions by which deliveries are made, over all who hear of anything. @param occasion null for what nobody is told */
export async function countHearing(
	stores: Reads,
	occasion: Pick<Occasion, 'notice' | 'correctsWhatWasToldOf'> | null,
	now: Instant,
): Promise<Hearing> {
	const counts = new Map<Channel, number>();
	for (let after = '', isMore = occasion !== null; isMore && occasion; ) {
		const some = await stores.subscribers.hearingAfter(after, AT_ONCE);
		for (const { channel } of await whoHears(stores, some, { ...occasion, at: now }))
			counts.set(channel, (counts.get(channel) ?? 0) + 1);
		isMore = some.length === AT_ONCE;
		after = some.at(-1)?.id ?? '';
	}
	const byChannel = channels.flatMap((one) => (counts.has(one) ? [[one, counts.get(one) ?? 0] as const] : []));
	return { told: byChannel.reduce((sum, [, count]) => sum + count, 0), byChannel };
}
