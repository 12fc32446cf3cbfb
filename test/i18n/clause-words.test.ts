import { describe, expect, test } from 'vitest';
import { clauseCourse } from '../../src/i18n/clause-words.ts';

describe('what became of a clause', () => {
	const stayed = { moved: false };

	test('is nothing to tell where it is new, gone, or where and what it was', () => {
		expect(clauseCourse('es', { from: [], to: ['1'], ...stayed })).toBeNull();
		expect(clauseCourse('es', { from: ['1'], to: [], ...stayed })).toBeNull();
		expect(clauseCourse('es', { from: ['1'], to: ['1'], ...stayed })).toBeNull();
	});

	test.each([
		['es', ['Antes no tenía número; ahora es la 2.', 'La 2 ya no lleva número.', 'Este texto cambió de lugar.']],
		['pt-BR', ['Antes não tinha número; agora é a 2.', 'A 2 não tem mais número.', 'Este texto mudou de lugar.']],
		['en', ['It had no number before; it is now 2.', '2 no longer has a number.', 'This text stands elsewhere now.']],
	] as const)('is said in %s of what has no number, too', (language, [numbered, unnumbered, moved]) => {
		expect(clauseCourse(language, { from: [null], to: ['2'], ...stayed })).toBe(numbered);
		expect(clauseCourse(language, { from: ['2'], to: [null], ...stayed })).toBe(unnumbered);
		expect(clauseCourse(language, { from: [null], to: [null], moved: true })).toBe(moved);
	});

	test('is said of a clause that moved and kept its number', () => {
		expect(clauseCourse('es', { from: ['1.2'], to: ['1.2'], moved: true })).toBe('La 1.2 cambió de lugar.');
	});

	test('names what has no number among several', () => {
		expect(clauseCourse('es', { from: ['1', null], to: ['1'], ...stayed })).toBe(
			'Lo que estaba en 1 y un texto sin número está ahora en 1.',
		);
	});
});
