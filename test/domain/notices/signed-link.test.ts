import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY } from '../../../src/domain/instant.ts';
import { isGood, linkToken, purposes, subscriberIn } from '../../../src/domain/notices/signed-link.ts';

const at = Date.parse('2026-03-02T12:00:00Z');
const ann = { id: 'ann000000001', secret: 'whsec_a' };

test('a link is good for what it was made for, for a while, and for nobody and nothing else', () => {
	fc.assert(
		fc.property(fc.constantFrom(...purposes), fc.constantFrom(...purposes), fc.nat(500), (made, used, days) => {
			const token = linkToken(ann, made, at);
			expect(subscriberIn(token)).toBe(ann.id);
			const good = isGood(token, ann, used, at + days * DAY);
			const lasts = { confirm: 3, preferences: 30, unsubscribe: 400 }[made];
			expect(good).toBe(made === used && days < lasts);
			expect(isGood(token, { ...ann, secret: 'whsec_b' }, made, at)).toBe(false);
			expect(isGood(token, { ...ann, id: 'bob000000001' }, made, at)).toBe(false);
		}),
	);
});

test('whatever somebody makes up is refused, and nothing breaks', () => {
	const token = linkToken(ann, 'unsubscribe', at);
	fc.assert(
		fc.property(fc.string(), fc.nat(token.length - 1), (text, place) => {
			const [id, until, proof] = token.split('.') as [string, string, string];
			expect(isGood(text, ann, 'unsubscribe', at)).toBe(false);
			expect(isGood(`${id}.${until}.${text}`, ann, 'unsubscribe', at)).toBe(text === proof);
			expect(isGood(`${id}.zzzzzzzz.${proof}`, ann, 'unsubscribe', at)).toBe(false);
			const other = `${token.slice(0, place)}é${token.slice(place + 1)}`;
			expect(isGood(other, ann, 'unsubscribe', at)).toBe(false);
		}),
	);
});
