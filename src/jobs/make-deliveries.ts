import { letOthersIn } from '../commands/let-others-in.ts';
import { newId } from '../commands/new-id.ts';
import type { Instant } from '../domain/instant.ts';
import { readSource } from '../domain/notices/delivery.ts';
import { isWanted } from '../domain/notices/notice.ts';
import { laneOf, type Subscriber } from '../domain/notices/subscriber.ts';
import { type Occasion, occasionOf } from '../queries/notices/occasion.ts';
import type { Stores } from '../stores/stores.ts';

/** So many subscribers are seen to in one transaction. */
const AT_ONCE = 250;

/** Of every publication and reminder that waits, for every subscriber who wants to hear of it. */
export async function makeDeliveries(stores: Stores, clock: () => Instant): Promise<void> {
	for (let next = await stores.deliveries.waiting(); next !== null; next = await stores.deliveries.waiting()) {
		const { source, after } = next;
		const occasion = await occasionOf(stores, source);
		const some = occasion === null ? [] : await stores.subscribers.hearingAfter(after, AT_ONCE);
		const chosen = occasion === null ? [] : await whoHears(stores, some, occasion);
		const createdAt = clock();
		const made = chosen.map(({ id, channel }) => ({
			...{ id: newId(), kind: readSource(source).kind, source, subscriberId: id, lane: laneOf(channel), createdAt },
		}));
		await stores.deliveries.make(next, made, some.length < AT_ONCE ? null : (some.at(-1)?.id ?? null));
		// Of tens of thousands: whoever published waits for an answer, and others for pages.
		await letOthersIn();
	}
}

async function whoHears(stores: Stores, some: Subscriber[], occasion: Occasion): Promise<Subscriber[]> {
	const { notice, correctsWhatWasToldOf: earlier } = occasion;
	// Of what was published before, whoever came later reads on the pages.
	const hears = (one: Subscriber) => (one.confirmedAt ?? occasion.at) <= occasion.at && isWanted(one, notice);
	if (earlier.length === 0 || notice.audience === 'nobody') return some.filter(hears);
	const others = some.filter((one) => !hears(one)).map(({ id }) => id);
	const told = await stores.deliveries.toldOf(earlier, others);
	return some.filter((one) => hears(one) || told.has(one.id));
}
