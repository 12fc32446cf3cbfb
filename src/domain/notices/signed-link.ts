import { createHmac, timingSafeEqual } from 'node:crypto';
import { DAY, type Instant } from '../instant.ts';
import type { Subscriber } from './subscriber.ts';

/** What a link in a letter is good for: each for one thing only. */
export const purposes = ['confirm', 'preferences', 'unsubscribe'] as const;
export type Purpose = (typeof purposes)[number];

/** Whoever finds an old letter can still get away. */
const GOOD_FOR: Record<Purpose, number> = { confirm: 3 * DAY, preferences: 30 * DAY, unsubscribe: 400 * DAY };

/** Of the digest, in characters: 132 bits. */
const LENGTH = 22;

/** What stands in the address: whom it is of, until when it is good, and the proof that we made it. */
export function linkToken({ id, secret }: Pick<Subscriber, 'id' | 'secret'>, purpose: Purpose, now: Instant): string {
	const until = now + GOOD_FOR[purpose];
	return [id, until.toString(36), proofOf(secret, purpose, id, until)].join('.');
}

/** @returns whom it would be of, before anything is proved; null for what is no token */
export function subscriberIn(token: string): string | null {
	return /^([a-z0-9]{1,32})\.[a-z0-9]{1,12}\.[\w-]{22}$/.exec(token)?.[1] ?? null;
}

/** @returns is it one of ours, for this purpose, and good still? */
export function isGood(
	token: string,
	{ id, secret }: Pick<Subscriber, 'id' | 'secret'>,
	purpose: Purpose,
	now: Instant,
): boolean {
	const [own, until = '', proof = ''] = token.split('.');
	const end = Number.parseInt(until, 36);
	const [given, expected] = [proof, proofOf(secret, purpose, id, end)].map((one) => Buffer.from(one)) as [
		Buffer,
		Buffer,
	];
	return own === id && now < end && given.length === expected.length && timingSafeEqual(given, expected);
}

function proofOf(secret: string, purpose: Purpose, id: string, until: Instant): string {
	return createHmac('sha256', secret).update(`${purpose}/${id}/${until}`).digest('base64url').slice(0, LENGTH);
}

/** An address as it may be shown or logged: without the key in a letter that lets somebody in, however it is spelled. */
export function withoutKey(path: string): string {
	let plain = path;
	try {
		plain = decodeURIComponent(path);
	} catch {
		// What cannot be read is no address of ours.
	}
	return plain.replace(/(\/subscribe\/[/.]*[a-z]*\/).*/is, '$1…');
}
