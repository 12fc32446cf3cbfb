import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DomainError } from '../../../src/domain/errors.ts';
import {
	amendIncident,
	type Incident,
	incidentStatuses,
	isOver,
	openIncident,
	postUpdate,
} from '../../../src/domain/incidents/incident.ts';
import { editUpdate, type UpdateChange } from '../../../src/domain/incidents/incident-edit.ts';
import { holds } from '../../../src/domain/incidents/redaction.ts';
import { retract } from '../../../src/domain/incidents/retraction.ts';
import { DAY, HOUR } from '../../../src/domain/instant.ts';
import { type Maintenance, postMaintenanceUpdate } from '../../../src/domain/maintenance/maintenance.ts';
import { editMaintenanceUpdate } from '../../../src/domain/maintenance/maintenance-edit.ts';
import { timelineOf } from '../../../src/domain/status/status.ts';
import { at, facts, maintenance } from '../builders.ts';

const start = at('2026-03-02 09:00');
const hour = (hours: number) => start + hours * HOUR;
const words = { en: 'What we know' };
const reason = { en: 'It was another one' };
const now = hour(24 * 30);
function told(...updates: [Incident['status'], number, Record<string, 'major_outage' | 'operational'>?][]): Incident {
	const facts = { title: words, body: words, status: 'investigating', impact: 'major', criticality: 'urgent' } as const;
	const instants = { detectedAt: null, acceptedAt: start, startedAt: start };
	const ids = { id: 'i', number: 1, updateId: 'u0' };
	const opened = openIncident(
		{ ...facts, ...instants, ...ids, cause: null, components: { api: 'major_outage' } },
		start,
	);
	return updates.reduce((one, [status, hours, components = {}], index) => {
		return postUpdate(one, { id: `u${index + 1}`, status, body: words, components, happenedAt: hour(hours) }, now);
	}, opened);
}

test('of what was retracted nothing is in the figures, and nothing changes any more', () => {
	const gone = retract(told(['identified', 1]), reason, now);
	const work = retract(maintenance({ startedAt: start }), reason, now);
	const timeline = timelineOf('api', { start, end: now }, facts({ incidents: [gone], maintenances: [work] }));
	expect(timeline).toMatchObject([{ status: 'operational', because: null }]);
	expect(() => amendIncident(gone, { title: reason }, 'x', now)).toThrow('retracted');
	expect(() => retract(gone, reason, now)).toThrow('retracted');
});

describe('another set of components', () => {
	const affected = ({ changes }: Incident) => changes.map(({ component, status, at }) => [component, status, at]);

	test('replaces what was said: from the start on where it is new, as it went where it is the same', () => {
		const one = told(['identified', 1, { web: 'major_outage' }], ['resolved', 4, { api: 'operational' }]);
		const components = { web: 'major_outage' as const, reports: 'partial_outage' as const };
		const corrected = amendIncident(one, { components, reason }, 'c', now);
		expect(affected(corrected)).toEqual([
			['reports', 'partial_outage', start],
			['web', 'major_outage', hour(1)],
		]);
		expect(corrected.updates.at(-1)?.amended).toEqual([
			{
				field: 'components',
				from: 'api: major_outage, web: major_outage',
				to: 'reports: partial_outage, web: major_outage',
			},
		]);
		expect(() => amendIncident(one, { components }, 'c', now)).toThrow('reason');
		expect(() => amendIncident(told(), { components: {} }, 'c', now)).toThrow('reason');
		expect(affected(amendIncident(told(), { components: {}, reason }, 'c', now))).toEqual([]);
	});
});

test('whatever is edited, all that an update ever said stays readable, and the status is that of the last that happened', () => {
	const change = fc.record(
		{
			body: fc.constantFrom({ en: 'a' }, { en: 'b' }, words),
			status: fc.constantFrom(...incidentStatuses),
			happenedAt: fc.integer({ min: -1, max: 12 }).map(hour),
			components: fc.constantFrom<NonNullable<UpdateChange['components']>>(
				{},
				{ api: 'major_outage' },
				{ web: 'operational' },
			),
			reason: fc.constant(words),
		},
		{ requiredKeys: ['reason'] },
	);
	const edits = fc.array(fc.record({ update: fc.integer({ min: 0, max: 5 }), change }), { maxLength: 8 });
	let taken = 0;
	const run = (given: { update: number; change: UpdateChange }[]) => {
		let one = told(
			['identified', 1, { web: 'major_outage' }],
			['resolved', 3, { api: 'operational' }],
			['investigating', 5, { api: 'major_outage' }],
			['monitoring', 7],
			['resolved', 9],
		);
		for (const { update, change } of given) {
			const before = one.updates[update];
			try {
				one = editUpdate(one, `u${update}`, change, now);
				taken++;
			} catch (error) {
				if (!(error instanceof DomainError)) throw error;
				continue;
			}
			const after = one.updates[update];
			expect(after?.publishedAt).toBe(before?.publishedAt);
			if (JSON.stringify(after) !== JSON.stringify(before))
				expect(after?.edits?.at(-1)).toMatchObject({ body: before?.body });
		}
		const last = one.updates.toSorted((a, b) => a.happenedAt - b.happenedAt).at(-1);
		expect(one.status).toBe(last?.status);
		expect(isOver(one)).toBe(true);
		for (const { at, status } of one.changes) {
			expect(at).toBeGreaterThanOrEqual(one.startedAt);
			if (status !== 'operational') expect(at).toBeLessThanOrEqual(hour(9));
		}
	};
	fc.assert(fc.property(edits, run), { numRuns: 200, seed: 9 });
	expect(taken).toBeGreaterThan(100);
});

test('an edit to what it says already is none', () => {
	const one = told();
	expect(editUpdate(one, 'u0', { body: words }, now)).toBe(one);
	expect(holds(editUpdate(one, 'u0', { body: reason }, now).updates[0]?.edits, words.en)).toBe(true);
});

test('work whose first or last message is moved begins and ends then, and not in another order', () => {
	const post = (one: Maintenance, id: string, status: Maintenance['status'], hours: number) =>
		postMaintenanceUpdate(one, { id, status, body: words, happenedAt: hour(hours) }, now);
	const planned = { start, end: start + DAY };
	const begun = post(post(maintenance({ planned }), 'a', 'in_progress', 1), 'b', 'verifying', 3);
	const done = post(begun, 'c', 'completed', 5);
	const move = (id: string, hours: number) => {
		return editMaintenanceUpdate(done, id, { happenedAt: hour(hours), reason: words }, now);
	};
	expect(move('a', 2)).toMatchObject({ startedAt: hour(2), endedAt: hour(5), status: 'completed' });
	expect(move('c', 4)).toMatchObject({ startedAt: hour(1), endedAt: hour(4), status: 'completed' });
	expect(move('b', 2).status).toBe('completed');
	const again = post(begun, 'd', 'in_progress', 4);
	expect(editMaintenanceUpdate(again, 'b', { happenedAt: hour(5), reason: words }, now).status).toBe('verifying');
	for (const [id, hours] of [
		['a', 4],
		['b', 6],
		['b', 0],
		['c', 2],
	] as const)
		expect(() => move(id, hours)).toThrow(DomainError);
	expect(() => editMaintenanceUpdate(done, 'c', { status: 'verifying' }, now)).toThrow('same kind');
});
