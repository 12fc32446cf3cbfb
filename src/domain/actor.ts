import { DomainError } from './errors.ts';
import type { Scope } from './token.ts';

/** Who writes. */
export type Actor =
	/** A script or a person, by what they were given. */
	| { kind: 'token' | 'person'; id: string; name: string; scopes: readonly Scope[] }
	/** The program itself, where nobody asked; or what stood in the operator's folder at the start. */
	| { kind: 'machine'; name: 'vigente' | 'content folder' }
	/** Whoever may open the database. */
	| { kind: 'command_line' };

/** Nobody decides it: time does, or what was measured. */
export const machine: Actor = { kind: 'machine', name: 'vigente' };

/** As the ledger names them. */
export function nameOf(actor: Actor): string {
	if (actor.kind === 'command_line') return 'cli';
	return actor.kind === 'machine' ? actor.name : `${actor.kind}:${actor.name}`;
}

/** What tells two of one name apart; null where there is but one. */
export function idOf(actor: Actor): string | null {
	return actor.kind === 'token' || actor.kind === 'person' ? actor.id : null;
}

/** What is kept of somebody who wrote something. */
interface Known {
	/** Null where there is but one of its name. */
	id: string | null;
	name: string;
}

/** Are they one and the same? Whoever was given another role is called otherwise, and is who they were: only the opaque id counts. */
export function isSameActor(one: Known, other: Known): boolean {
	return one.id === null && other.id === null ? one.name === other.name : one.id === other.id;
}

/** The machine and the command line may all. */
export function may(by: Actor, scope: Scope): boolean {
	return by.kind === 'machine' || by.kind === 'command_line' || by.scopes.includes(scope);
}

/** The first line of every command: who may. @throws DomainError `forbidden` */
export function allow(by: Actor, scope: Scope): void {
	if (may(by, scope)) return;
	throw new DomainError('forbidden', `Expected somebody with the scope "${scope}"`);
}
