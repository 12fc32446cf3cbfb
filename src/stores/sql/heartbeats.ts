import { heartbeat } from '../../../db/schema.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Database } from '../sqlite/open.ts';

/** That the server writes. Not public, so outside the ledger. */
export class HeartbeatStore {
	#database: Database;

	constructor(database: Database) {
		this.#database = database;
	}

	/** @throws when nothing can be written */
	beat(at: Instant): void {
		this.#database
			.insert(heartbeat)
			.values({ id: 1, at })
			.onConflictDoUpdate({ target: heartbeat.id, set: { at } })
			.run();
	}

	/** When the server last wrote; null before its first start. */
	last(): Instant | null {
		return this.#database.select().from(heartbeat).get()?.at ?? null;
	}
}
