import { letOthersIn } from '../commands/let-others-in.ts';
import { newId } from '../commands/new-id.ts';
import type { Instant } from '../domain/instant.ts';
import { readSource } from '../domain/notices/delivery.ts';
import { isWanted } from '../domain/notices/notice.ts';
import { hears, laneOf, type Subscriber } from '../domain/notices/subscriber.ts';
import { type Occasion, occasionOf } from '../queries/notices/occasion.ts';
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

async function whoHears(stores: Stores, some: Subscriber[], occasion: Occasion): Promise<Subscriber[]> {
	const { correctsWhatWasToldOf: earlier } = occasion;
	const { succession } = await stores.components.catalogue();
	const today = (slugs: readonly string[]) => slugs.map((slug) => succession.now(slug));
	const notice = { ...occasion.notice, components: today(occasion.notice.components) };
	// Of what was published before, whoever came later reads on the pages.
	const isToHear = (one: Subscriber) => {
		const wish = { ...one, components: one.components && today(one.components) };
		return (one.confirmedAt ?? occasion.at) <= occasion.at && isWanted(wish, notice);
	};
	const others = notice.audience === 'nobody' ? [] : some.filter((one) => !isToHear(one)).map(({ id }) => id);
	const told = earlier.length === 0 ? new Set<string>() : await stores.deliveries.toldOf(earlier, others);
	const chosen = some.filter((one) => isToHear(one) || told.has(one.id));
	const once = await Promise.all(chosen.map((one) => isToldOtherwise(stores, one, isToHear)));
	return chosen.filter((_, index) => !once[index]);
}

/** Whoever asked for one alone, and for all besides, is told once. */
async function isToldOtherwise(
	{ subscribers }: Stores,
	{ subject, channel, address }: Subscriber,
	isToHear: (one: Subscriber) => boolean,
): Promise<boolean> {
	if (subject === null) return false;
	const all = await subscribers.withAddress(channel, address);
	return all.some((one) => one.subject === null && hears(one) && isToHear(one));
}
