import { inArray } from 'drizzle-orm';
import { reminders } from '../../../db/schema.ts';
import type { Instant } from '../../domain/instant.ts';
import type { RecordedReminder, Reminder } from '../../domain/maintenance/reminder.ts';
import type { Engine } from '../engine.ts';
import type { ReminderReads, ReminderWrites } from '../stores.ts';
import { isAnybodyThere } from './deliveries.ts';
import { inParts } from './in-parts.ts';

export class ReminderStore implements ReminderReads, ReminderWrites {
	#engine: Engine;

	constructor(engine: Engine) {
		this.#engine = engine;
	}

	async of(maintenanceIds: string[]): Promise<RecordedReminder[]> {
		const rows = await inParts(maintenanceIds, (part) => {
			return this.#engine.reader.select().from(reminders).where(inArray(reminders.maintenanceId, part));
		});
		return rows.map(({ after: _, ...reminder }) => reminder).sort((one, other) => one.dueAt - other.dueAt);
	}

	async record(due: Reminder[], recordedAt: Instant): Promise<void> {
		if (due.length === 0) return;
		await this.#engine.write(async (tx) => {
			const after = (await isAnybodyThere(tx)) ? '' : null;
			const rows = due.map((reminder) => ({ ...reminder, recordedAt, after }));
			await tx.insert(reminders).values(rows).onConflictDoNothing();
		});
	}
}
