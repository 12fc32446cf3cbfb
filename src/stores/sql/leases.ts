import { and, eq } from 'drizzle-orm';
import { leases } from '../../../db/schema.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Engine } from '../engine.ts';
import type { LeaseWrites } from '../stores.ts';

export class LeaseStore implements LeaseWrites {
	#engine: Engine;

	constructor(engine: Engine) {
		this.#engine = engine;
	}

	async take(name: string, owner: string, now: Instant, until: Instant): Promise<boolean> {
		return await this.#engine.write(async (tx) => {
			const [held] = await tx.select().from(leases).where(eq(leases.name, name));
			if (held && held.owner !== owner && held.until > now) return false;
			const row = { name, owner, until };
			await tx.insert(leases).values(row).onConflictDoUpdate({ target: leases.name, set: row });
			return true;
		});
	}

	async giveUp(name: string, owner: string): Promise<void> {
		const own = and(eq(leases.name, name), eq(leases.owner, owner));
		await this.#engine.write(async (tx) => {
			await tx.delete(leases).where(own);
		});
	}
}
