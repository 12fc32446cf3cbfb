import type { Instant } from '../domain/instant.ts';
import type { Messages } from './es/messages.ts';

/** What a post waits for. */
export interface Waits {
	/** Who has to let it go. `other`: somebody other than who wrote it. */
	waitsOn: 'nobody' | 'anybody' | 'other';
	/** Null for as soon as it may. */
	publishAt: Instant | null;
	/** Since when nobody knows whether it was published already; null where that is no question. */
	restoredAt: Instant | null;
}

/** What a post waits for, as clauses without capital and stop. @param moment an instant in a sentence */
export function waitingClauses(
	{ console: { waiting: words } }: Messages,
	{ waitsOn, publishAt, restoredAt }: Waits,
	now: Instant,
	moment: (at: Instant) => string,
): string[] {
	const restored = restoredAt === null ? [] : [words.restored(moment(restoredAt))];
	if (waitsOn === 'anybody') return restored;
	if (waitsOn === 'nobody') return [publishAt === null ? words.soon : words.waitsFor(moment(publishAt))];
	if (publishAt === null) return [...restored, words.waitsForSomebody];
	return [...restored, publishAt > now ? words.waitsForBoth(moment(publishAt)) : words.late(moment(publishAt))];
}
