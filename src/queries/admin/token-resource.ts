import type { Scope, Token } from '../../domain/token.ts';
import { iso, isoOrNull, type Page, pageOf, type ResourceReading, type Slice } from './resource.ts';

/** A token as the admin API answers it, without its secret. */
export interface TokenResource {
	id: string;
	name: string;
	scopes: Scope[];
	created_at: string;
	revoked_at: string | null;
	expires_at: string | null;
	/** To the minute. */
	last_used_at: string | null;
}

/** Newest first, those revoked too. */
export async function tokenResources(
	{ stores }: ResourceReading,
	{ before, limit }: Slice,
): Promise<Page<TokenResource>> {
	// None is ever removed, so that its place in the list is its number.
	const numbered = (await stores.tokens.list()).map((token, number) => ({ token, number }));
	const older = numbered.toReversed().filter(({ number }) => before === null || number < before);
	const { items, next } = pageOf(older, limit, ({ number }) => number);
	return { items: items.map(({ token }) => tokenResource(token)), next };
}

export function tokenResource({ id, name, scopes, createdAt, revokedAt, expiresAt, lastUsedAt }: Token): TokenResource {
	const instants = { created_at: iso(createdAt), revoked_at: isoOrNull(revokedAt), expires_at: isoOrNull(expiresAt) };
	return { id, name, scopes, ...instants, last_used_at: isoOrNull(lastUsedAt) };
}
