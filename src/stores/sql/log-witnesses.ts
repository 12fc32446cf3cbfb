import { eq } from 'drizzle-orm';
import { logWitnesses } from '../../../db/schema.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Engine } from '../engine.ts';
import type { LogWitnessReads, LogWitnessWrites, WitnessState } from '../stores.ts';

/** Those who watch the log from outside, as they last answered. Nothing here is a publication. */
export class LogWitnessStore implements LogWitnessReads, LogWitnessWrites {
	#engine: Engine;

	constructor(engine: Engine) {
		this.#engine = engine;
	}

	async all(): Promise<WitnessState[]> {
		return await this.#engine.reader.select().from(logWitnesses).orderBy(logWitnesses.key);
	}

	async seen(key: string, size: number, line: string, seenAt: Instant): Promise<void> {
		await this.#save({ key, size, line, seenAt, failedSince: null, failure: null });
	}

	/** What it said before stands; it fails since the first time. */
	async failed(key: string, failure: string, at: Instant): Promise<void> {
		const [before] = await this.#engine.reader.select().from(logWitnesses).where(eq(logWitnesses.key, key));
		const { size = 0, line = null, seenAt = null, failedSince = null } = before ?? {};
		await this.#save({ key, size, line, seenAt, failedSince: failedSince ?? at, failure });
	}

	async #save(row: WitnessState): Promise<void> {
		await this.#engine.write(async (tx) => {
			await tx.insert(logWitnesses).values(row).onConflictDoUpdate({ target: logWitnesses.key, set: row });
		});
	}
}
