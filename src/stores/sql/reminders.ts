import { inArray } from 'drizzle-orm';
import { reminders } from '../../../db/schema.ts';
import type { Instant } from '../../domain/instant.ts';
import type { RecordedReminder, Reminder } from '../../domain/maintenance/reminder.ts';
import type { Engine } from '../engine.ts';
import { inParts } from './in-parts.ts';

/** The reminders that came due. They are no publication: nothing that they say is new. */
export class ReminderStore {
	#engine: Engine;

	constructor(engine: Engine) {
		this.#engine = engine;
	}

	/** In the order in which they were due. */
	async of(maintenanceIds: string[]): Promise<RecordedReminder[]> {
		const rows = await inParts(maintenanceIds, (part) => {
			return this.#engine.reader.select().from(reminders).where(inArray(reminders.maintenanceId, part));
		});
		return rows.sort((one, other) => one.dueAt - other.dueAt);
	}

	/** What is recorded already stays as it is. */
	async record(due: Reminder[], recordedAt: Instant): Promise<void> {
		if (due.length === 0) return;
		const rows = due.map((reminder) => ({ ...reminder, recordedAt }));
		await this.#engine.write(async (tx) => {
			await tx.insert(reminders).values(rows).onConflictDoNothing();
		});
	}
}
