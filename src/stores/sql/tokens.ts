import { and, asc, eq, isNull } from 'drizzle-orm';
import { tokenExpiries, tokens } from '../../../db/schema.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Scope, Token } from '../../domain/token.ts';
import type { Database } from '../sqlite/open.ts';

/** Keys to the admin API. Not public, so outside the ledger. */
export class TokenStore {
	#database: Database;

	constructor(database: Database) {
		this.#database = database;
	}

	async add({ expiresAt, ...token }: Token, sha256: string): Promise<void> {
		this.#database.transaction((tx) => {
			tx.insert(tokens)
				.values({ ...token, scopes: JSON.stringify(token.scopes), sha256 })
				.run();
			if (expiresAt !== null) tx.insert(tokenExpiries).values({ tokenId: token.id, expiresAt }).run();
		});
	}

	async list(): Promise<Token[]> {
		return this.#joined().orderBy(asc(tokens.createdAt)).all().map(toToken);
	}

	/** The token whose hash this is, unless it was revoked. It may have expired. */
	async bySha256(sha256: string): Promise<(Token & { sha256: string }) | undefined> {
		const valid = and(eq(tokens.sha256, sha256), isNull(tokens.revokedAt));
		const row = this.#joined().where(valid).get();
		return row && { ...toToken(row), sha256: row.tokens.sha256 };
	}

	#joined() {
		return this.#database.select().from(tokens).leftJoin(tokenExpiries, eq(tokenExpiries.tokenId, tokens.id));
	}

	/** @returns whether there was such a token to revoke */
	async revoke(id: string, at: Instant): Promise<boolean> {
		const valid = and(eq(tokens.id, id), isNull(tokens.revokedAt));
		return this.#database.update(tokens).set({ revokedAt: at }).where(valid).run().changes > 0;
	}
}

interface Row {
	tokens: typeof tokens.$inferSelect;
	token_expiries: typeof tokenExpiries.$inferSelect | null;
}

function toToken({ tokens: { sha256: _, scopes, ...row }, token_expiries: expiry }: Row): Token {
	return { ...row, scopes: JSON.parse(scopes) as Scope[], expiresAt: expiry?.expiresAt ?? null };
}
