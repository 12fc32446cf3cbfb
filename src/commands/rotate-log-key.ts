import { allow } from '../domain/actor.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import type { Stores } from '../stores/stores.ts';

/** Signs the log with another key from now on; what earlier ones signed stands. @param publicKey as base64 */
export async function rotateLogKey(
	stores: Pick<Stores, 'logKeys'>,
	publicKey: string,
	writing: Writing,
	now: Instant,
): Promise<void> {
	allow(writing.by, 'admin');
	await stores.logKeys.rotate(publicKey, writing, now);
}
