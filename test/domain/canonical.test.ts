import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../src/domain/canonical.ts';

test('keys stand in the order of their code units, also those that look like numbers (RFC 8785 §3.2.3)', () => {
	expect(canonicalJson({ b: 1, 9: 2, 10: 3, a: { d: [], c: null } })).toBe(
		'{"10":3,"9":2,"a":{"c":null,"d":[]},"b":1}',
	);
});

test('equal values are equal bytes, in whatever order they were written, and read back as they were', () => {
	fc.assert(
		fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.json()), (value) => {
			const turned = Object.fromEntries(Object.entries(value).toReversed());
			expect(canonicalJson(turned)).toBe(canonicalJson(value));
			expect(JSON.parse(canonicalJson(value))).toEqual(value);
		}),
	);
});

test('what is no JSON is refused, not written as something else', () => {
	for (const value of [Number.NaN, Number.POSITIVE_INFINITY, '\ud800']) expect(() => canonicalJson([value])).toThrow();
});
