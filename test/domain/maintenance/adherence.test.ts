import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { adherenceWithin, emergenciesWithin, preventiveWithin } from '../../../src/domain/maintenance/adherence.ts';
import { isEmergency } from '../../../src/domain/maintenance/maintenance-windows.ts';
import { at, maintenance, range, revision, termsBut } from '../builders.ts';

const march = range('2026-03-01 00:00', '2026-04-01 00:00');
const now = at('2026-04-02 00:00');

function work(start: string, end: string | null) {
	return maintenance({ startedAt: at(start), endedAt: end === null ? null : at(end) });
}

function minutesOf(...works: ReturnType<typeof work>[]) {
	return adherenceWithin(works, [revision()], march, now).map(({ workMillis, insideMillis }) => {
		return [insideMillis / MINUTE, workMillis / MINUTE];
	});
}

test('work in the promised window is inside, whatever side of midnight', () => {
	expect(minutesOf(work('2026-03-02 23:00', '2026-03-03 05:00'))).toEqual([[360, 360]]);
});

test('only the part of work that leaves the window is outside', () => {
	expect(minutesOf(work('2026-03-03 04:00', '2026-03-03 06:30'))).toEqual([[60, 150]]);
	expect(minutesOf(work('2026-03-03 13:00', '2026-03-03 13:20'))).toEqual([[0, 20]]);
});

test('a month has the part of the work that was done in it', () => {
	expect(minutesOf(work('2026-02-28 23:30', '2026-03-01 00:30'))).toEqual([[30, 30]]);
	expect(minutesOf(work('2026-03-31 23:00', null))).toEqual([[60, 60]]);
});

test('work that never began counts for nothing, nor does work that nothing was promised about', () => {
	expect(minutesOf(maintenance())).toEqual([]);
	const early = { ...work('2026-03-02 23:00', '2026-03-02 23:30'), publishedAt: at('2025-12-01 00:00') };
	expect(minutesOf(early)).toEqual([]);
});

test('the window is the one that was promised when the work was announced', () => {
	const moved = revision({
		number: 2,
		publishedAt: at('2026-03-10 00:00'),
		terms: termsBut('maintenance-window', { window: { from: '13:00', to: '14:00', offset: '-03:00' } }),
	});
	const [found] = adherenceWithin([work('2026-03-12 23:00', '2026-03-12 23:30')], [revision(), moved], march, now);
	expect(found?.insideMillis).toBe(30 * MINUTE);
});

test('what is inside never exceeds the work, and whole days are inside for a quarter', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 25 * 24 * 60 }), fc.integer({ min: 1, max: 3000 }), (start, length) => {
			const startedAt = march.start + start * MINUTE;
			const one = maintenance({ startedAt, endedAt: startedAt + length * MINUTE });
			const [found] = adherenceWithin([one], [revision()], march, now);
			expect(found?.insideMillis).toBeLessThanOrEqual(found?.workMillis ?? 0);
			expect(found?.workMillis).toBe(length * MINUTE);
			const days = maintenance({ startedAt, endedAt: startedAt + 3 * DAY });
			expect(adherenceWithin([days], [revision()], march, now)[0]?.insideMillis).toBe(18 * HOUR);
		}),
	);
});

test.each([
	['before its planned start', '2026-03-02 22:59', '2026-03-02 23:00', false],
	['as it begins', '2026-03-02 23:00', '2026-03-02 23:00', false],
	['after its planned start', '2026-03-02 23:01', '2026-03-02 23:05', true],
	['in time, but after it had begun', '2026-03-02 22:30', '2026-03-02 22:00', true],
	['in time, and begun early', '2026-03-02 20:00', '2026-03-02 22:00', false],
])('work announced %s is an emergency or not', (_, publishedAt, startedAt, emergency) => {
	expect(isEmergency(maintenance({ publishedAt: at(publishedAt), startedAt: at(startedAt) }))).toBe(emergency);
});

test('moving the start afterwards makes no preventive work of an emergency', () => {
	const late = maintenance({
		planned: range('2026-03-03 01:00', '2026-03-03 02:00'),
		publishedAt: at('2026-03-02 23:30'),
	});
	const from = at('2026-03-02 23:00');
	const move = { field: 'planned_start' as const, from, to: late.planned.start };
	const told = { id: 'u', status: 'scheduled' as const, body: { en: 'Later' }, happenedAt: from, publishedAt: from };
	expect(isEmergency(late)).toBe(false);
	expect(isEmergency({ ...late, updates: [{ ...told, amended: [move] }] })).toBe(true);
});

test('each piece of work is either preventive or an emergency, and none is lost', () => {
	const minute = fc.integer({ min: 0, max: 30 * 24 * 60 }).map((minutes) => march.start + minutes * MINUTE);
	const works = fc.array(
		fc.record({ startedAt: minute, publishedAt: minute, length: fc.integer({ min: 1, max: 600 }) }),
		{ maxLength: 8 },
	);
	fc.assert(
		fc.property(works, (all) => {
			const maintenances = all.map(({ startedAt, publishedAt, length }, number) => {
				const endedAt = startedAt + length * MINUTE;
				return maintenance({
					id: `m${number}`,
					planned: { start: startedAt, end: endedAt },
					startedAt,
					endedAt,
					publishedAt,
				});
			});
			const preventive = preventiveWithin(maintenances, [revision()], march, now);
			const emergencies = emergenciesWithin(maintenances, march, now);
			const every = adherenceWithin(maintenances, [revision()], march, now);
			const millis = (ones: { workMillis: number }[]) => ones.reduce((sum, one) => sum + one.workMillis, 0);
			expect(millis(preventive) + millis(emergencies)).toBe(millis(every));
			expect(emergencies.every(({ maintenance: one }) => one.publishedAt > (one.startedAt ?? 0))).toBe(true);
		}),
	);
});
