import { eq } from 'drizzle-orm';
import { logWitnesses } from '../../../db/schema.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Engine } from '../engine.ts';

/** What a witness last said of the log. */
export interface WitnessState {
	/** Of the witness, as site.yaml has it. */
	key: string;
	/** How many entries it has seen; 0 before it first answered. */
	size: number;
	/** Its signature over the log of that size. */
	line: string | null;
	seenAt: Instant | null;
	/** Since when it does not answer, and why. */
	failedSince: Instant | null;
	failure: string | null;
}

/** Those who watch the log from outside, as they last answered. Nothing here is a publication. */
export class LogWitnessStore {
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
