import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DomainError } from '../../../src/domain/errors.ts';
import { HOUR, type Instant, MINUTE } from '../../../src/domain/instant.ts';
import {
	amendMaintenance,
	END_UNKNOWN,
	type Maintenance,
	postMaintenanceUpdate,
	scheduleMaintenance,
} from '../../../src/domain/maintenance/maintenance.ts';
import { announcedEnd, overdueSince, workOf } from '../../../src/domain/maintenance/maintenance-windows.ts';
import { timelineOf } from '../../../src/domain/status/status.ts';
import { uptimeOver } from '../../../src/domain/status/uptime.ts';
import { at, facts, maintenance, outage } from '../builders.ts';

const start = at('2026-03-02 10:00');
const hour = (hours: number) => start + hours * HOUR;
const words = { en: 'As planned' };
const weights = { major_outage: 1, partial_outage: 0.3 };

/** Announced the day before, for an hour, and begun in time. */
function begun(): Maintenance {
	const ids = { id: 'm', number: 1, updateId: 'a' };
	const draft = { title: words, body: words, components: ['api'], planned: { start, end: hour(1) }, automatic: false };
	return told(scheduleMaintenance({ ...draft, ...ids }, hour(-24)), 'in_progress', 0);
}

let ids = 0;
function told(one: Maintenance, status: Maintenance['status'], hours: number): Maintenance {
	return postMaintenanceUpdate(one, { id: `u${++ids}`, status, body: words, happenedAt: hour(hours) }, hour(hours));
}

function extended(one: Maintenance, to: number, published: number): Maintenance {
	return amendMaintenance(one, { plannedEnd: hour(to), reason: words }, `u${++ids}`, hour(published));
}

/** Hours of maintenance, of which nothing is known, and down, until an instant. */
function hoursUntil(now: Instant, given: Parameters<typeof facts>[0]): number[] {
	const range = { start: hour(-1), end: now };
	const figures = uptimeOver(timelineOf('api', range, facts(given)), range, weights, now);
	return [figures.maintenanceMillis, figures.notMeasuredMillis, figures.majorMillis].map((millis) => millis / HOUR);
}

test('work that should have ended two hours ago is late, and counts as maintenance for the hour that was announced', () => {
	expect(overdueSince(begun(), hour(1) - 1)).toBeNull();
	expect(overdueSince(begun(), hour(3))).toBe(hour(1));
	expect(hoursUntil(hour(3), { maintenances: [begun()] })).toEqual([1, 2, 0]);
	expect(overdueSince(told(begun(), 'completed', 2), hour(3))).toBeNull();
	expect(hoursUntil(hour(3), { maintenances: [told(begun(), 'completed', 2)] })).toEqual([1, 1, 0]);
});

test('an extension counts if it is told before the end that it moves, and work that has not begun is planned anew', () => {
	expect(announcedEnd(extended(begun(), 3, 0.5))).toBe(hour(3));
	expect(announcedEnd(extended(extended(begun(), 3, 0.5), 5, 2))).toBe(hour(5));
	expect(announcedEnd(extended(begun(), 3, 1))).toBe(hour(1));
	expect(announcedEnd(extended(extended(begun(), 3, 2), 5, 2.5))).toBe(hour(1));
	expect(announcedEnd(extended(extended(begun(), 5, 0.5), 2, 3))).toBe(hour(3));
	const waiting = maintenance({ planned: { start, end: hour(1) } });
	const moved = amendMaintenance(
		waiting,
		{ plannedStart: hour(48), plannedEnd: hour(49), reason: words },
		'later',
		hour(24),
	);
	expect(announcedEnd(told(moved, 'in_progress', 48))).toBe(hour(49));
	// What was told too late is on the page, and in no figure.
	expect(hoursUntil(hour(2.5), { maintenances: [extended(begun(), 3, 2)] })).toEqual([1, 1.5, 0]);
});

test('work that goes on past the end that binds is late since then, whatever end is set afterwards', () => {
	const late = extended(begun(), 3, 2);
	expect(overdueSince(late, hour(2.5))).toBe(hour(1));
	expect(overdueSince(extended(late, 5, 2.5), hour(4))).toBe(hour(1));
	expect(overdueSince(extended(begun(), 3, 0.5), hour(2.5))).toBeNull();
	expect(overdueSince(extended(begun(), 3, 0.5), hour(3))).toBe(hour(3));
	// An end that is set before it has passed binds, also an earlier one.
	expect(overdueSince(extended(begun(), 0.75, 0.5), hour(0.8))).toBe(hour(0.75));
	expect(overdueSince(told(late, 'completed', 2.5), hour(4))).toBeNull();
});

