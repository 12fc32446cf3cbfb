import { and, eq, gt } from 'drizzle-orm';
import { passkeys, sessions, twoFactors, users, verifications } from '../../db/schema.ts';
import { keptLink, linkOf } from '../domain/person.ts';
import type { Engine, Transaction } from '../stores/engine.ts';

/** The id of whom a link was given to; null for none of ours, and for one that is over. */
export async function ownerOfLink(engine: Engine, secret: string): Promise<string | null> {
	const [found] = await engine.reader
		.select({ owner: verifications.value })
		.from(verifications)
		.where(and(eq(verifications.identifier, keptLink(linkOf(secret))), gt(verifications.expiresAt, new Date())));
	return found?.owner ?? null;
}

/**
 * In the transaction that sets their password: their sessions end, and their other links are void.
 *
 * @param anew does who gave it out vouch for who has it, also where they have lost their telephone?
 */
export async function afterLink(tx: Transaction, userId: string, anew: boolean): Promise<void> {
	await tx.delete(sessions).where(eq(sessions.userId, userId));
	await tx.delete(verifications).where(eq(verifications.value, userId));
	if (!anew) return;
	await tx.delete(passkeys).where(eq(passkeys.userId, userId));
	await tx.delete(twoFactors).where(eq(twoFactors.userId, userId));
	await tx.update(users).set({ twoFactorEnabled: false }).where(eq(users.id, userId));
}
