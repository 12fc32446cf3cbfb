import { and, asc, eq, isNull } from 'drizzle-orm';
import { tokenExpiries, tokens } from '../../../db/schema.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Scope, Token } from '../../domain/token.ts';
import type { Engine } from '../engine.ts';
import type { TokenReads, TokenWrites } from '../stores.ts';

export class TokenStore implements TokenReads, TokenWrites {
	#engine: Engine;

	constructor(engine: Engine) {
		this.#engine = engine;
	}

	async add({ expiresAt, ...token }: Token, sha256: string): Promise<void> {
		await this.#engine.write(async (tx) => {
			await tx.insert(tokens).values({ ...token, scopes: JSON.stringify(token.scopes), sha256 });
			if (expiresAt !== null) await tx.insert(tokenExpiries).values({ tokenId: token.id, expiresAt });
		});
	}

	async list(): Promise<Token[]> {
		return (await this.#joined().orderBy(asc(tokens.createdAt))).map(toToken);
	}

	async bySha256(sha256: string): Promise<(Token & { sha256: string }) | undefined> {
		const valid = and(eq(tokens.sha256, sha256), isNull(tokens.revokedAt));
		const [row] = await this.#joined().where(valid);
		return row && { ...toToken(row), sha256: row.tokens.sha256 };
	}

	#joined() {
		return this.#engine.reader.select().from(tokens).leftJoin(tokenExpiries, eq(tokenExpiries.tokenId, tokens.id));
	}

	async revoke(id: string, at: Instant): Promise<boolean> {
		const valid = and(eq(tokens.id, id), isNull(tokens.revokedAt));
		const revoked = await this.#engine.write(async (tx) => {
			return await tx.update(tokens).set({ revokedAt: at }).where(valid).returning({ id: tokens.id });
		});
		return revoked.length > 0;
	}
}

interface Row {
	tokens: typeof tokens.$inferSelect;
	token_expiries: typeof tokenExpiries.$inferSelect | null;
}

function toToken({ tokens: { sha256: _, scopes, ...row }, token_expiries: expiry }: Row): Token {
	return { ...row, scopes: JSON.parse(scopes) as Scope[], expiresAt: expiry?.expiresAt ?? null };
}
