import fc from 'fast-check';
import { expect, test } from 'vitest';
import { valuesIn } from '../../src/console/values.ts';
import { languages } from '../../src/domain/text.ts';

const ready = {
	es: 'API: detectamos una falla',
	'pt-BR': 'API: detectamos uma falha',
	en: 'API: we detected a failure',
};

/** What a form says that began with ready-made words. @param typed what stands in it in place of them */
function bodyOf(typed: Record<string, string>, holds = false): unknown {
	const fields = Object.entries({ ...ready, ...typed }).map(([one, wording]) => [`body/${one}`, wording]);
	const readyFields = Object.entries(ready).map(([one, wording]) => [`ready/body/${one}`, wording]);
	const form = new URLSearchParams([...fields, ...readyFields, ...(holds ? [['ready', 'holds']] : [])] as string[][]);
	return valuesIn(form, ['body'], 0, 'UTC').body;
}

test('ready-made words that nobody touched go out in every language', () => {
	expect(bodyOf({})).toEqual(ready);
	expect(bodyOf({ en: '' })).toEqual({ es: ready.es, 'pt-BR': ready['pt-BR'] });
});

test('rewritten in one language, they go out in no other, unless somebody says that they still hold', () => {
	expect(bodyOf({ es: 'El disco se llenó.' })).toEqual({ es: 'El disco se llenó.' });
	expect(bodyOf({ es: 'El disco se llenó.' }, true)).toEqual({ ...ready, es: 'El disco se llenó.' });
});

test('whatever is rewritten, what goes out was rewritten or is whole', () => {
	const wordings = fc.record(
		Object.fromEntries(languages.map((one) => [one, fc.constantFrom(ready[one], 'Otra cosa', '')])),
	);
	fc.assert(
		fc.property(wordings, (typed) => {
			const body = (bodyOf(typed as Record<string, string>) ?? {}) as Record<string, string>;
			const isRewritten = Object.values(typed).includes('Otra cosa');
			for (const [language, wording] of Object.entries(body)) {
				expect(wording === ready[language as keyof typeof ready]).toBe(!isRewritten);
			}
			if (isRewritten)
				expect(Object.keys(body).length).toBe(Object.values(typed).filter((one) => one === 'Otra cosa').length);
		}),
	);
});

test('an instant that was typed counts, and is asked about where another was chosen', () => {
	const read = (fields: Record<string, string>) => {
		return valuesIn(new URLSearchParams(fields), ['started_at'], Date.parse('2026-03-02T06:02:00Z'), 'UTC');
	};
	const typed = { 'started_at/other': '2026-03-02T05:02' };
	for (const chosen of ['', 'other']) {
		expect(read({ ...typed, started_at: chosen })).toEqual({ started_at: '2026-03-02T05:02:00.000Z' });
	}
	expect(read(typed)).toEqual({ started_at: '2026-03-02T05:02:00.000Z' });
	expect(() => read({ ...typed, started_at: '-15' })).toThrow(expect.objectContaining({ flaws: [flaw] }));
	expect(read({ 'started_at/other': '', started_at: '-15' })).toEqual({ started_at: '2026-03-02T05:47:00.000Z' });
});
const flaw = expect.objectContaining({ pointer: '/started_at' });

test('minutes that are past count from when it is written, and minutes to come from the publication', () => {
	const form = new URLSearchParams({ started_at: '-15', next_update_at: '30' });
	const [written, published] = ['2026-03-02T03:00:00Z', '2026-03-02T08:00:00Z'].map((at) => Date.parse(at));
	expect(valuesIn(form, ['started_at', 'next_update_at'], written as number, 'UTC', published)).toEqual({
		started_at: '2026-03-02T02:45:00.000Z',
		next_update_at: '2026-03-02T08:30:00.000Z',
	});
});
