import { timingSafeEqual } from 'node:crypto';
import type { Instant } from '../../domain/instant.ts';
import { isValid, type Token } from '../../domain/token.ts';
import type { Reads } from '../../stores/stores.ts';

/** @param sha256 of the secret that a caller has sent. Null for one that is unknown, revoked or expired */
export async function tokenOfSecret(
	{ tokens }: Pick<Reads, 'tokens'>,
	sha256: string,
	now: Instant,
): Promise<Token | null> {
	const found = await tokens.bySha256(sha256);
	if (!found || !isValid(found, now)) return null;
	const { sha256: stored, ...token } = found;
	// The index has compared already, in a time that depends on hashes only; this doesn't depend on them either.
	return timingSafeEqual(Buffer.from(stored), Buffer.from(sha256)) ? token : null;
}
