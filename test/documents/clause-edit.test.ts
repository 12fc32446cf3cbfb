import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	clauseOf,
	partsOfClause,
	withClauseAfter,
	withClauseBack,
	withClausesOf,
	withoutClause,
} from '../../src/documents/clause-edit.ts';
import { draftOf, type RevisionDraft } from '../../src/documents/revision-draft.ts';

const source = readFileSync(new URL('../../content/sla/blip-go/1.es.md', import.meta.url), 'utf8');
const { front, clauses: law } = draftOf(source, 2) as RevisionDraft;
const numbers = law.flatMap((clause) => partsOfClause(clause).number ?? []);
const numbersOf = (clauses: readonly string[]) => clauses.map((clause) => partsOfClause(clause).number);

test('every clause is its mark and its words', () => {
	for (const clause of law) {
		const { mark, words } = partsOfClause(clause);
		expect(clauseOf(mark, words)).toBe(clause);
	}
	expect(clauseOf('**2.1.** ', '**2.4.** Otra.')).toBe('**2.4.** Otra.');
	expect(clauseOf('**2.1.** ', ' ')).toBe('');
});

describe('a clause is inserted', () => {
	const clauses = [
		'Título',
		'## 2. Plazos',
		'**2.1.** A.',
		'**2.1.1.** B.',
		'**2.2.** C.',
		'**2.2.1.** D.',
		'**2.4.** E.',
	];

	test('under the number that follows, behind what stands below the other', () => {
		const { clauses: all } = withClauseAfter(clauses, '2.1');
		const expected = [null, '2', '2.1', '2.1.1', '2.2', '2.3', '2.3.1', '2.4'];
		expect([numbersOf(all), all[4], all[5]]).toEqual([expected, '**2.2.** …', '**2.3.** C.']);
	});

	test('and no number changes where there is room', () => {
		expect(withClauseAfter(clauses, '2.2').numbers.size).toBe(0);
		expect(withClauseAfter(clauses, '2.4').clauses.at(-1)).toBe('**2.5.** …');
	});

	test('as the first one below a heading', () => {
		expect(withClauseAfter(clauses, '2').clauses.slice(1, 4)).toEqual(['## 2. Plazos', '**2.1.** …', '**2.2.** A.']);
	});

	test('each number stands once after that, nothing else is said, and the terms point to what they pointed to', () => {
		fc.assert(
			fc.property(fc.constantFrom(...numbers), (number) => {
				const { clauses: all, numbers: moved } = withClauseAfter(law, number);
				const young = numbersOf(all).filter((one) => one !== null);
				expect(new Set(young).size).toBe(numbers.length + 1);
				const words = (some: readonly string[]) => some.map((one) => partsOfClause(one).words);
				expect(words(all).filter((one) => one !== '…')).toEqual(words(law));
				const pointed = (yaml: string) =>
					[...yaml.matchAll(/(?:clause|definition): "?([\d.]+)/g)].map(([, one = '']) => one);
				expect(pointed(withClausesOf(front, moved))).toEqual(pointed(front).map((one) => moved.get(one) ?? one));
			}),
		);
	});
});

test('what is taken out comes back where it was, whatever else is gone', () => {
	fc.assert(
		fc.property(fc.shuffledSubarray(numbers, { minLength: 1, maxLength: 6 }), (some) => {
			const less = some.reduce<string[]>((all, number) => withoutClause(all, number), law);
			expect(less).toHaveLength(law.length - some.length);
			const back = some.reduce<string[]>((all, number) => withClauseBack(all, law, number).clauses, less);
			expect(back).toEqual(law);
		}),
	);
});
