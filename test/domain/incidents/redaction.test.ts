import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../src/domain/canonical.ts';
import { holds, MARK, refuseRedaction, without } from '../../../src/domain/incidents/redaction.ts';
import { flawOfTexts, withDigests, withTexts } from '../../../src/domain/ledger-texts.ts';

const incident = {
	id: 'k3j9x0c2m1aa',
	status: 'investigating',
	title: { es: 'La clave es hunter2', en: 'It is hunter2' },
	updates: [{ id: 'u1', status: 'investigating', body: { es: 'hunter2, hunter2' } }],
	justification: null,
};

let salts = 0;
const sealed = (data: unknown) => withDigests(data, () => String(++salts));

describe('what people write lies beside the ledger', () => {
	test('which holds digests of it, and facts in clear', () => {
		const { data, texts } = sealed(incident);
		expect(JSON.stringify(data)).not.toContain('hunter2');
		expect(data).toMatchObject({ status: 'investigating', updates: [{ id: 'u1', status: 'investigating' }] });
		expect(texts.map(({ pointer }) => pointer)).toEqual(['/title/es', '/title/en', '/updates/0/body/es']);
		expect(withTexts(canonicalJson(data), texts)).toEqual(incident);
	});

	test('and may not change, nor go without a word', () => {
		const { data, texts } = sealed(incident);
		const json = canonicalJson(data);
		expect(flawOfTexts(json, texts, false)).toBeNull();
		const [first, ...rest] = texts;
		expect(flawOfTexts(json, [{ ...(first as (typeof texts)[0]), text: 'other' }, ...rest], true)).toContain(
			'does not match',
		);
		expect(flawOfTexts(json, rest, false)).toContain('missing');
		expect(flawOfTexts(json, rest, true)).toBeNull();
		expect(withTexts(json, rest)).toMatchObject({ title: { es: { redacted: true }, en: 'It is hunter2' } });
	});

	test('whatever is published comes back as it was', () => {
		fc.assert(
			fc.property(fc.jsonValue({ maxDepth: 4 }), fc.string(), (value, text) => {
				const given = { body: { es: text }, value, title: text, list: [{ reason: text }] };
				const { data, texts } = sealed(given);
				expect(withTexts(canonicalJson(data), texts)).toEqual(JSON.parse(JSON.stringify(given)));
			}),
			{ seed: 8, numRuns: 200 },
		);
	});
});

describe('words that are redacted', () => {
	test('are nowhere any more, and everything else is', () => {
		expect(without(incident, 'hunter2')).toEqual({
			...incident,
			title: { es: `La clave es ${MARK}`, en: `It is ${MARK}` },
			updates: [{ id: 'u1', status: 'investigating', body: { es: `${MARK}, ${MARK}` } }],
		});
		const words = fc.string({ minLength: 4 }).filter((text) => !MARK.includes(text.slice(0, 1)) && !text.includes('█'));
		fc.assert(
			fc.property(words, fc.array(fc.string()), (secret, others) => {
				const texts = others.flatMap((one) => [one, secret, one + secret]);
				expect(holds(without(texts, secret), secret)).toBe(false);
			}),
			{ seed: 8, numRuns: 200 },
		);
	});

	test('go as a whole where they overlap, so that no half of them is left', () => {
		expect(without('x abcabcabc y', 'abcabc')).toBe(`x ${MARK} y`);
		const text = fc.string({ unit: fc.constantFrom('a', 'b', 'ñ', '🔑'), maxLength: 30 });
		const words = fc.string({ unit: fc.constantFrom('a', 'b', 'ñ', '🔑'), minLength: 4, maxLength: 6 });
		fc.assert(
			fc.property(text, words, (before, secret) => {
				const covered = new Set<number>();
				for (let at = before.indexOf(secret); at !== -1; at = before.indexOf(secret, at + 1)) {
					for (let i = at; i < at + secret.length; i++) covered.add(i);
				}
				const left = before
					.split('')
					.filter((_, i) => !covered.has(i))
					.join('');
				expect(without(before, secret).replaceAll(MARK, '')).toBe(left);
			}),
			{ seed: 8, numRuns: 300 },
		);
	});

	test('may stand in the ledger alone', () => {
		expect(() => refuseRedaction([incident.title], 'elsewhere', { es: 'Un motivo' }, true)).not.toThrow();
	});

	test.each([
		['abc', { es: 'Un motivo' }, '/words'],
		['\u200B\u200B\u200B\u200B', { es: 'Un motivo' }, '/words'],
		['a███', { es: 'Un motivo' }, '/words'],
		['elsewhere', { es: 'Un motivo' }, '/words'],
		['hunter2', { es: 'Decía hunter2' }, '/reason'],
	])('%j for %j are refused at %s', (words, reason, pointer) => {
		const refused = expect.objectContaining({ code: 'invalid', flaws: [expect.objectContaining({ pointer })] });
		expect(() => refuseRedaction([incident.title], words, reason)).toThrow(refused);
	});
});
