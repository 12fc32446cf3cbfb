import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../../src/domain/instant.ts';
import { figuresToKeep, type ImportedFigure, shareWell } from '../../../src/domain/watch/imported-figure.ts';
import { at } from '../builders.ts';

const monday = at('2026-03-02 00:00');

function day(start: number, given: Partial<ImportedFigure> = {}): ImportedFigure {
	const times = { responseMillis: null, p95Millis: null };
	return {
		...{ component: 'api', unit: 'day', start, end: start + DAY, source: 'Kuma', count: 100, failed: 1, ...times },
		...given,
	};
}

function hour(start: number, given: Partial<ImportedFigure> = {}): ImportedFigure {
	return day(start, { unit: 'hour', end: start + HOUR, ...given });
}

const nothing = { imported: [], measured: new Map<string, Set<number>>() };

test('what is new is kept, what is known is not kept twice', () => {
	const given = [day(monday), day(monday + DAY)];
	expect(figuresToKeep(given, nothing, false)).toMatchObject({ fresh: given, changed: [], unchanged: 0, flaws: [] });
	const imported = [day(monday)];
	expect(figuresToKeep(given, { ...nothing, imported }, false)).toMatchObject({ fresh: [given[1]], unchanged: 1 });
});

test('another figure of the same time is refused, unless it is to take its place', () => {
	const imported = [day(monday)];
	const given = [day(monday, { failed: 2 })];
	const { flaws } = figuresToKeep(given, { ...nothing, imported }, false);
	expect(flaws).toEqual([{ pointer: '/0/start', detail: expect.stringContaining('--replace') }]);
	expect(figuresToKeep(given, { ...nothing, imported }, true)).toMatchObject({ changed: given, flaws: [] });
	const other = figuresToKeep([day(monday, { source: 'Pingdom' })], { ...nothing, imported }, true);
	expect(other.flaws[0]?.detail).toBe('Expected a time of which no other tool tells: "Kuma" does');
});

test.each([
	['an hour of it', monday + 5 * HOUR, false],
	['its last hour', monday + 23 * HOUR, false],
	['the hour after', monday + 24 * HOUR, true],
	['the hour before', monday - HOUR, true],
])('a day of which we measured %s', (_, measured, isKept) => {
	const known = { imported: [], measured: new Map([['api', new Set([measured])]]) };
	expect(figuresToKeep([day(monday)], known, true).flaws).toHaveLength(isKept ? 0 : 1);
	expect(figuresToKeep([day(monday, { component: 'web' })], known, true).flaws).toEqual([]);
});

test('a zone with half an hour: a day shares its first and last hour of UTC with its neighbours', () => {
	const start = at('2026-03-02 00:00', 'Asia/Kolkata');
	const known = { imported: [], measured: new Map([['api', new Set([start - HOUR / 2])]]) };
	expect(figuresToKeep([day(start)], known, false).flaws).toHaveLength(1);
});

test('an hour and its day are two figures of one time, whether given now or before', () => {
	const both = [day(monday), hour(monday + HOUR), hour(monday + DAY)];
	expect(figuresToKeep(both, nothing, false).flaws.map(({ pointer }) => pointer)).toEqual(['/0/start', '/1/start']);
	const imported = [day(monday)];
	const hours = [hour(monday - HOUR), hour(monday), hour(monday + 23 * HOUR), hour(monday + 24 * HOUR)];
	const { flaws } = figuresToKeep(hours, { ...nothing, imported }, true);
	expect(flaws.map(({ pointer }) => pointer)).toEqual(['/1/start', '/2/start']);
});

test('each time once', () => {
	const { flaws } = figuresToKeep([day(monday), day(monday)], nothing, true);
	expect(flaws).toEqual([{ pointer: '/1/start', detail: 'Expected each hour and day of a component once' }]);
});

test('giving again what was kept changes nothing, and no two kept figures share time', () => {
	const some = fc.array(
		fc.record({ at: fc.integer({ min: 0, max: 60 }), isDay: fc.boolean(), count: fc.integer({ min: 1, max: 3 }) }),
		{ maxLength: 12 },
	);
	fc.assert(
		fc.property(some, some, (first, second) => {
			let imported: ImportedFigure[] = [];
			for (const all of [first, second]) {
				const given = all.map(({ at, isDay, count }) => {
					return isDay ? day(monday + Math.floor(at / 24) * DAY, { count }) : hour(monday + at * HOUR, { count });
				});
				const { fresh, flaws } = figuresToKeep(given, { ...nothing, imported }, false);
				if (flaws.length === 0) imported = [...imported, ...fresh];
			}
			for (const one of imported) {
				expect(imported.filter(({ start, end }) => start < one.end && end > one.start)).toEqual([one]);
			}
			const again = figuresToKeep(imported, { ...nothing, imported }, false);
			expect(again).toEqual({ fresh: [], changed: [], unchanged: imported.length, flaws: [] });
		}),
	);
});

test('a share is rounded down', () => {
	const sum = { source: 'Kuma', count: 100_000, shortest: null, longest: null };
	expect(shareWell({ ...sum, failed: 1 })).toBe('99.99');
	expect(shareWell({ ...sum, failed: 0 })).toBe('100');
	expect(shareWell({ ...sum, failed: 100_000 })).toBe('0.00');
});
