import type { Subscriber } from '../../domain/notices/subscriber.ts';
import type { Reads } from '../../stores/stores.ts';

const AT_ONCE = 1000;

/** Every one of them, by their ids, read in parts. */
export async function allSubscribers({ subscribers }: Pick<Reads, 'subscribers'>): Promise<Subscriber[]> {
	const found: Subscriber[] = [];
	for (let part = await subscribers.after('', AT_ONCE); part.length > 0; ) {
		found.push(...part);
		part = await subscribers.after(part.at(-1)?.id ?? '', AT_ONCE);
	}
	return found;
}
