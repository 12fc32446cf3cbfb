import { eq } from 'drizzle-orm';
import { identities } from '../../../db/schema.ts';
import type { Engine } from '../engine.ts';

const FEEDS = 'feeds';

/** What a site is known by for ever. */
export class IdentityStore {
	#engine: Engine;

	constructor(engine: Engine) {
		this.#engine = engine;
	}

	/** Takes it unless there is one: what readers know already stays. */
	async nameFeeds(authority: string): Promise<void> {
		const row = { purpose: FEEDS, value: authority };
		await this.#engine.write(async (tx) => {
			await tx.insert(identities).values(row).onConflictDoNothing();
		});
	}

	/** The authority in the ids of feeds and their entries (RFC 4151); null before the first start. */
	async ofFeeds(): Promise<string | null> {
		const [row] = await this.#engine.reader.select().from(identities).where(eq(identities.purpose, FEEDS));
		return row?.value ?? null;
	}
}
