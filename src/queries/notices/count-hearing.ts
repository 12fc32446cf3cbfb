import type { Instant } from '../../domain/instant.ts';
import { type ByChannel, countedByChannel, type Subscriber } from '../../domain/notices/subscriber.ts';
import type { Reads } from '../../stores/stores.ts';
import type { Occasion } from './occasion.ts';
import { whoHears } from './who-hears.ts';

/** So many are looked at together. */
const AT_ONCE = 1000;

/** How many subscribers hear of it, by the same functions by which deliveries are made. @param occasion null for what nobody is told */
export async function countHearing(
	stores: Reads,
	occasion: Pick<Occasion, 'notice' | 'correctsWhatWasToldOf'> | null,
	now: Instant,
): Promise<ByChannel> {
	const all: Pick<Subscriber, 'channel'>[] = [];
	for (let after = '', isMore = occasion !== null; isMore && occasion; ) {
		const some = await stores.subscribers.hearingAfter(after, AT_ONCE);
		for (const { channel } of await whoHears(stores, some, { ...occasion, at: now })) all.push({ channel });
		isMore = some.length === AT_ONCE;
		after = some.at(-1)?.id ?? '';
	}
	return countedByChannel(all);
}
