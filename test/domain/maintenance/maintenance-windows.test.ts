import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR, type Interval, MINUTE } from '../../../src/domain/instant.ts';
import {
	amendMaintenance,
	type Maintenance,
	postMaintenanceUpdate,
	scheduleMaintenance,
} from '../../../src/domain/maintenance/maintenance.ts';
import { formerWindows, overlapping } from '../../../src/domain/maintenance/maintenance-windows.ts';
import { timelineOf } from '../../../src/domain/status/status.ts';
import { uptimeOver } from '../../../src/domain/status/uptime.ts';
import { at, facts, maintenance, range } from '../builders.ts';

const announced = at('2026-02-27 10:00');
const reason = { en: 'Because' };

function moved(one: Maintenance, { start, end }: Interval): Maintenance {
	const patch = { plannedStart: start, plannedEnd: end, reason };
	return amendMaintenance(one, patch, `update${one.updates.length}`, announced);
}

describe('the former windows', () => {
	test('are none where nothing was moved', () => {
		expect(formerWindows(maintenance())).toEqual([]);
		const patch = { title: { en: 'Other' }, reason };
		expect(formerWindows(amendMaintenance(maintenance(), patch, 'x', announced))).toEqual([]);
	});

	test('are told from the first to the last; one that it came back to is not former', () => {
		const first = maintenance().planned;
		const second = range('2026-03-04 23:00', '2026-03-05 01:00');
		const third = { ...second, end: second.end + HOUR };
		const there = moved(moved(maintenance(), second), third);
		expect(formerWindows(there)).toEqual([first, second]);
		expect(formerWindows(moved(there, first))).toEqual([second, third]);
	});

	test('are every window that it ever had but the last, each once', () => {
		const window = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 3 }));
		fc.assert(
			fc.property(fc.array(window, { maxLength: 8 }), (windows) => {
				const intervals = windows.map(([from, hours]) => {
					const start = at('2026-04-01 00:00') + from * HOUR;
					return { start, end: start + hours * HOUR };
				});
				const one = intervals.reduce(moved, maintenance());
				const all = [maintenance().planned, ...intervals].map((interval) => JSON.stringify(interval));
				const former = formerWindows(one).map((interval) => JSON.stringify(interval));
				expect(former.toSorted()).toEqual([...new Set(all)].filter((own) => own !== all.at(-1)).toSorted());
			}),
		);
	});
});

describe('two maintenances of one component at the same time', () => {
	const one = maintenance({ planned: range('2026-03-02 23:00', '2026-03-03 01:00') });
	const other = maintenance({ id: 'other', planned: range('2026-03-03 00:00', '2026-03-03 02:00') });

	test('are told of each other', () => {
		expect(overlapping(one, [one, other]).map(({ id }) => id)).toEqual(['other']);
	});

	test.each<[string, Partial<Maintenance>]>([
		['touch only', { planned: range('2026-03-03 01:00', '2026-03-03 02:00') }],
		['are of other components', { components: ['chatbots'] }],
		['are over', { status: 'completed' }],
		['were cancelled', { status: 'cancelled' }],
	])('but not where they %s', (_, given) => {
		expect(overlapping(one, [{ ...other, ...given }])).toEqual([]);
		expect(overlapping({ ...other, ...given }, [one])).toEqual([]);
	});

	test('count once', () => {
		const day = range('2026-03-02 00:00', '2026-03-04 00:00');
		const working = (window: Interval, id: string) =>
			maintenance({ id, planned: window, startedAt: window.start, endedAt: window.end });
		const both = facts({ maintenances: [working(one.planned, 'one'), working(other.planned, 'other')] });
		const joined = facts({ maintenances: [working({ start: one.planned.start, end: other.planned.end }, 'joined')] });
		const timeline = timelineOf('api', day, both);
		const millis = timeline
			.filter(({ status }) => status === 'under_maintenance')
			.reduce((sum, { start, end }) => sum + end - start, 0);
		expect(millis).toBe(3 * HOUR);
		const weights = { major_outage: 1, partial_outage: 0.3 };
		const uptime = (given: typeof both) => uptimeOver(timelineOf('api', day, given), day, weights, day.end);
		expect(uptime(both)).toEqual(uptime(joined));
	});
});

test('work that has begun is not planned to begin later, and its plan may still be put right', () => {
	const now = at('2026-03-02 12:00');
	const draft = {
		id: 'm',
		number: 1,
		updateId: 'u',
		title: reason,
		body: reason,
		components: ['api'],
		automatic: false,
	};
	const planned = scheduleMaintenance({ ...draft, planned: { start: now, end: now + 2 * HOUR } }, now - HOUR);
	const later = { plannedStart: now + HOUR, reason };
	expect(amendMaintenance(planned, later, 'x', now).planned.start).toBe(now + HOUR);
	const begun = postMaintenanceUpdate(planned, { id: 'b', status: 'in_progress', body: reason, happenedAt: now }, now);
	expect(() => amendMaintenance(begun, later, 'x', now)).toThrow(
		expect.objectContaining({ flaws: [expect.objectContaining({ pointer: '/planned_start' })] }),
	);
	const righted = { plannedStart: now - MINUTE, plannedEnd: now + 3 * HOUR, reason };
	expect(amendMaintenance(begun, righted, 'x', now).planned).toEqual({ start: now - MINUTE, end: now + 3 * HOUR });
});

describe('a window that is over', () => {
	const now = at('2026-03-02 12:00');
	const draft = { id: 'm', number: 1, updateId: 'u', title: reason, body: reason, components: ['api'] };
	const over = { start: now - 2 * HOUR, end: now };

	test('is refused where the maintenance runs itself, and recorded by hand', () => {
		expect(() => scheduleMaintenance({ ...draft, planned: over, automatic: true }, now)).toThrow('still to come');
		expect(scheduleMaintenance({ ...draft, planned: over, automatic: false }, now).status).toBe('scheduled');
	});

	test('is refused at its start where it is under way, since customers would be told at once that it begins, and by hand is not', () => {
		const lasting = (start: number, automatic: boolean) =>
			scheduleMaintenance({ ...draft, planned: { start, end: now + HOUR }, automatic }, now);
		expect(() => lasting(now - 1, true)).toThrow(
			expect.objectContaining({ flaws: [expect.objectContaining({ pointer: '/planned_start' })] }),
		);
		expect([lasting(now, true).automatic, lasting(now - HOUR, false).startedAt]).toEqual([true, null]);
	});

	test('is no reason to start by itself from now on', () => {
		const byHand = scheduleMaintenance({ ...draft, planned: over, automatic: false }, now);
		expect(() => amendMaintenance(byHand, { automatic: true }, 'x', now)).toThrow('still to come');
		const patch = { automatic: true, plannedEnd: now + HOUR, reason };
		expect(amendMaintenance(byHand, patch, 'x', now).automatic).toBe(true);
	});
});
