import { inArray } from 'drizzle-orm';
import { reminders } from '../../../db/schema.ts';
import type { Instant } from '../../domain/instant.ts';
import type { RecordedReminder, Reminder } from '../../domain/maintenance/reminder.ts';
import type { Database } from '../sqlite/open.ts';

/** The reminders that came due. They are no publication: nothing that they say is new. */
export class ReminderStore {
	#database: Database;

	constructor(database: Database) {
		this.#database = database;
	}

	/** In the order in which they were due. */
	async of(maintenanceIds: string[]): Promise<RecordedReminder[]> {
		if (maintenanceIds.length === 0) return [];
		const own = inArray(reminders.maintenanceId, maintenanceIds);
		return this.#database.select().from(reminders).where(own).orderBy(reminders.dueAt).all();
	}

	/** What is recorded already stays as it is. */
	async record(due: Reminder[], recordedAt: Instant): Promise<void> {
		if (due.length === 0) return;
		const rows = due.map((reminder) => ({ ...reminder, recordedAt }));
		this.#database.insert(reminders).values(rows).onConflictDoNothing().run();
	}
}
