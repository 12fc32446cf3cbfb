import { heartbeat } from '../../../db/schema.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Engine } from '../engine.ts';

/** That the server writes. Not public, so outside the ledger. */
export class HeartbeatStore {
	#engine: Engine;

	constructor(engine: Engine) {
		this.#engine = engine;
	}

	/** @throws when nothing can be written */
	async beat(at: Instant): Promise<void> {
		const row = { id: 1, at };
		await this.#engine.write(async (tx) => {
			await tx.insert(heartbeat).values(row).onConflictDoUpdate({ target: heartbeat.id, set: { at } });
		});
	}

	/** When the server last wrote; null before its first start. */
	async last(): Promise<Instant | null> {
		return (await this.#engine.reader.select().from(heartbeat))[0]?.at ?? null;
	}
}
