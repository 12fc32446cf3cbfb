import { randomBytes } from 'node:crypto';
import { allow } from '../domain/actor.ts';
import { sha256 } from '../domain/canonical.ts';
import { DomainError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import {
	actorOf,
	keptLink,
	type LinkKind,
	type LinkLetter,
	linkHolds,
	linkOf,
	linkSecret,
	type Person,
	type SecurityChange,
} from '../domain/person.ts';
import type { Writing } from '../domain/publication.ts';
import type { Language } from '../domain/text.ts';
import type { NewPerson } from '../inputs/person.ts';
import type { Stores, Work } from '../stores/stores.ts';
import { newId } from './new-id.ts';

/** What was made: the secret of a link is seen only here. */
export interface Invited {
	person: Person;
	secret: string;
	until: Instant;
}

/**
 * Adds somebody who may use the console, or gives who is there a new link; links of before are void.
 *
 * @returns the secret of the link with which they set their password, once
 * @throws DomainError `conflict` where they are there with another role: that is changed by itself
 */
export async function addPerson(
	stores: Pick<Stores, 'people'>,
	{ email, role }: NewPerson,
	writing: Writing,
	now: Instant,
): Promise<Invited> {
	allow(writing.by, 'admin');
	const { secret, link } = newLink('invitation', now);
	return {
		person: await stores.people.add({ id: newId(), email, role }, link, writing, now),
		secret,
		until: link.until,
	};
}

/** As `addPerson`, but the link reaches them by a letter. @param language of the letter; null for the first one of the site */
export async function addPersonByLetter(
	stores: Pick<Stores, 'people'>,
	{ email, role }: NewPerson,
	language: Language | null,
	writing: Writing,
	now: Instant,
): Promise<Person> {
	allow(writing.by, 'admin');
	const letter = newLetter('invitation', email, language, now);
	return stores.people.add({ id: newId(), email, role }, letter, writing, now);
}

/** Holds at once, also where they have signed in. @throws DomainError `not_found`, and `conflict` for the only administrator */
export async function changeRole(
	stores: Pick<Stores, 'people'>,
	{ email, role }: NewPerson,
	writing: Writing,
	now: Instant,
): Promise<Person> {
	allow(writing.by, 'admin');
	const person = await stores.people.changeRole(email, role, writing, now);
	if (person === null) throw new DomainError('not_found', `There is nobody with the address ${email}`);
	return person;
}

/**
 * Anybody may ask for a link to an address. Whether somebody has it is not to be seen from what happens, nor from how long it
 * takes: who they are is looked up when the letter leaves.
 *
 * @param isLeftInPeace has this address been written to often enough?
 */
export async function askForLink(
	stores: Pick<Stores, 'people'>,
	email: string,
	language: Language,
	now: Instant,
	isLeftInPeace: (digest: string) => Promise<boolean>,
): Promise<void> {
	if (await isLeftInPeace(sha256(`person ${email}`))) return;
	await stores.people.askLetter(newLetter('forgotten', email, language, now));
}

/** The link that a letter brings, made when it leaves; null where nobody has its address. */
export async function linkForLetter(
	stores: Pick<Stores, 'people'>,
	{ kind, email }: LinkLetter,
	now: Instant,
): Promise<{ secret: string; until: Instant } | null> {
	const { secret, link } = newLink(kind, now);
	return (await stores.people.giveLink(email, link, now)) ? { secret, until: link.until } : null;
}

function newLink(kind: LinkKind, now: Instant) {
	// 256 bits of randomness: a plain SHA-256 of it cannot be searched.
	const secret = linkSecret(kind, randomBytes(32).toString('base64url'));
	return { secret, link: { id: newId(), identifier: keptLink(linkOf(secret)), until: now + linkHolds[kind] } };
}

function newLetter(kind: LinkKind, email: string, language: Language | null, now: Instant): LinkLetter {
	return { id: newId(), kind, email, language, attempts: 0, createdAt: now, dueAt: now };
}

/** Ends their sessions at once. What they published stays, under their opaque id. @throws DomainError `not_found`, `conflict` */
export async function removePerson(
	stores: Pick<Stores, 'people'>,
	email: string,
	writing: Writing,
	now: Instant,
): Promise<void> {
	allow(writing.by, 'admin');
	const removed = await stores.people.remove(email.toLowerCase(), writing, now);
	if (!removed) throw new DomainError('not_found', `There is nobody with the address ${email}`);
}

/**
 * Changes how somebody signs in: it stands in the ledger, by their opaque id, and they are told by a letter, so that they learn
 * of it also where it was not them.
 *
 * @param change makes it, in the transaction that notes it
 * @param sendsMail a letter that nothing sends is not written
 * @returns what `change` returns; where that is null, nothing has changed and nothing is noted
 * @throws DomainError `not_found` for who is not there any more
 */
export async function changeSecurity<T>(
	stores: Pick<Stores, 'people'>,
	personId: string,
	about: SecurityChange,
	change: Work<T>,
	now: Instant,
	sendsMail: boolean,
): Promise<T> {
	const person = (await stores.people.list()).find(({ id }) => id === personId);
	if (person === undefined) throw new DomainError('not_found', 'There is nobody of this id any more');
	const waits = { email: person.email, language: null, attempts: 0, createdAt: now, dueAt: now };
	const letter = { id: newId(), kind: 'security', about, ...waits } as const;
	const noted = { about, letter: sendsMail ? letter : null };
	return stores.people.noteChange(person, noted, change, { by: actorOf(person) }, now);
}
