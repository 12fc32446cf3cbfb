import { eq } from 'drizzle-orm';
import { identities } from '../../../db/schema.ts';
import type { Database } from '../sqlite/open.ts';

const FEEDS = 'feeds';

/** What a site is known by for ever. */
export class IdentityStore {
	#database: Database;

	constructor(database: Database) {
		this.#database = database;
	}

	/** Takes it unless there is one: what readers know already stays. */
	async nameFeeds(authority: string): Promise<void> {
		const row = { purpose: FEEDS, value: authority };
		this.#database.insert(identities).values(row).onConflictDoNothing().run();
	}

	/** The authority in the ids of feeds and their entries (RFC 4151); null before the first start. */
	async ofFeeds(): Promise<string | null> {
		const row = this.#database.select().from(identities).where(eq(identities.purpose, FEEDS)).get();
		return row?.value ?? null;
	}
}
