import { randomBytes } from 'node:crypto';
import { type Actor, allow } from '../domain/actor.ts';
import { DomainError } from '../domain/errors.ts';
import { HOUR, type Instant } from '../domain/instant.ts';
import { keptLink, linkOf, type Person } from '../domain/person.ts';
import type { NewPerson } from '../inputs/person.ts';
import type { Stores } from '../stores/stores.ts';
import { newId } from './new-id.ts';

/** For how long a link is good with which somebody sets their password. */
const LINK_HOLDS = 48 * HOUR;

/** What was made: the secret of a link is seen only here. */
export interface Invited {
	person: Person;
	secret: string;
	until: Instant;
}

/**
 * Adds somebody who may use the console, or gives who is there another role and a new link; links of before are void.
 *
 * @returns the secret of the link with which they set their password, once
 */
export async function addPerson(stores: Stores, { email, role }: NewPerson, by: Actor, now: Instant): Promise<Invited> {
	allow(by, 'admin');
	// 256 bits of randomness: a plain SHA-256 of it cannot be searched.
	const secret = randomBytes(32).toString('base64url');
	const until = now + LINK_HOLDS;
	const link = { id: newId(), identifier: keptLink(linkOf(secret)), until };
	return { person: await stores.people.add({ id: newId(), email, role }, link, now), secret, until };
}

/** Ends their sessions at once. What they published stays, under their opaque id. @throws DomainError `not_found` */
export async function removePerson(stores: Stores, email: string, by: Actor): Promise<void> {
	allow(by, 'admin');
	const removed = await stores.people.remove(email.toLowerCase());
	if (!removed) throw new DomainError('not_found', `There is nobody with the address ${email}`);
}
