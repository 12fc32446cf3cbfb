import { allow } from '../domain/actor.ts';
import type { Instant } from '../domain/instant.ts';
import { mayAllOf, type Role } from '../domain/person.ts';
import type { Writing } from '../domain/publication.ts';
import type { Stores } from '../stores/stores.ts';
import { digestOfAddress } from './new-subscriber.ts';

/** What was done since a copy of the database was made, by ids. */
export interface DoneSince {
	revoked: readonly string[];
	/** The last role of each; null for who was removed. */
	roles: ReadonlyMap<string, Role | null>;
	/** Who changed how they sign in. */
	secured: readonly string[];
	/** Subscribers whom somebody took off. */
	takenOff: readonly string[];
	/** Digests of addresses that their owners had taken off. */
	departed: readonly { sha256: string; at: Instant }[];
}

/** Who is kept out, by name or address; of subscribers how many. */
export interface KeptOut {
	what: 'token' | 'removed' | Role | 'anew' | 'subscribers';
	name: string;
}

/**
 * In a copy that is put back, whoever was shut out since stays out: tokens that were revoked, people who were removed or may
 * less, subscribers who were taken off. A role that may more than that of the copy is not given back. Who changed how they sign in begins anew with a link:
 * what they had given up would let somebody in again.
 */
export async function keepOut(
	{ people, tokens, subscribers }: Pick<Stores, 'people' | 'tokens' | 'subscribers'>,
	{ revoked, roles, secured, takenOff, departed }: DoneSince,
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
	let off = 0;
	for (const id of takenOff) if (await subscribers.remove(id, writing, now)) off++;
	for (const { sha256, at } of departed) await subscribers.noteDeparted(sha256, at);
	off += await takeOff(subscribers, new Map(departed.map(({ sha256, at }) => [sha256, at])));
	if (off > 0) kept.push({ what: 'subscribers', name: String(off) });
	return kept;
}

/** @returns how many */
async function takeOff(subscribers: Stores['subscribers'], departed: ReadonlyMap<string, Instant>): Promise<number> {
	let off = 0;
	for (const subscriber of departed.size === 0 ? [] : await subscribers.list()) {
		const digest = digestOfAddress(subscriber);
		const at = departed.get(digest);
		if (at === undefined) continue;
		await subscribers.depart(subscriber, digest, at);
		off++;
	}
	return off;
}
