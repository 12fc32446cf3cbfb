import { letOthersIn } from '../commands/let-others-in.ts';
import { newId } from '../commands/new-id.ts';
import type { Instant } from '../domain/instant.ts';
import { readSource } from '../domain/notices/delivery.ts';
import { laneOf } from '../domain/notices/subscriber.ts';
import { occasionOf } from '../queries/notices/occasion.ts';
import { whoHears } from '../queries/notices/who-hears.ts';
import type { Stores } from '../stores/stores.ts';

/** So many subscribers are seen to in one transaction. */
const AT_ONCE = 250;

/** Of every publication and reminder that waits, for every subscriber who wants to hear of it. */
export async function makeDeliveries(stores: Stores, clock: () => Instant): Promise<void> {
	for (let next = await stores.deliveries.waiting(); next !== null; next = await stores.deliveries.waiting()) {
		// Of tens of thousands: whoever published waits for an answer, and others for pages.
		await letOthersIn();
		const { source, after } = next;
		const occasion = await occasionOf(stores, source);
		const some = occasion === null ? [] : await stores.subscribers.hearingAfter(after, AT_ONCE);
		const chosen = occasion === null ? [] : await whoHears(stores, some, occasion);
		const createdAt = clock();
		const made = chosen.map(({ id, channel }) => ({
			...{ id: newId(), kind: readSource(source).kind, source, subscriberId: id, lane: laneOf(channel), createdAt },
		}));
		await stores.deliveries.make(next, made, some.length < AT_ONCE ? null : (some.at(-1)?.id ?? null));
	}
}
