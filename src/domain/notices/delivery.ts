import { DAY, HOUR, type Instant, SECOND } from '../instant.ts';

/** A publication; the question whether a receiver wants any at all; or what somebody sends to see whether it arrives. */
export const deliveryKinds = ['publication', 'challenge', 'test'] as const;
export type DeliveryKind = (typeof deliveryKinds)[number];
export const deliveryStates = ['due', 'sent', 'parked'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** One message to one subscriber. Its id goes out with it: what comes twice has the same one. */
export interface Delivery {
	id: string;
	kind: DeliveryKind;
	/** Of the publication; null for the other kinds. */
	number: number | null;
	subscriberId: string;
	state: DeliveryState;
	/** How often it was tried. */
	attempts: number;
	/** When it is tried next. */
	dueAt: Instant;
	createdAt: Instant;
	/** When it arrived, or was given up. */
	endedAt: Instant | null;
	/** What the receiver answered last; null where it did not. */
	status: number | null;
	/** Why the last attempt failed. */
	failure: string | null;
}

/** For how long it is tried. */
const TRIED_FOR = DAY;
const FIRST_PAUSE = 5 * SECOND;
const LONGEST_PAUSE = HOUR;

/**
 * When a delivery is tried again after it failed: the pause doubles each time up to an hour, and is up to a fifth shorter,
 * so that many do not come at once.
 *
 * @param attempts so far, at least one
 * @param random from 0 to 1
 * @returns null where it has been tried for a day
 */
export function nextAttempt(createdAt: Instant, attempts: number, now: Instant, random: number): Instant | null {
	const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(attempts - 1, 20));
	const next = now + Math.round(pause * (1 - random / 5));
	return next - createdAt > TRIED_FOR ? null : next;
}
