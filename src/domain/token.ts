import type { Instant } from './instant.ts';

export const scopes = ['status', 'sla', 'tickets', 'samples', 'alerts', 'admin'] as const;
/** The most characters of a token's name. */
export const LONGEST_NAME = 100;
export type Scope = (typeof scopes)[number];

/** A key to the admin API, without the secret itself. */
export interface Token {
	id: string;
	name: string;
	scopes: Scope[];
	createdAt: Instant;
	revokedAt: Instant | null;
	/** When it ends by itself; null for never. */
	expiresAt: Instant | null;
	/** When it last opened something, to the minute; null for never. */
	lastUsedAt: Instant | null;
}

/** Does it open anything still? */
export function isValid({ revokedAt, expiresAt }: Pick<Token, 'revokedAt' | 'expiresAt'>, now: Instant): boolean {
	return revokedAt === null && (expiresAt === null || expiresAt > now);
}
