import { and, eq, lte } from 'drizzle-orm';
import { verifications } from '../../db/schema.ts';
import { sha256 } from '../domain/canonical.ts';
import type { Engine } from '../stores/engine.ts';

/** A code of an app is good for its own half minute, and for the one before and after. */
const CODE_HOLDS = 90_000;

/** Takes a code of somebody's app for good: RFC 6238 §5.2, it opens once. @returns whether it was there to take */
export function takeCode(engine: Engine, userId: string, code: string, now: number): Promise<boolean> {
	const id = sha256(`used-code ${userId} ${code}`);
	const at = new Date(now);
	return engine.write(async (tx) => {
		await tx.delete(verifications).where(and(eq(verifications.id, id), lte(verifications.expiresAt, at)));
		const row = { id, identifier: id, value: 'used code', expiresAt: new Date(now + CODE_HOLDS) };
		const taken = await tx
			.insert(verifications)
			.values({ ...row, createdAt: at, updatedAt: at })
			.onConflictDoNothing()
			.returning({ id: verifications.id });
		return taken.length > 0;
	});
}
