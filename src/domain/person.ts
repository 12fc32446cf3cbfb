import type { Actor } from './actor.ts';
import { sha256 } from './canonical.ts';
import type { Instant } from './instant.ts';
import type { Scope } from './token.ts';

export const roles = ['staff', 'legal', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Somebody who may use the console, as far as others know them. */
export interface Person {
	id: string;
	/** In lower case. */
	email: string;
	role: Role;
	/** Is a code needed beside the password? */
	secondFactor: boolean;
	/** Have they chosen a password? */
	hasPassword: boolean;
	createdAt: Instant;
}

const scopesOf: Record<Role, readonly Scope[]> = {
	staff: ['status'],
	legal: ['sla'],
	admin: ['status', 'sla', 'tickets', 'samples', 'alerts', 'admin'],
};

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
