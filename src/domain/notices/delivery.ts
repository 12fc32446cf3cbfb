import { DAY, HOUR, type Instant, SECOND } from '../instant.ts';
import type { Lane } from './subscriber.ts';

/**
 * A publication; that planned work is near; the question whether a receiver wants any of it; the way to what somebody chose,
 * who had asked before; or what somebody sends to see whether it arrives.
 */
export const deliveryKinds = ['publication', 'reminder', 'challenge', 'preferences', 'test'] as const;
export type DeliveryKind = (typeof deliveryKinds)[number];
export const deliveryStates = ['due', 'sent', 'parked'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** One message to one subscriber. Its id goes out with it: what comes twice has the same one. */
export interface Delivery {
	id: string;
	kind: DeliveryKind;
	/** What it tells of, as {@link sourceOf} writes it; null for what is of no publication and no reminder. */
	source: string | null;
	lane: Lane;
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

/** What subscribers may have to be told: a publication, or that work is near. */
export type Source =
	| { kind: 'publication'; number: number }
	| { kind: 'reminder'; maintenanceId: string; plannedStart: Instant; beforeMillis: number };

/** `publication/12`, or `reminder/k3j9x0c2m1aa/1764500000000/3600000`. */
export function sourceOf(source: Source): string {
	if (source.kind === 'publication') return `publication/${source.number}`;
	return ['reminder', source.maintenanceId, source.plannedStart, source.beforeMillis].join('/');
}

export function readSource(source: string): Source {
	const [kind, first = '', plannedStart, beforeMillis] = source.split('/');
	if (kind === 'publication') return { kind, number: Number(first) };
	return {
		...{ kind: 'reminder', maintenanceId: first },
		...{ plannedStart: Number(plannedStart), beforeMillis: Number(beforeMillis) },
	};
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

/** An address that was refused so often, over a day, is given up: no letter goes there until its owner asks anew. */
const REFUSALS = 3;
const BETWEEN_REFUSALS = 12 * HOUR;

/**
 * When a letter is tried again that the server of its receiver refused for good: whoever is refused three times over a day is
 * not asked a fourth time.
 *
 * @param attempts so far, at least one
 * @returns null where the address is to be given up
 */
export function afterRefusal(attempts: number, now: Instant): Instant | null {
	return attempts >= REFUSALS ? null : now + BETWEEN_REFUSALS;
}
