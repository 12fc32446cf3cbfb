import { randomBytes } from 'node:crypto';
import { allow } from '../domain/actor.ts';
import { sha256 } from '../domain/canonical.ts';
import { DomainError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import { invalid } from '../domain/refusal.ts';
import { flawOfText, isOneLine } from '../domain/text.ts';
import { LONGEST_NAME, type Scope, type Token } from '../domain/token.ts';
import type { Stores } from '../stores/stores.ts';
import { newId } from './new-id.ts';

/**
 * @returns the secret too: this is the only time that anybody sees it
 * @throws DomainError `invalid` for a name that nobody could read in the ledger
 */
export async function createToken(
	stores: Stores,
	name: string,
	scopes: Scope[],
	writing: Writing,
	now: Instant,
	expiresAt: Instant | null = null,
): Promise<Token & { secret: string }> {
	allow(writing.by, 'admin');
	const expected = flawOfText(name, LONGEST_NAME, isOneLine);
	if (expected !== null) throw invalid('/name', `Expected ${expected}`);
	if (expiresAt !== null && expiresAt <= now) throw invalid('/expires_at', 'Expected an instant that is to come');
	// 256 bits of randomness: a plain SHA-256 of it cannot be searched, so no slow hash is needed.
	const secret = `vgt_${randomBytes(32).toString('base64url')}`;
	const token: Token = { id: newId(), name, scopes, createdAt: now, revokedAt: null, expiresAt, lastUsedAt: null };
	await stores.tokens.add(token, hashOfToken(secret), writing);
	return { ...token, secret };
}

/** @throws DomainError `not_found` when there is no valid token of that id */
export async function revokeToken(stores: Stores, id: string, writing: Writing, now: Instant): Promise<void> {
	allow(writing.by, 'admin');
	if (!(await stores.tokens.revoke(id, writing, now)))
		throw new DomainError('not_found', `There is no valid token ${id}`);
}

/** Lower-case hexadecimal SHA-256: what is stored in place of the token. */
export function hashOfToken(secret: string): string {
	return sha256(secret);
}
