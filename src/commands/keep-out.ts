import { allow } from '../domain/actor.ts';
import type { Instant } from '../domain/instant.ts';
import { mayAllOf, type Role } from '../domain/person.ts';
import type { Writing } from '../domain/publication.ts';
import type { Stores } from '../stores/stores.ts';

/** What was done since a copy of the database was made, by ids. */
export interface DoneSince {
	revoked: readonly string[];
	/** The last role of each; null for who was removed. */
	roles: ReadonlyMap<string, Role | null>;
	/** Who changed how they sign in. */
	secured: readonly string[];
}

/** Who is kept out, by name or address. */
export interface KeptOut {
	what: 'token' | 'removed' | Role | 'anew';
	name: string;
}

/**
 * In a copy that is put back, whoever was shut out since stays out: tokens that were revoked, people who were removed or may
 * less. A role that may more than that of the copy is not given back. Who changed how they sign in begins anew with a link:
 * what they had given up would let somebody in again.
 */
export async function keepOut(
	{ people, tokens }: Pick<Stores, 'people' | 'tokens'>,
	{ revoked, roles, secured }: DoneSince,
	writing: Writing,
	now: Instant,
): Promise<KeptOut[]> {
	allow(writing.by, 'admin');
	const kept: KeptOut[] = [];
	for (const { id, name, revokedAt } of await tokens.list()) {
		if (revokedAt !== null || !revoked.includes(id)) continue;
		await tokens.revoke(id, writing, now);
		kept.push({ what: 'token', name });
	}
	for (const person of await people.list()) {
		const role = roles.get(person.id);
		const isLess = role !== undefined && (role === null || !mayAllOf(role, person.role));
		if (isLess) {
			await people.keepOut(person, role, writing, now);
			kept.push({ what: role ?? 'removed', name: person.email });
		}
		if (role === null || !secured.includes(person.id)) continue;
		await people.haveBeginAnew(person, writing, now);
		kept.push({ what: 'anew', name: person.email });
	}
	return kept;
}
