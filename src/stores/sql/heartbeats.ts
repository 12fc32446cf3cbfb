import { heartbeat } from '../../../db/schema.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Engine } from '../engine.ts';
import type { HeartbeatReads, HeartbeatWrites } from '../stores.ts';

export class HeartbeatStore implements HeartbeatReads, HeartbeatWrites {
	#engine: Engine;

	constructor(engine: Engine) {
		this.#engine = engine;
	}

	async beat(at: Instant): Promise<void> {
		const row = { id: 1, at };
		await this.#engine.write(async (tx) => {
			await tx.insert(heartbeat).values(row).onConflictDoUpdate({ target: heartbeat.id, set: { at } });
		});
	}

	async last(): Promise<Instant | null> {
		return (await this.#engine.reader.select().from(heartbeat))[0]?.at ?? null;
	}
}
