import { and, eq } from 'drizzle-orm';
import { leases } from '../../../db/schema.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Engine } from '../engine.ts';

/** What only one of several nodes does at a time. Not public, so outside the ledger. */
export class LeaseStore {
	#engine: Engine;

	constructor(engine: Engine) {
		this.#engine = engine;
	}

	/**
	 * Takes what nobody holds, or holds on to what is one's own already.
	 *
	 * @returns whether it is the owner's until `until`
	 */
	async take(name: string, owner: string, now: Instant, until: Instant): Promise<boolean> {
		return await this.#engine.write(async (tx) => {
			const [held] = await tx.select().from(leases).where(eq(leases.name, name));
			if (held && held.owner !== owner && held.until > now) return false;
			const row = { name, owner, until };
			await tx.insert(leases).values(row).onConflictDoUpdate({ target: leases.name, set: row });
			return true;
		});
	}

	/** Somebody else may take it from now on. */
	async giveUp(name: string, owner: string): Promise<void> {
		const own = and(eq(leases.name, name), eq(leases.owner, owner));
		await this.#engine.write(async (tx) => {
			await tx.delete(leases).where(own);
		});
	}
}
