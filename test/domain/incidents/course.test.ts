import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { componentStatuses } from '../../../src/domain/component.ts';
import { courseOf, placeOn } from '../../../src/domain/incidents/course.ts';
import type { Incident } from '../../../src/domain/incidents/incident.ts';
import { DAY, HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { at, incident, outage } from '../builders.ts';

const seed = { seed: 20261014 };
const noon = at('2026-03-02 12:00');

/** Any order of what happened, as imports tell it. */
const incidents = fc
	.record({
		started: fc.integer({ min: 0, max: 3000 }),
		detected: fc.option(fc.integer({ min: -100, max: 3000 })),
		accepted: fc.option(fc.integer({ min: -100, max: 3000 })),
		published: fc.integer({ min: -100, max: 9000 }),
		lasted: fc.option(fc.integer({ min: 0, max: 3000 })),
		changes: fc.array(
			fc.record({
				component: fc.constantFrom('api', 'bots', 'reports'),
				status: fc.constantFrom(...componentStatuses),
				after: fc.integer({ min: 0, max: 4000 }),
			}),
			{ maxLength: 8 },
		),
	})
	.map(({ started, detected, accepted, published, lasted, changes }): Incident => {
		const instant = (minutes: number) => noon + minutes * MINUTE;
		return incident({
			startedAt: instant(started),
			detectedAt: detected === null ? null : instant(detected),
			acceptedAt: accepted === null ? null : instant(accepted),
			publishedAt: instant(published),
			resolvedAt: lasted === null ? null : instant(started + lasted),
			changes: changes
				.map(({ component, status, after }) => ({ component, status, at: instant(started + after), updateId: null }))
				.sort((one, other) => one.at - other.at),
		});
	});
const dues = fc.array(
	fc.integer({ min: -100, max: 30_000 }).map((minutes) => noon + minutes * MINUTE),
	{ maxLength: 3 },
);
const nows = fc.integer({ min: 0, max: 9000 }).map((minutes) => noon + minutes * MINUTE);

describe('the line of time', () => {
	test('has everything on it, from the first instant at 0 to the last at 1, each later one further on', () => {
		fc.assert(
			fc.property(incidents, dues, nows, (one, due, now) => {
				const course = courseOf(one, due, now);
				const { range, moments, happenedUntil } = course;
				expect(range.start).toBeLessThan(range.end);
				const instants = [...moments.map((moment) => moment.at), ...due, happenedUntil].sort((a, b) => a - b);
				const places = instants.map((instant) => placeOn(course, instant));
				expect(places).toEqual(places.toSorted((a, b) => a - b));
				expect(placeOn(course, range.start)).toBe(0);
				expect(placeOn(course, range.end)).toBe(1);
				expect(instants.every((instant) => range.start <= instant && instant <= range.end)).toBe(true);
				for (const [i, instant] of instants.entries()) {
					if (instant > (instants[i - 1] ?? instant)) expect(places[i]).toBeGreaterThan(places[i - 1] ?? 0);
				}
			}),
			seed,
		);
	});

	test('is even as far as things have happened: twice as long is twice as wide', () => {
		fc.assert(
			fc.property(incidents, dues, nows, fc.double({ min: 0, max: 1, noNaN: true }), (one, due, now, share) => {
				const course = courseOf(one, due, now);
				const { start } = course.range;
				const at = start + (course.happenedUntil - start) * share;
				expect(placeOn(course, at)).toBeCloseTo(placeOn(course, course.happenedUntil) * share, 9);
			}),
			seed,
		);
	});

	test('leaves most of its width to what happened, however late something is due', () => {
		const short = outage('api', noon, noon + 40 * MINUTE);
		const soon = courseOf(short, [noon + 2 * HOUR], noon + DAY);
		expect([soon.shortened, placeOn(soon, noon + 40 * MINUTE)]).toEqual([false, 1 / 3]);
		const late = courseOf(short, [noon + 14 * DAY], noon + DAY);
		expect([late.shortened, placeOn(late, noon + 40 * MINUTE)]).toEqual([true, 0.75]);
		expect(placeOn(late, noon + 14 * DAY)).toBe(1);
	});

	test('of what began this moment is not empty, and what is beyond it stands at its end', () => {
		const course = courseOf(outage('api', noon, null), [], noon);
		expect(course.range).toEqual({ start: noon, end: noon + MINUTE });
		expect([noon - DAY, noon + DAY].map((instant) => placeOn(course, instant))).toEqual([0, 1]);
	});
});

describe('what components suffered', () => {
	test('begins and ends with something, without gaps, within what happened', () => {
		fc.assert(
			fc.property(incidents, dues, nows, (one, due, now) => {
				const { bands, range, happenedUntil } = courseOf(one, due, now);
				for (const { components, parts } of bands) {
					expect(components.length).toBeGreaterThan(0);
					expect(parts[0]?.status).not.toBe('operational');
					expect(parts.at(-1)?.status).not.toBe('operational');
					for (const [i, part] of parts.entries()) {
						expect(part.start).toBeLessThan(part.end);
						expect(part.start).toBe(parts[i - 1]?.end ?? part.start);
						expect(part.start).toBeGreaterThanOrEqual(range.start);
						expect(part.end).toBeLessThanOrEqual(happenedUntil);
					}
				}
				const named = bands.flatMap(({ components }) => components);
				expect(named).toHaveLength(new Set(named).size);
			}),
			seed,
		);
	});

	test('is one band for those that suffered the same', () => {
		const change = (component: string, minutes: number, status: (typeof componentStatuses)[number]) => {
			return { component, status, at: noon + minutes * MINUTE, updateId: null };
		};
		const changes = [
			change('api', 0, 'major_outage'),
			change('bots', 0, 'major_outage'),
			change('reports', 10, 'degraded_performance'),
			change('inbox', 10, 'operational'),
			change('api', 20, 'partial_outage'),
			change('bots', 20, 'partial_outage'),
		];
		const { bands } = courseOf(incident({ startedAt: noon, resolvedAt: noon + HOUR, changes }), [], noon + DAY);
		const minutes = (instant: number) => (instant - noon) / MINUTE;
		const told = bands.map(({ components, parts }) => [
			components,
			parts.map(({ start, end, status }) => [minutes(start), minutes(end), status]),
		]);
		expect(told).toEqual([
			[
				['api', 'bots'],
				[
					[0, 20, 'major_outage'],
					[20, 60, 'partial_outage'],
				],
			],
			[['reports'], [[10, 60, 'degraded_performance']]],
		]);
	});

	test('is nothing in one that was retracted', () => {
		const retracted = { ...outage('api', noon, null), retraction: { at: noon + HOUR, reason: { en: 'A mistake.' } } };
		expect(courseOf(retracted, [], noon + HOUR).bands).toEqual([]);
	});
});
