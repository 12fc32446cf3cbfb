import type { Instant } from '../instant.ts';
import type { Amendment } from './amendment.ts';

/** What updates of incidents and of maintenance have in common here. */
export interface Told<Status> {
	status: Status;
	happenedAt: Instant;
	amended: readonly Amendment[];
}

/** A correction of facts says nothing of how things go: it carries the status of its moment. */
export function isCorrection({ amended }: Pick<Told<unknown>, 'amended'>): boolean {
	return amended.length > 0;
}

/** As it happened, whenever it was told. Sorting is stable: what happened at once keeps the order in which it was told. */
export function asHappened<U extends { happenedAt: Instant }>(updates: readonly U[]): U[] {
	return updates.toSorted((one, other) => one.happenedAt - other.happenedAt);
}

/**
 * The same updates, where each correction since an instant carries the status that things had at its moment, as far as is
 * told by now.
 *
 * @param statusOf what updates, as they happened, come to; null for none
 */
export function withCarried<S, U extends Told<S>>(
	updates: readonly U[],
	since: Instant,
	statusOf: (told: U[]) => S | null,
): U[] {
	const told = asHappened(updates.filter((one) => !isCorrection(one)));
	return updates.map((update) => {
		if (!isCorrection(update) || update.happenedAt < since) return update;
		const status = statusOf(told.filter(({ happenedAt }) => happenedAt <= update.happenedAt));
		return status === null || status === update.status ? update : { ...update, status };
	});
}
