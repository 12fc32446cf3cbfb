import { desc } from 'drizzle-orm';
import { backups } from '../../../db/schema.ts';
import type { Engine } from '../engine.ts';
import type { Backup, BackupReads, BackupWrites } from '../stores.ts';

export class BackupStore implements BackupReads, BackupWrites {
	#engine: Engine;

	constructor(engine: Engine) {
		this.#engine = engine;
	}

	async last(): Promise<Backup | null> {
		const [last] = await this.#engine.reader.select().from(backups).orderBy(desc(backups.at)).limit(1);
		return last ?? null;
	}

	size(): Promise<number> {
		return this.#engine.size();
	}

	async add(backup: Backup): Promise<void> {
		await this.#engine.write(async (tx) => {
			await tx.insert(backups).values(backup);
		});
	}
}
