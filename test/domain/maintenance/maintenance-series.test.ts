import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, HOUR, type Instant } from '../../../src/domain/instant.ts';
import type { Maintenance } from '../../../src/domain/maintenance/maintenance.ts';
import {
	beginSeries,
	continueSeries,
	endSeries,
	type MaintenanceSeries,
	type Materialised,
	nextOf,
} from '../../../src/domain/maintenance/maintenance-series.ts';
import type { Text } from '../../../src/domain/text.ts';
import { at, saoPaulo } from '../builders.ts';

const now = at('2026-11-23 12:00');
const text = { en: 'Weekly work' };

function series(given: Partial<MaintenanceSeries> = {}): MaintenanceSeries {
	return {
		...{ id: 'series', title: text, body: text, components: ['api'], rrule: 'FREQ=WEEKLY;BYDAY=SU', zone: saoPaulo },
		...{ firstStart: at('2026-11-29 23:00'), durationMillis: 2 * HOUR, exceptions: [], automatic: true },
		...{ publishedAt: now, endedAt: null },
		...given,
	};
}

let made = 0;
const newId = () => `id${++made}`;

function thereOf(all: Maintenance[]): Materialised {
	const last = Math.max(...all.map(({ occurrence }) => occurrence ?? 0));
	const scheduled = all.filter(({ status }) => status === 'scheduled');
	return { scheduled, last: all.length > 0 ? last : null, number: all.length + 1 };
}

test('begins with its next twelve, numbered, announced, each with the start that the rule gave it', () => {
	const { maintenances } = beginSeries(series(), 5, newId, now);
	expect(maintenances).toHaveLength(12);
	expect(maintenances.map(({ number }) => number)).toEqual(Array.from({ length: 12 }, (_, index) => index + 5));
	expect(maintenances[0]).toMatchObject({
		status: 'scheduled',
		automatic: true,
		seriesId: 'series',
		occurrence: at('2026-11-29 23:00'),
		planned: { start: at('2026-11-29 23:00'), end: at('2026-11-30 01:00') },
		updates: [{ body: text, status: 'scheduled' }],
	});
});

test('has nothing in the past, also where it is said to have begun there', () => {
	const { maintenances } = beginSeries(series({ firstStart: at('2025-01-05 23:00') }), 1, newId, now);
	expect(maintenances[0]?.planned.start).toBe(at('2026-11-29 23:00'));
});

test('is filled up as occurrences are cancelled or over; an exception or what was there never comes again', () => {
	const one = series({ exceptions: ['2027-02-21'] });
	const { maintenances } = beginSeries(one, 1, newId, now);
	expect(continueSeries(one, thereOf(maintenances), newId, now)).toBeNull();
	const changed = maintenances.map((m, index) => (index < 2 ? { ...m, status: 'cancelled' as const } : m));
	const more = continueSeries(one, thereOf(changed), newId, now);
	expect(more?.maintenances.map(({ planned }) => planned.start)).toEqual([
		at('2027-02-28 23:00'),
		at('2027-03-07 23:00'),
	]);
});

test('gets new dates in the languages that somebody has added at a date to come, and in no other words', () => {
	const { maintenances } = beginSeries(series(), 1, newId, now);
	const [over, translated, reworded, ...others] = maintenances as [Maintenance, Maintenance, Maintenance];
	const saying = (one: Maintenance, words: Text) => ({
		...one,
		title: words,
		updates: one.updates.map((update) => ({ ...update, body: words })),
	});
	const both = { ...text, es: 'Trabajo semanal' };
	const dates = [
		{ ...over, status: 'completed' as const },
		saying(translated, both),
		saying(reworded, { en: 'Other work', es: 'Otro', 'pt-BR': 'Outro' }),
		...others,
	];
	const [added] = continueSeries(series(), thereOf(dates), newId, now)?.maintenances ?? [];
	expect([added?.title, added?.updates[0]?.body]).toEqual([both, both]);
});

test('of which the rule gives no more ends once nothing is scheduled', () => {
	const one = series({ rrule: 'FREQ=WEEKLY;COUNT=2' });
	const { maintenances } = beginSeries(one, 1, newId, now);
	expect(maintenances).toHaveLength(2);
	expect(continueSeries(one, thereOf(maintenances), newId, now)).toBeNull();
	const over = maintenances.map((m) => ({ ...m, status: 'completed' as const }));
	const ended = continueSeries(one, thereOf(over), newId, now + 30 * DAY);
	expect(ended).toEqual({ series: { ...one, endedAt: now + 30 * DAY }, maintenances: [] });
	if (ended) expect(continueSeries(ended.series, thereOf(over), newId, now + 60 * DAY)).toBeNull();
});

test('can be ended: what is still scheduled is cancelled, and says why', () => {
	const { maintenances } = beginSeries(series(), 1, newId, now);
	const changed = maintenances.map((m, index) => (index === 0 ? { ...m, status: 'in_progress' as const } : m));
	const ended = endSeries(series(), thereOf(changed), text, newId, now);
	expect(ended.series.endedAt).toBe(now);
	expect(ended.maintenances).toHaveLength(11);
	for (const one of ended.maintenances) expect(one).toMatchObject({ status: 'cancelled', endedAt: null });
	expect(() => endSeries(ended.series, thereOf([]), text, newId, now)).toThrow('already ended');
});

test('the next ones are told in the order of their windows, however they were moved', () => {
	const { maintenances } = beginSeries(series(), 1, newId, now);
	const [first, second] = maintenances as [Maintenance, Maintenance];
	const late = { ...first, planned: { start: second.planned.end, end: second.planned.end + HOUR } };
	expect(nextOf('series', [late, ...maintenances.slice(1)], now).slice(0, 2)).toEqual([second, late]);
	expect(nextOf('other', maintenances, now)).toEqual([]);
});

test('whenever it is looked at, after years too: twelve stand ahead, never one twice, never more than twelve new', () => {
	const looks = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 8 });
	fc.assert(
		fc.property(looks, fc.boolean(), (days, cancels) => {
			const one = series({ rrule: 'FREQ=DAILY' });
			let all = beginSeries(one, 1, newId, now).maintenances;
			for (const day of days) {
				const at: Instant = now + day * DAY;
				const pass = (m: Maintenance) => m.planned.end <= at || (cancels && m.number % 3 === 0);
				all = all.map((m) => (pass(m) ? { ...m, status: 'completed' } : m));
				const added = continueSeries(one, thereOf(all), newId, at)?.maintenances ?? [];
				expect(added.length).toBeLessThanOrEqual(12);
				for (const { planned } of added) expect(planned.start).toBeGreaterThan(at);
				all = [...all, ...added];
				const ahead = all.filter(({ status, planned }) => status === 'scheduled' && planned.start > at);
				expect(ahead.length).toBeGreaterThanOrEqual(12);
			}
			const starts = all.map(({ occurrence }) => occurrence);
			expect(new Set(starts).size).toBe(starts.length);
			expect(new Set(all.map(({ number }) => number)).size).toBe(all.length);
		}),
		{ numRuns: 30 },
	);
});
