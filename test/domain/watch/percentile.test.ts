import fc from 'fast-check';
import { expect, test } from 'vitest';
import { percentile, shareOf } from '../../../src/domain/watch/percentile.ts';

const minutes = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 60 });

test('nothing measured has no percentile', () => {
	expect(percentile([], 50)).toBeNull();
});

test('the nearest rank of small samples is what the textbooks say', () => {
	expect(percentile([15, 20, 35, 40, 50], 30)).toBe(20);
	expect(percentile([15, 20, 35, 40, 50], 50)).toBe(35);
	expect(percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 90)).toBe(9);
	expect(percentile([7], 1)).toBe(7);
});

test('a percentile was measured, and is the least that so many do not exceed', () => {
	fc.assert(
		fc.property(minutes, fc.integer({ min: 1, max: 100 }), (values, percent) => {
			const found = percentile(values, percent) as number;
			const upTo = (limit: number) => values.filter((value) => value <= limit).length;
			expect(values).toContain(found);
			expect(upTo(found) * 100).toBeGreaterThanOrEqual(percent * values.length);
			expect(upTo(found - 1) * 100).toBeLessThan(percent * values.length);
		}),
	);
});

test('a share is rounded down, and only all of it is 100', () => {
	expect(shareOf(0, 0)).toBeNull();
	expect(shareOf(2, 3)).toBe('66.66');
	expect(shareOf(999_999, 1_000_000)).toBe('99.99');
	fc.assert(
		fc.property(fc.nat(10 ** 9), fc.integer({ min: 1, max: 10 ** 9 }), (some, whole) => {
			const part = Math.min(some, whole);
			const shown = shareOf(part, whole) as string;
			expect(Number(shown)).toBeLessThanOrEqual((100 * part) / whole + 1e-9);
			expect(Number(shown)).toBeGreaterThan((100 * part) / whole - 0.01 - 1e-9);
			expect(shown === '100').toBe(part === whole);
		}),
	);
});
