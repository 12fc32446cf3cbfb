import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ComponentStatus, componentStatuses } from '../../../src/domain/component.ts';
import { DomainError } from '../../../src/domain/errors.ts';
import {
	amendIncident,
	type Incident,
	type IncidentDraft,
	incidentStatuses,
	isOver,
	openIncident,
	postUpdate,
	touched,
} from '../../../src/domain/incidents/incident.ts';
import { HOUR } from '../../../src/domain/instant.ts';
import {
	amendMaintenance,
	type Maintenance,
	maintenanceStatuses,
	postMaintenanceUpdate,
	scheduleMaintenance,
} from '../../../src/domain/maintenance/maintenance.ts';
import { at, maintenance } from '../builders.ts';

const start = at('2026-03-02 09:00');
const now = start + 100 * HOUR;
const reason = { en: 'The logs say so.' };
const hour = (hours: number) => start + hours * HOUR;

function opened(given: Partial<IncidentDraft> = {}, hours = 0): Incident {
	const words = { title: reason, body: reason, status: 'investigating', impact: 'major', criticality: 'high' } as const;
	const instants = { detectedAt: null, acceptedAt: hour(hours), startedAt: hour(hours) };
	const ids = { id: 'i', number: 1, updateId: 'first' };
	return openIncident({ ...words, cause: null, components: {}, ...instants, ...given, ...ids }, now);
}

let ids = 0;
const draft = (status: Incident['status'], hours: number, components: Record<string, ComponentStatus> = {}) => ({
	...{ id: `u${++ids}`, status, body: reason, components, happenedAt: hour(hours) },
});

function refusal(work: () => unknown): { pointer: string | undefined; detail: string | undefined } {
	try {
		work();
	} catch (error) {
		if (error instanceof DomainError) return { pointer: error.flaws[0]?.pointer, detail: error.flaws[0]?.detail };
	}
	throw new Error('Nothing was refused');
}

describe('of an incident', () => {
	test('what is told late of the past never becomes the present', () => {
		const before = opened({ components: { api: 'partial_outage' } });
		const monitored = postUpdate(before, draft('monitoring', 2, { api: 'degraded_performance' }), now);
		const late = postUpdate(monitored, draft('identified', 1, { api: 'major_outage' }), now);
		expect(late.status).toBe('monitoring');
		expect(touched(late).get('api')).toBe('degraded_performance');
		expect(late.updates.map(({ status }) => status)).toEqual(['investigating', 'monitoring', 'identified']);
	});

	test('a correction says nothing of how things go: what happened before it, told later, still counts', () => {
		const corrected = amendIncident(opened(), { cause: 'whatsapp', reason }, 'c', hour(10));
		const told = postUpdate(corrected, draft('monitoring', 9), hour(11));
		expect(told.status).toBe('monitoring');
		expect(told.updates.find(({ id }) => id === 'c')?.status).toBe('monitoring');
	});

	test('a start after something that happened is refused, and the refusal says what and when', () => {
		const worse = postUpdate(opened(), draft('identified', 1, { api: 'major_outage' }), now);
		expect(refusal(() => amendIncident(worse, { startedAt: hour(3), reason }, 'x', now))).toEqual({
			pointer: '/started_at',
			detail: expect.stringContaining(new Date(hour(1)).toISOString()),
		});
		const moved = amendIncident(worse, { startedAt: hour(0.5), reason }, 'x', now);
		expect(moved.updates[0]?.happenedAt).toBe(hour(0.5));
	});

	test.each<[string, (one: Incident) => unknown, string]>([
		['an update before the start', (one) => postUpdate(one, draft('identified', -1), now), '/happened_at'],
		[
			'an end before its beginning',
			(one) => amendIncident(ended(one), { resolvedAt: hour(-1), reason }, 'x', now),
			'/resolved_at',
		],
		[
			'a start after the end',
			(one) => amendIncident(ended(one), { startedAt: hour(9), reason }, 'x', now),
			'/started_at',
		],
		[
			'an end before the last change',
			(one) => amendIncident(ended(one), { resolvedAt: hour(1), reason }, 'x', now),
			'/resolved_at',
		],
		[
			'a resolution before the last message',
			(one) => postUpdate(worse(one), draft('resolved', 1), now),
			'/happened_at',
		],
		[
			'one more word on the end from before it',
			(one) => postUpdate(ended(one), draft('resolved', 3), now),
			'/happened_at',
		],
		['a postmortem of before the end', (one) => postUpdate(ended(one), draft('postmortem', 3), now), '/happened_at'],
		[
			'a detection before the start',
			(one) => amendIncident(one, { detectedAt: hour(-1), reason }, 'x', now),
			'/detected_at',
		],
	])('%s is refused', (_, work, pointer) => {
		expect(refusal(() => work(opened({}, 0)))).toMatchObject({ pointer });
	});

	function worse(one: Incident): Incident {
		return postUpdate(one, draft('identified', 2, { api: 'major_outage' }), now);
	}

	function ended(one: Incident): Incident {
		return postUpdate(worse(one), draft('resolved', 4, { api: 'operational' }), now);
	}

	test('what ended with it ends with it still', () => {
		const later = amendIncident(ended(opened()), { resolvedAt: hour(5), reason }, 'x', now);
		expect(later.changes.at(-1)).toMatchObject({ status: 'operational', at: hour(5) });
	});
});

