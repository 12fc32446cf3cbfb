import { eq, isNull } from 'drizzle-orm';
import { logKeys } from '../../../db/schema.ts';
import { NO_FIGURE } from '../../domain/event.ts';
import type { Instant } from '../../domain/instant.ts';
import type { LogKey } from '../../domain/log/signing-key.ts';
import type { Writing } from '../../domain/publication.ts';
import type { Engine, Reader } from '../engine.ts';
import type { LogKeyReads, LogKeyWrites } from '../stores.ts';
import type { Publications } from './publications.ts';

/** With which keys the log was signed. Only their public halves are known here. */
export class LogKeyStore implements LogKeyReads, LogKeyWrites {
	#engine: Engine;
	#publications: Publications;

	constructor(engine: Engine, publications: Publications) {
		this.#engine = engine;
		this.#publications = publications;
	}

	/** Oldest first. */
	async all(): Promise<LogKey[]> {
		return await this.#engine.reader.select().from(logKeys).orderBy(logKeys.from);
	}

	/** The public key of today; null before the first one. */
	async current(): Promise<string | null> {
		return await currentIn(this.#engine.reader);
	}

	/** Signs with this one from now on, unless there is one already. @returns that of today */
	async begin(publicKey: string, at: Instant): Promise<string> {
		return await this.#engine.write(async (tx) => {
			const current = await currentIn(tx);
			if (current !== null) return current;
			await tx.insert(logKeys).values({ publicKey, from: at, until: null });
			return publicKey;
		});
	}

	/** Another key takes over, which is published. */
	async rotate(publicKey: string, writing: Writing, at: Instant): Promise<void> {
		await this.#publications.publish(writing, at, async (tx) => {
			const before = await currentIn(tx);
			if (before !== null) await tx.update(logKeys).set({ until: at }).where(eq(logKeys.publicKey, before));
			await tx.insert(logKeys).values({ publicKey, from: at, until: null });
			const data = { from: before, to: publicKey };
			return { result: undefined, event: { kind: 'log.key_rotated', subject: 'log', reach: NO_FIGURE, data } };
		});
	}
}

async function currentIn(reader: Reader): Promise<string | null> {
	const [row] = await reader.select().from(logKeys).where(isNull(logKeys.until));
	return row?.publicKey ?? null;
}
