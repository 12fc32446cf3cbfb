import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, type Instant } from '../../../src/domain/instant.ts';
import { amendMaintenance, type Maintenance } from '../../../src/domain/maintenance/maintenance.ts';
import { type Reminder, remindersDue, remindersOf } from '../../../src/domain/maintenance/reminder.ts';
import { maintenance } from '../builders.ts';

const befores = [7 * DAY, DAY, HOUR];
/** Announced well before its first reminder. */
const start = maintenance().planned.start;
const announced = (given: Partial<Maintenance> = {}) => maintenance({ publishedAt: start - 30 * DAY, ...given });
const lead = ({ beforeMillis }: Reminder) => beforeMillis;

function due(one: Maintenance, now: Instant, recorded: Reminder[] = []): number[] {
	return remindersDue(one, befores, recorded, now).map(lead);
}

describe('a reminder', () => {
	test('is due so long before the planned start', () => {
		expect(due(announced(), start - 7 * DAY - 1)).toEqual([]);
		expect(due(announced(), start - 7 * DAY)).toEqual([7 * DAY]);
		expect(due(announced(), start - HOUR)).toEqual(befores);
	});

	test('is none any more once the maintenance starts, or is cancelled', () => {
		expect(due(announced(), start)).toEqual([]);
		expect(due(announced({ status: 'in_progress', startedAt: start - DAY }), start - HOUR)).toEqual([]);
		expect(due(announced({ status: 'cancelled' }), start - HOUR)).toEqual([]);
	});

	test('that was due before the announcement is none', () => {
		expect(remindersOf(announced({ publishedAt: start - 2 * DAY }), befores).map(lead)).toEqual([DAY, HOUR]);
		expect(remindersOf(announced({ publishedAt: start - HOUR }), befores)).toEqual([]);
	});

	test('comes anew for a start that was moved, but none that was due before it was moved there', () => {
		const change = { plannedStart: start + DAY, plannedEnd: start + 2 * DAY, reason: { en: 'Later' } };
		const moved = amendMaintenance(announced(), change, 'update', start - 12 * HOUR);
		const recorded = remindersDue(announced(), befores, [], start - DAY);
		expect(remindersDue(moved, befores, recorded, start + DAY - HOUR)).toEqual([
			{ maintenanceId: moved.id, plannedStart: start + DAY, beforeMillis: DAY, dueAt: start },
			{ maintenanceId: moved.id, plannedStart: start + DAY, beforeMillis: HOUR, dueAt: start + DAY - HOUR },
		]);
	});

	test('of a start that stays does not come anew when only the end is moved', () => {
		const change = { plannedEnd: start + 9 * HOUR, reason: { en: 'Longer' } };
		const longer = amendMaintenance(announced(), change, 'update', start - 2 * HOUR);
		const recorded = remindersDue(announced(), befores, [], start - DAY);
		expect(due(longer, start - HOUR, recorded)).toEqual([HOUR]);
	});
});

test('each comes once for each start, whatever the clock does, and always before it', () => {
	const clock = fc.array(fc.integer({ min: start - 8 * DAY, max: start + DAY }), { maxLength: 12 });
	fc.assert(
		fc.property(clock, (instants) => {
			const recorded: Reminder[] = [];
			for (const now of instants) {
				const found = remindersDue(announced(), befores, recorded, now);
				for (const { dueAt } of found) expect(dueAt).toBeLessThanOrEqual(now);
				if (now >= start) expect(found).toEqual([]);
				recorded.push(...found);
			}
			expect(new Set(recorded.map(lead)).size).toBe(recorded.length);
		}),
	);
});
