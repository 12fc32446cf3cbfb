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
	/** Has what it is about changed since it was written? */
	isOvertaken: boolean;
	/** When that changes first, before it is published; null where nothing is known to. */
	overtakenAt: Instant | null;
	/** By which command it is published. */
	kind: string;
}

/** What sort of post it is. @param kind by which command it is published; this version may not know it */
export function postKindWords({ console: { waiting } }: Messages, kind: string): string {
	return waiting.kinds[kind as keyof typeof waiting.kinds] ?? waiting.unknownKind;
}

/** Why it is known already that a post will not be published as it is; null where nothing of the kind is known. */
export function overtakenWords(
	{ console: { waiting } }: Messages,
	{ isOvertaken, overtakenAt, kind }: Pick<Waits, 'isOvertaken' | 'overtakenAt' | 'kind'>,
	moment: (at: Instant) => string,
): string | null {
	const isReport = kind === 'incident.open';
	if (isOvertaken) return isReport ? waiting.reportedSince : waiting.overtaken;
	if (overtakenAt === null) return null;
	return (isReport ? waiting.reportedBefore : waiting.overtakenAt)(moment(overtakenAt));
}

/** What a post waits for, as clauses without capital and stop; none where it is known to wait in vain. @param moment an instant in a sentence */
export function waitingClauses(
	{ console: { waiting: words } }: Messages,
	{ waitsOn, publishAt, restoredAt, isOvertaken, overtakenAt }: Waits,
	now: Instant,
	moment: (at: Instant) => string,
): string[] {
	if (isOvertaken || overtakenAt !== null) return [];
	const restored = restoredAt === null ? [] : [words.restored(moment(restoredAt))];
	const isEarly = publishAt !== null && publishAt > now;
	if (waitsOn === 'anybody') return isEarly ? [...restored, words.waitsForAnybody(moment(publishAt))] : restored;
	if (waitsOn === 'nobody') {
		if (publishAt === null) return [words.soon];
		return [(isEarly ? words.waitsFor : words.overdue)(moment(publishAt))];
	}
	if (publishAt === null) return [...restored, words.waitsForSomebody];
	return [...restored, isEarly ? words.waitsForBoth(moment(publishAt)) : words.late(moment(publishAt))];
}
