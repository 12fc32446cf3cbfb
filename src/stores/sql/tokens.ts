import { and, asc, eq, isNull, lt, or } from 'drizzle-orm';
import { tokenExpiries, tokens } from '../../../db/schema.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Writing } from '../../domain/publication.ts';
import type { Scope, Token } from '../../domain/token.ts';
import type { Engine } from '../engine.ts';
import type { TokenReads, TokenWrites } from '../stores.ts';
import { administered } from './administered.ts';
import type { Publications } from './publications.ts';

export class TokenStore implements TokenReads, TokenWrites {
	#engine: Engine;
	#publications: Publications;

	constructor(engine: Engine, publications: Publications) {
		this.#engine = engine;
		this.#publications = publications;
	}

	async add({ expiresAt, ...token }: Token, sha256: string, writing: Writing): Promise<void> {
		await this.#publications.publish(writing, token.createdAt, async (tx) => {
			await tx.insert(tokens).values({ ...token, scopes: JSON.stringify(token.scopes), sha256 });
			if (expiresAt !== null) await tx.insert(tokenExpiries).values({ tokenId: token.id, expiresAt });
			const { id, name, scopes } = token;
			return {
				result: null,
				event: administered('token.created', `token/${id}`, { name, scopes, expiresAt }, writing),
			};
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

	async used(id: string, at: Instant): Promise<void> {
		const isNews = or(isNull(tokens.lastUsedAt), lt(tokens.lastUsedAt, at));
		await this.#engine.write(async (tx) => {
			await tx
				.update(tokens)
				.set({ lastUsedAt: at })
				.where(and(eq(tokens.id, id), isNews));
		});
	}

	#joined() {
		return this.#engine.reader.select().from(tokens).leftJoin(tokenExpiries, eq(tokenExpiries.tokenId, tokens.id));
	}

	async revoke(id: string, writing: Writing, at: Instant): Promise<boolean> {
		const valid = and(eq(tokens.id, id), isNull(tokens.revokedAt));
		return this.#publications.publish(writing, at, async (tx) => {
			const revoked = await tx.update(tokens).set({ revokedAt: at }).where(valid).returning({ id: tokens.id });
			const wasThere = revoked.length > 0;
			return { result: wasThere, event: wasThere ? administered('token.revoked', `token/${id}`, {}, writing) : null };
		});
	}
}

interface Row {
	tokens: typeof tokens.$inferSelect;
	token_expiries: typeof tokenExpiries.$inferSelect | null;
}

function toToken({ tokens: { sha256: _, scopes, ...row }, token_expiries: expiry }: Row): Token {
	return { ...row, scopes: JSON.parse(scopes) as Scope[], expiresAt: expiry?.expiresAt ?? null };
}