test('an outage in the overrun is an outage, and what a monitor finds then is heard', () => {
	const given = { maintenances: [begun()], incidents: [outage('api', hour(2), hour(3))] };
	expect(hoursUntil(hour(4), given)).toEqual([1, 2, 1]);
	const failing = {
		...({ id: 'o', component: 'api', kind: 'monitor', source: 'http', status: 'major_outage', sets: true } as const),
		...{ detail: null, from: hour(0.5), since: hour(0.5), until: hour(2), dismissedAt: null },
	};
	expect(hoursUntil(hour(3), { maintenances: [begun()], observations: [failing] })).toEqual([1, 1, 1]);
});

test('nobody is late with what has no announced end, nor with what ends by itself this very minute', () => {
	const work = { status: 'in_progress' as const, startedAt: start };
	expect(overdueSince(maintenance({ ...work, planned: { start, end: END_UNKNOWN } }), hour(99))).toBeNull();
	const itself = maintenance({ ...work, automatic: true, planned: { start, end: hour(1) } });
	expect(overdueSince(itself, hour(1))).toBeNull();
	expect(overdueSince(itself, hour(1) + MINUTE)).toBe(hour(1));
});

test('for any course of work, maintenance never exceeds what was announced, and every instant of work is told', () => {
	const steps = fc.array(
		fc.record({
			kind: fc.constantFrom('extend' as const, 'verifying' as const, 'in_progress' as const, 'completed' as const),
			after: fc.integer({ min: 0, max: 3 }),
			to: fc.integer({ min: 1, max: 20 }),
		}),
		{ maxLength: 8 },
	);
	fc.assert(
		fc.property(steps, (given) => {
			let one = begun();
			let now = 0;
			let announced = 1;
			for (const { kind, after, to } of given) {
				now += after;
				try {
					if (kind !== 'extend') one = told(one, kind, now);
					else {
						one = extended(one, to, now);
						if (now < announced) announced = Math.max(to, now);
					}
				} catch (error) {
					if (!(error instanceof DomainError)) throw error;
				}
			}
			const until = hour(now + 30);
			const [maintained = 0, unknown = 0, down] = hoursUntil(until, { maintenances: [one] });
			const worked = workOf(one).reduce((sum, { start, end }) => sum + Math.min(end, until) - start, 0) / HOUR;
			expect(maintained).toBeLessThanOrEqual(announced);
			expect(maintained).toBe(Math.min(worked, announced));
			expect(maintained + unknown).toBe(worked);
			expect(down).toBe(0);
		}),
		{ numRuns: 200, seed: 9 },
	);
});

test('work that is told of afterwards was not announced, and is no maintenance in the figures', () => {
	const late = begun();
	const told = { ...late, publishedAt: hour(0.5), endedAt: hour(1), status: 'completed' as const };
	const timeline = timelineOf('api', { start, end: hour(1) }, facts({ maintenances: [told] }));
	expect(timeline.map(({ start: from, status }) => [from, status])).toEqual([
		[start, 'operational'],
		[hour(0.5), 'under_maintenance'],
	]);
});

test('a component that is added while work goes on was not announced until then, and why is said', () => {
	const one = begun();
	expect(() => amendMaintenance(one, { components: ['api', 'web'] }, 'x', hour(0.5))).toThrow('reason');
	const wider = amendMaintenance(one, { components: ['api', 'web'], reason: words }, 'x', hour(0.5));
	const down = outage('web', start, hour(1));
	const timeline = (slug: string) =>
		timelineOf(slug, { start, end: hour(1) }, facts({ maintenances: [wider], incidents: [down] }));
	expect(timeline('api').map(({ status }) => status)).toEqual(['under_maintenance']);
	expect(timeline('web')[0]?.status).toBe('major_outage');
});

test('work that starts by itself is not moved to a start that had passed before anybody planned it', () => {
	const scheduled = maintenance({ automatic: true, planned: { start: hour(5), end: hour(6) } });
	const moved = (plannedStart: number, automatic = true) =>
		amendMaintenance({ ...scheduled, automatic }, { plannedStart, reason: words }, 'x', hour(2));
	expect(() => moved(hour(1))).toThrow('still to come');
	expect(moved(hour(3)).planned.start).toBe(hour(3));
	expect(moved(hour(1), false).planned.start).toBe(hour(1));
});
