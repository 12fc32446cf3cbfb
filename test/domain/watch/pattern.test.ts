import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caughtBy, flawOfPattern, MOST_MATCHED, matchesPattern, quoted } from '../../../src/domain/watch/pattern.ts';
import { inPaces } from '../../pace.ts';

test('a pattern is found anywhere, over line ends too, and in the first 65,536 characters only', () => {
	expect(matchesPattern('b.d', 'a b\nd')).toBe(true);
	expect(matchesPattern('^v\\d+$', 'v12')).toBe(true);
	expect(matchesPattern('(?i)OK', 'all ok')).toBe(true);
	expect(matchesPattern('x', `${' '.repeat(MOST_MATCHED - 1)}x`)).toBe(true);
	expect(matchesPattern('x', `${' '.repeat(MOST_MATCHED)}x`)).toBe(false);
});

test('what its groups catch can be said back', () => {
	expect(caughtBy('^PING :([^ ]+)(x)?', 'PING :abc')).toEqual(['PING :abc', 'abc', '']);
	expect(caughtBy('^PING', 'PONG')).toBeNull();
});

test.each([
	['(a', 'a regular expression that RE2 knows'],
	['(?=a)b', 'a regular expression that RE2 knows'],
	['(a)\\1', 'a regular expression that RE2 knows'],
	['a{1001}', 'a regular expression that RE2 knows'],
	['[ab].{300}', 'a shorter regular expression'],
	['((a{10}){10}){10}', 'a shorter regular expression'],
	['a'.repeat(1001), 'at most 1000 characters'],
])('%j is refused', (source, words) => {
	expect(flawOfPattern(source)).toContain(words);
});

test.each(['(a+)+$', '(a|a)*$', '(.*a){12}$', '([a-z]+)*$', '(a?){30}a{30}$', '[ab].{150}[QR]'])(
	'%j keeps nobody waiting, whatever the text',
	(source) => {
		expect(flawOfPattern(source)).toBeNull();
		const start = performance.now();
		for (const text of [`${'a'.repeat(200_000)}!`, 'ab<c d'.repeat(30_000)]) matchesPattern(source, text);
		expect(inPaces(performance.now() - start)).toBeLessThan(150);
	},
);

test('a quoted text matches itself, and what contains it', () => {
	fc.assert(
		fc.property(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (text, other) => {
			expect(matchesPattern(quoted(text), other + text)).toBe(true);
			expect(matchesPattern(`^${quoted(text)}$`, other)).toBe(other === text);
		}),
	);
});
