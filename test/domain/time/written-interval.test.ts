import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { languages } from '../../../src/domain/text.ts';
import { writtenInterval } from '../../../src/domain/time/written-interval.ts';
import { formatFor } from '../../../src/i18n/format.ts';
import { at, saoPaulo } from '../builders.ts';

describe('a date that somebody wrote', () => {
	test.each([
		'2026-03-01T12:00:00-03:00',
		'2026-03-01 12:00',
		'1/3/2026 12:00',
		'01.03.2026, 12:00',
		'2026-03-01 15:00 UTC',
		' 1 mar 2026,  12:00 GMT−3 ',
		'1 de março de 2026 12:00',
		'March 1, 2026 12:00',
		'March 1, 2026 at 12:00 PM',
		'1 de março de 2026 às 12:00',
		'1/3/26 12:00',
		'1 mar 2026, 12:00:00.000 GMT−3',
	])('"%s" is noon of the first of March', (text) => {
		expect(writtenInterval(text, saoPaulo)).toMatchObject({ start: at('2026-03-01 12:00') });
	});

	test('without a time it is the whole day, by the clocks of the site', () => {
		const day = { start: at('2026-03-01 00:00'), end: at('2026-03-02 00:00') };
		for (const text of ['2026-03-01', '1/3/2026', '1 Mar 2026']) expect(writtenInterval(text, saoPaulo)).toEqual(day);
	});

	test.each([
		['2026-03-01 12:00', 60_000],
		['1/3/2026 12:00:07', 1000],
		['2026-03-01T12:00', 60_000],
		['2026-03-01T12:00:07.089-03:00', 1],
		['1 mar 2026, 12:00:07.089 GMT−3', 1],
	])('"%s" lasts for as long as it is vague', (text, millis) => {
		const { start = 0, end = 0 } = writtenInterval(text, saoPaulo) ?? {};
		expect(end - start).toBe(millis);
	});

	test('as our pages write it is understood as they meant it, in every language', () => {
		const instants = fc.integer({ min: Date.UTC(2001, 0), max: Date.UTC(2099, 0) }).map((one) => one - (one % 1000));
		fc.assert(
			fc.property(instants, fc.constantFrom(...languages), (instant, language) => {
				const { exact, zone } = formatFor(language, saoPaulo);
				expect(writtenInterval(`${exact(instant)} ${zone(instant)}`, saoPaulo)).toEqual({
					start: instant,
					end: instant + 1000,
				});
			}),
			{ numRuns: 40 },
		);
	});

	test.each(['', 'yesterday', '30/2/2026', '1/13/2026', '1/3/2026 25:00', '1/3/1026', 'D-1', 'x'.repeat(1e6)])(
		'"%.20s" is none',
		(text) => {
			expect(writtenInterval(text, saoPaulo)).toBeNull();
		},
	);
});