describe('whatever is told in whatever order', () => {
	const hours = fc.integer({ min: -2, max: 20 });
	const step = fc.oneof(
		fc.record({
			kind: fc.constant('update' as const),
			status: fc.constantFrom(...incidentStatuses),
			component: fc.constantFrom('api', 'web', null),
			suffers: fc.constantFrom(...componentStatuses),
			hours,
		}),
		fc.record({
			kind: fc.constant('correction' as const),
			field: fc.constantFrom('startedAt' as const, 'resolvedAt' as const, 'acceptedAt' as const),
			hours,
		}),
	);

	test('the status is that of the last that happened, nothing is before the start, and nothing wrong after the end', () => {
		let taken = 0;
		const run = (steps: (typeof step extends fc.Arbitrary<infer S> ? S : never)[]) => {
			let one = opened({ components: { api: 'partial_outage' } });
			for (const [index, given] of steps.entries()) {
				const next = attempt(() => {
					if (given.kind === 'correction') {
						return amendIncident(one, { [given.field]: hour(given.hours), reason }, `c${index}`, hour(30 + index));
					}
					const components = given.component === null ? {} : { [given.component]: given.suffers };
					return postUpdate(one, draft(given.status, given.hours, components), hour(30 + index));
				});
				if (next === null) continue;
				taken++;
				one = next;
				expectConsistent(one);
			}
		};
		fc.assert(fc.property(fc.array(step, { maxLength: 12 }), run), { numRuns: 300, seed: 9 });
		expect(taken).toBeGreaterThan(500);
	});

	function expectConsistent({ startedAt, resolvedAt, updates, changes, status }: Incident): void {
		const told = updates.filter(({ amended }) => amended.length === 0);
		const last = told.toSorted((a, b) => a.happenedAt - b.happenedAt).at(-1);
		// One more word on the end does not take back what was learned.
		if (!(status === 'postmortem' && last?.status === 'resolved')) expect(status).toBe(last?.status);
		expect(isOver({ status })).toBe(resolvedAt !== null);
		for (const { happenedAt } of updates) expect(happenedAt).toBeGreaterThanOrEqual(startedAt);
		for (const change of changes) {
			expect(change.at).toBeGreaterThanOrEqual(startedAt);
			if (resolvedAt !== null && change.at > resolvedAt) expect(change.status).toBe('operational');
		}
		if (resolvedAt !== null) expect(resolvedAt).toBeGreaterThanOrEqual(startedAt);
		expect(changes.map(({ at }) => at)).toEqual(changes.map(({ at }) => at).toSorted((a, b) => a - b));
	}
});

describe('of planned work', () => {
	const post = (one: Maintenance, status: Maintenance['status'], hours: number) =>
		postMaintenanceUpdate(one, { id: `m${++ids}`, status, body: reason, happenedAt: hour(hours) }, now);
	const announced = () =>
		scheduleMaintenance(
			{
				...{ id: 'm', number: 1, updateId: 'first', title: reason, body: reason, components: ['api'] },
				...{ planned: { start: start, end: hour(8) }, automatic: false },
			},
			now,
		);

	test('what is told late of the past never becomes the present', () => {
		const verifying = post(post(announced(), 'in_progress', 0), 'verifying', 4);
		const late = post(verifying, 'in_progress', 2);
		expect(late).toMatchObject({ status: 'verifying', startedAt: hour(0), endedAt: null });
		expect(refusal(() => post(late, 'completed', 3))).toMatchObject({ pointer: '/happened_at' });
		const completed = post(late, 'completed', 5);
		expect(refusal(() => post(completed, 'completed', 4))).toMatchObject({ pointer: '/happened_at' });
	});

	test('for any sequence, the status is that of the last that happened, and all of it is within the work', () => {
		const step = fc.record({
			status: fc.constantFrom(...maintenanceStatuses, null),
			hours: fc.integer({ min: -2, max: 12 }),
		});
		const run = (steps: { status: Maintenance['status'] | null; hours: number }[]) => {
			let one = maintenance({ ...announced() });
			for (const { status, hours } of steps) {
				const planned = { plannedEnd: hour(20 + hours), reason };
				one =
					attempt(() =>
						status === null ? amendMaintenance(one, planned, `c${++ids}`, now) : post(one, status, hours),
					) ?? one;
			}
			const done = one.updates.filter(({ amended, status }) => amended.length === 0 && status !== 'scheduled');
			const last = done.toSorted((a, b) => a.happenedAt - b.happenedAt).at(-1);
			expect(one.status).toBe(last?.status ?? 'scheduled');
			for (const { happenedAt } of done) {
				if (one.startedAt !== null) expect(happenedAt).toBeGreaterThanOrEqual(one.startedAt);
			}
			if (one.endedAt !== null) expect(one.endedAt).toBeGreaterThanOrEqual(one.startedAt ?? Number.POSITIVE_INFINITY);
		};
		fc.assert(fc.property(fc.array(step, { maxLength: 12 }), run), { numRuns: 300, seed: 9 });
	});
});

function attempt<T>(work: () => T): T | null {
	try {
		return work();
	} catch (error) {
		if (error instanceof DomainError) return null;
		throw error;
	}
}
