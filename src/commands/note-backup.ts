import { type Actor, allow } from '../domain/actor.ts';
import { DomainError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import type { Stores } from '../stores/stores.ts';
import { newId } from './new-id.ts';

/** In letters. */
const LONGEST = 300;

/** Notes that another program has made a copy of the database. @param place where it lies, in words */
export async function noteBackupElsewhere(
	stores: Pick<Stores, 'backups'>,
	place: string,
	by: Actor,
	now: Instant,
): Promise<void> {
	allow(by, 'admin');
	const words = place.trim();
	if (words.length === 0 || words.length > LONGEST || /\p{Cc}/u.test(words))
		throw new DomainError('invalid', `Expected where the copy lies, in 1 to ${LONGEST} letters`);
	await stores.backups.add({ id: newId(), at: now, place: words, bytes: null });
}
