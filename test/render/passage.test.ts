import { expect, test } from 'vitest';
import { passageOf } from '../../src/render/passage.ts';

const long =
	'Las campañas a más de mil contactos se detienen a la mitad porque el proceso se queda sin memoria. '.repeat(3);

test.each([
	['Falta memoria.', 'MEMÓRIA', { before: 'Falta ', found: 'memoria', after: '.' }],
	['Sin memorias', 'memo', { before: 'Sin ', found: 'memorias', after: '' }],
	['Memorias, y memoria del disco', 'memoria disco', { before: 'Memorias, y ', found: 'memoria', after: ' del disco' }],
	['La migracio\u0301n', 'migración', { before: 'La ', found: 'migracio\u0301n', after: '' }],
])('the words around what was looked for: of %j, for %j', (text, typed, passage) => {
	expect(passageOf(text, typed)).toEqual(passage);
});

test('whole words, and three dots where the text goes on', () => {
	const { before = '', found, after = '' } = passageOf(long, 'memoria') ?? {};
	expect(before).toBe('…se detienen a la mitad porque el proceso se queda sin ');
	expect(found).toBe('memoria');
	expect(after).toBe(
		'. Las campañas a más de mil contactos se detienen a la mitad porque el proceso se queda sin memoria. Las campañas a más…',
	);
});

test.each(['', '…', 'disco', '🔥', 'memo ria'])('nothing where a text has none of the words: %j', (typed) => {
	expect(passageOf('Falta memoria.', typed)).toBeNull();
});
