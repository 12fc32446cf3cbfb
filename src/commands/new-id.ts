import { randomInt } from 'node:crypto';

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** 12 characters `[a-z0-9]`: 62 bits, so that two never meet. */
export function newId(): string {
	return Array.from({ length: 12 }, () => alphabet[randomInt(alphabet.length)]).join('');
}
