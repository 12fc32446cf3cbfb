import { describe, expect, test } from 'vitest';
import {
	amendIncident,
	type IncidentDraft,
	type IncidentStatus,
	justifyMiss,
	openIncident,
	postUpdate,
} from '../../../src/domain/incidents/incident.ts';
import { at, incident } from '../builders.ts';

const now = at('2026-03-02 18:00');
const start = at('2026-03-02 09:00');
const reason = { es: 'Los registros lo dicen.' };

function open(given: Partial<IncidentDraft> = {}) {
	const draft = {
		title: reason,
		body: reason,
		status: 'investigating',
		impact: 'major',
		criticality: 'high',
		cause: null,
	} as const;
	const instants = { detectedAt: null, acceptedAt: start, startedAt: start };
	return openIncident(
		{ ...draft, components: { api: 'partial_outage' }, ...instants, ...given, id: 'i', number: 1, updateId: 'u' },
		now,
	);
}

const update = (status: IncidentStatus, happenedAt: number) => ({
	id: `${happenedAt}`,
	status,
	body: reason,
	components: {},
	happenedAt,
});

describe('an incident that is over when it is told', () => {
	test('was resolved when it is told, or when the staff say', () => {
		expect(open({ status: 'resolved', components: {} }).resolvedAt).toBe(now);
		const resolvedAt = at('2026-03-02 10:00');
		expect(open({ status: 'resolved', components: {}, resolvedAt }).resolvedAt).toBe(resolvedAt);
	});

	test('cannot have been resolved before it began, nor without the status', () => {
		expect(() => open({ status: 'resolved', components: {}, resolvedAt: start - 1 })).toThrow('after the start');
		expect(() => open({ resolvedAt: now })).toThrow('status resolved');
	});
});

test('a resolution cannot be dated before the last change of status', () => {
	const worse = postUpdate(
		open(),
		{ ...update('identified', at('2026-03-02 15:00')), components: { api: 'major_outage' } },
		now,
	);
	expect(() => postUpdate(worse, update('resolved', at('2026-03-02 14:00')), now)).toThrow('after the last change');
	expect(postUpdate(worse, update('resolved', at('2026-03-02 16:00')), now).resolvedAt).toBe(at('2026-03-02 16:00'));
});

describe('what bears on a promise', () => {
	test.each([
		{ title: { es: 'Other' } },
		{ impact: 'none' as const },
		{ cause: 'whatsapp' },
		{ acceptedAt: at('2026-03-02 09:30') },
		{ criticality: 'urgent' as const },
	])('changes only with a public reason: %j', (patch) => {
		expect(() => amendIncident(open(), patch, 'x', now)).toThrow('reason');
		expect(amendIncident(open(), { ...patch, reason }, 'x', now).updates.at(-1)?.amended).toHaveLength(1);
	});

	test('another title in one language leaves those in other languages', () => {
		const two = { ...open(), title: { es: 'Lento', en: 'Slow' } };
		const { title } = amendIncident(two, { title: { es: 'Muy lento' }, reason }, 'x', now);
		expect(title).toEqual({ es: 'Muy lento', en: 'Slow' });
	});

	test('is no title that only gets languages which it lacked: that needs no reason, and with one it is told', () => {
		const one = { ...open(), title: { es: 'Lento' } };
		const patch = { title: { es: 'Lento', en: 'Slow' } };
		expect(amendIncident(one, patch, 'x', now)).toEqual({ ...one, title: patch.title });
		expect(amendIncident(one, { ...patch, reason }, 'x', now).updates.at(-1)?.amended).toMatchObject([
			{ field: 'title' },
		]);
	});

	test('stands once a miss was justified', () => {
		const justified = justifyMiss(open(), reason, now);
		expect(() => amendIncident(justified, { cause: 'whatsapp', reason }, 'x', now)).toThrow('stand');
		expect(amendIncident(justified, { title: { en: 'Another title' }, reason }, 'x', now).title).toMatchObject({
			en: 'Another title',
		});
	});

	test('may be corrected after the resolution: when it was accepted, and when it was resolved', () => {
		const resolved = postUpdate(open(), update('resolved', at('2026-03-02 12:00')), now);
		const resolvedAt = at('2026-03-02 11:00');
		const corrected = amendIncident(resolved, { resolvedAt, reason }, 'x', now);
		expect(corrected).toMatchObject({ resolvedAt, status: 'resolved' });
		expect(() => amendIncident(open(), { resolvedAt, reason }, 'x', now)).toThrow('not resolved yet');
	});
});

describe('what was resolved', () => {
	const resolvedAt = at('2026-03-02 12:00');
	const opened = () =>
		incident({ changes: [{ component: 'api', status: 'major_outage', at: at('2026-03-02 10:00'), updateId: null }] });
	const resolved = () => postUpdate(opened(), { ...update('resolved', resolvedAt), id: 'end' }, now);
	const again = (status: 'investigating' | 'resolved', time: string, components = {}) => ({
		...update(status, at(time)),
		components,
	});

	test('is reopened by an open status: it was well in between, and what it said stays readable', () => {
		const reopened = postUpdate(resolved(), again('investigating', '2026-03-02 13:00', { api: 'partial_outage' }), now);
		expect(reopened).toMatchObject({ status: 'investigating', resolvedAt: null });
		expect(reopened.updates.map(({ status }) => status)).toEqual(['resolved', 'investigating']);
		expect(reopened.changes.map((change) => [change.status, change.at])).toEqual([
			['major_outage', at('2026-03-02 10:00')],
			['operational', resolvedAt],
			['partial_outage', at('2026-03-02 13:00')],
		]);
		const ended = postUpdate(reopened, again('resolved', '2026-03-02 14:00'), now);
		expect(ended).toMatchObject({ status: 'resolved', resolvedAt: at('2026-03-02 14:00') });
		expect(() => postUpdate(reopened, again('resolved', '2026-03-02 12:30'), now)).toThrow('last change');
	});

	test('is not reopened before it was resolved', () => {
		expect(() => postUpdate(resolved(), again('investigating', '2026-03-02 11:00'), now)).toThrow(
			'after the resolution',
		);
	});

	test('is not resolved once more, but what was learned follows, also twice', () => {
		const learned = postUpdate(resolved(), update('postmortem', at('2026-03-02 13:00')), now);
		for (const over of [resolved(), learned]) {
			expect(() => postUpdate(over, again('resolved', '2026-03-02 13:30'), now)).toThrow('already resolved');
		}
		const twice = postUpdate(learned, { ...update('postmortem', at('2026-03-02 14:00')), id: 'more' }, now);
		expect(twice).toMatchObject({ status: 'postmortem', resolvedAt });
	});

	test('may say more than once that it is looked into', () => {
		const twice = postUpdate(opened(), again('investigating', '2026-03-02 11:00'), now);
		expect(postUpdate(twice, again('investigating', '2026-03-02 11:30'), now).updates).toHaveLength(2);
	});
});
