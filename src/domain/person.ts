import type { Actor } from './actor.ts';
import { sha256 } from './canonical.ts';
import { DomainError } from './errors.ts';
import { HOUR, type Instant } from './instant.ts';
import type { Language } from './text.ts';
import type { Scope } from './token.ts';

export const roles = ['staff', 'legal', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Somebody who may use the console, as far as others know them. */
export interface Person {
	id: string;
	/** In lower case. */
	email: string;
	role: Role;
	/** In which they last used the console; null where they never did. */
	language: Language | null;
	/** Is a code needed beside the password? */
	secondFactor: boolean;
	/** Have they chosen a password? */
	hasPassword: boolean;
	createdAt: Instant;
}

/**
 * Where nobody can let people in any more, nobody can mend it: whoever has never come in is no help.
 *
 * @param leaving who gives the role up @param others who keep it
 * @throws DomainError `conflict`
 */
export function refuseLastAdmin(leaving: { comesIn: boolean }, others: readonly { comesIn: boolean }[]): void {
	if (others.some(({ comesIn }) => comesIn) || (others.length > 0 && !leaving.comesIn)) return;
	throw new DomainError('conflict', 'Expected another administrator first, who has signed in: this is the only one');
}

const scopesOf: Record<Role, readonly Scope[]> = {
	staff: ['status'],
	legal: ['sla'],
	admin: ['status', 'sla', 'tickets', 'samples', 'alerts', 'admin'],
};

/** May one role do all that another may? */
export function mayAllOf(role: Role, other: Role): boolean {
	return scopesOf[other].every((scope) => scopesOf[role].includes(scope));
}

/** As the ledger knows them: by their role and an opaque id, which is for ever; an address is nobody's business. */
export function actorOf({ id, role }: Pick<Person, 'id' | 'role'>): Extract<Actor, { id: string }> {
	return { kind: 'person', id, name: role, scopes: scopesOf[role] };
}

/** Which role somebody would need; the narrowest one. */
export function roleWith(scope: Scope): Role {
	return roles.find((role) => scopesOf[role].includes(scope)) as Role;
}

/** What is kept of a link with which a password is set, or of what stands between password and code: nobody can use it. */
export function keptLink(identifier: string): string {
	return sha256(identifier);
}

/** Under which identifier such a link is known, by its secret. */
export function linkOf(secret: string): string {
	return `reset-password:${secret}`;
}

/** Why somebody is sent a link: whoever keeps the site lets them in, or they have asked for it themselves. */
export const linkKinds = ['invitation', 'forgotten'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** How long such a link is good, in ms: what anybody may ask for ends soon. */
export const linkHolds: Record<LinkKind, number> = { invitation: 48 * HOUR, forgotten: HOUR };

/** A letter to somebody of the console, which waits to be sent. */
interface WaitingLetter {
	id: string;
	email: string;
	/** Null for the one in which they last used the console, or the first one of the site. */
	language: Language | null;
	/** How often it was tried. */
	attempts: number;
	createdAt: Instant;
	dueAt: Instant;
}

/** A letter that is to bring a link. */
export interface LinkLetter extends WaitingLetter {
	kind: LinkKind;
}

/** A letter that asks a colleague to read a draft. */
export interface ReviewLetter extends WaitingLetter {
	kind: 'review';
	/** The draft, such as `sla/blip-go/drafts/3`. */
	about: string;
}

/** A letter that reminds somebody, because they wanted it, of an update that an incident announces. */
export interface UpdateReminder extends WaitingLetter {
	kind: 'reminder';
	/** The incident, by its id. */
	about: string;
	updateDueAt: Instant;
}

/** What may change of the ways in which somebody signs in. */
export const securityChanges = [
	'password',
	/** By a link of whoever keeps the site: second step and passkeys of before are gone. */
	'password_anew',
	'second_factor',
	'second_factor_ended',
	'recovery_codes',
	'passkey',
	'passkey_removed',
	/** An account of their company opens the console for the first time. */
	'company',
] as const;
export type SecurityChange = (typeof securityChanges)[number];

/** A letter that tells somebody how the ways to sign in as them changed. */
export interface SecurityLetter extends WaitingLetter {
	kind: 'security';
	about: SecurityChange;
}

export type PersonLetter = LinkLetter | ReviewLetter | UpdateReminder | SecurityLetter;

/** So long it is tried to send a letter, in ms. */
const letterHolds = { ...linkHolds, review: 48 * HOUR, security: 48 * HOUR };

/** So often it is tried to write a letter that cannot be written: the fault is ours, and no waiting mends it. */
export const LETTER_WRITTEN_AT_MOST = 5;

/** What nothing sends would be waited for in vain. @throws DomainError `conflict` */
export function refuseWithoutMail(sendsMail: boolean): void {
	if (!sendsMail) throw new DomainError('conflict', 'Expected a mail server: no letter can be sent');
}

/** So long before an update is due its reminder is sent, in ms. */
export const REMINDED_BEFORE = HOUR / 12;

/** @param random no part of it begins with `f.` */
export function linkSecret(kind: LinkKind, random: string): string {
	return kind === 'forgotten' ? `f.${random}` : random;
}

/** Whoever reads somebody's letters has not got their telephone: only who keeps the site lets them begin without it. */
export function beginsAnew(secret: string): boolean {
	return !secret.startsWith('f.');
}

/** When a letter that did not leave is tried again; null for never: what it would bring has no use any more. */
export function nextLetterAttempt(letter: PersonLetter, now: Instant): Instant | null {
	const next = now + Math.min(HOUR / 4, (HOUR / 60) * 2 ** letter.attempts);
	const end = letter.kind === 'reminder' ? letter.updateDueAt : letter.createdAt + letterHolds[letter.kind];
	return next > end ? null : next;
}
