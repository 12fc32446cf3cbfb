import { eq } from 'drizzle-orm';
import { identities } from '../../../db/schema.ts';
import type { Engine } from '../engine.ts';
import type { IdentityReads, IdentityWrites } from '../stores.ts';

const FEEDS = 'feeds';

export class IdentityStore implements IdentityReads, IdentityWrites {
	#engine: Engine;

	constructor(engine: Engine) {
		this.#engine = engine;
	}

	async nameFeeds(authority: string): Promise<void> {
		const row = { purpose: FEEDS, value: authority };
		await this.#engine.write(async (tx) => {
			await tx.insert(identities).values(row).onConflictDoNothing();
		});
	}

	async ofFeeds(): Promise<string | null> {
		const [row] = await this.#engine.reader.select().from(identities).where(eq(identities.purpose, FEEDS));
		return row?.value ?? null;
	}
}
