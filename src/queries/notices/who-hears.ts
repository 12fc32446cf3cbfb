import { isWanted } from '../../domain/notices/notice.ts';
import { hears, type Subscriber } from '../../domain/notices/subscriber.ts';
import type { Reads } from '../../stores/stores.ts';
import type { Occasion } from './occasion.ts';

/** Whom of some an occasion is told. */
export async function whoHears(
	stores: Reads,
	some: Subscriber[],
	occasion: Pick<Occasion, 'notice' | 'at' | 'correctsWhatWasToldOf'>,
): Promise<Subscriber[]> {
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
	{ subscribers }: Reads,
	{ subject, channel, address }: Subscriber,
	isToHear: (one: Subscriber) => boolean,
): Promise<boolean> {
	if (subject === null) return false;
	const all = await subscribers.withAddress(channel, address);
	return all.some((one) => one.subject === null && hears(one) && isToHear(one));
}
