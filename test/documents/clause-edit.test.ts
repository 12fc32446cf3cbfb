import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	type Clauses,
	clausesGone,
	withClauseAfter,
	withClauseBack,
	withClausesOf,
	withoutClause,
} from '../../src/documents/clause-edit.ts';
import { draftOf, type RevisionDraft } from '../../src/documents/revision-draft.ts';
import { clauseOf, partsOfClause } from '../../src/domain/sla/clause-mark.ts';
import { languages } from '../../src/domain/text.ts';
import { looseYaml } from '../../src/files/yaml-edit.ts';

const draftIn = (language: string) =>
	draftOf(
		readFileSync(new URL(`../../content/sla/blip-go/1.${language}.md`, import.meta.url), 'utf8'),
		2,
	) as RevisionDraft;
const { front, clauses: law } = draftIn('es');
const texts: Clauses = Object.fromEntries(languages.map((language) => [language, draftIn(language).clauses]));
const numbersOf = (clauses: readonly string[] = []) => clauses.map((clause) => partsOfClause(clause).number);
const numbers = numbersOf(law).filter((one) => one !== null);
const wordsOf = (clauses: readonly string[] = [], number: unknown = null) =>
	clauses.map(partsOfClause).find((one) => one.number === number)?.words ?? null;
/** What the terms point to, in their order. */
const pointed = (yaml: string) => [...yaml.matchAll(/(?:clause|definition): "?([†\d.]*)/g)].map(([, one = '']) => one);

test('every clause is its mark and its words', () => {
	for (const clause of law) {
		const { mark, words } = partsOfClause(clause);
		expect(clauseOf(mark, words)).toBe(clause);
	}
	expect(clauseOf('**2.1.** ', '**2.4.** Otra.')).toBe('**2.4.** Otra.');
	expect(clauseOf('**2.1.** ', ' ')).toBe('');
});

describe('a clause is inserted', () => {
	const es = ['Título', '## 2. Plazos', '**2.1.** A.', '**2.1.1.** B.', '**2.2.** C.', '**2.2.1.** D.', '**2.4.** E.'];
	const behind = (number: string) => withClauseAfter({ es }, { es }, number);

	test('under the number that follows, behind what stands below the other', () => {
		const all = behind('2.1').clauses.es ?? [];
		const expected = [null, '2', '2.1', '2.1.1', '2.2', '2.3', '2.3.1', '2.4'];
		expect([numbersOf(all), all[4], all[5]]).toEqual([expected, '**2.2.** …', '**2.3.** C.']);
	});

	test('and no number changes where there is room', () => {
		expect(behind('2.2').pointers.size).toBe(0);
		expect(behind('2.4').clauses.es?.at(-1)).toBe('**2.5.** …');
	});

	test('as the first one below a heading', () => {
		expect(behind('2').clauses.es?.slice(1, 4)).toEqual(['## 2. Plazos', '**2.1.** …', '**2.2.** A.']);
	});

	test('behind nothing that is no clause of it, however it is counted', () => {
		const [huge, last] = ['1.9007199254740991', '1.9999'];
		const odd = { es: [`**${huge}.** A.`, '**1.9007199254740992.** B.', `**${last}.** C.`, '**1..2.** D.'] };
		for (const number of [huge, last, '1..2', '7.7', '...', '1.1.1.1.1.1.1.1.1'])
			expect(withClauseAfter(odd, odd, number).clauses).toEqual(odd);
	});

	test('in every language under the same number and in the same place, whatever each lacks', () => {
		const lacking = fc.record({
			'pt-BR': fc.subarray(numbers, { maxLength: 12 }),
			en: fc.subarray(numbers, { maxLength: 12 }),
		});
		fc.assert(
			fc.property(lacking, fc.array(fc.constantFrom(...numbers), { minLength: 1, maxLength: 3 }), (lacks, some) => {
				const less = (language: 'pt-BR' | 'en') =>
					texts[language]?.filter((one) => !lacks[language].includes(partsOfClause(one).number ?? ''));
				const before: Clauses = { ...texts, 'pt-BR': less('pt-BR') ?? [], en: less('en') ?? [] };
				const all = some.reduce<Clauses>((all, number) => withClauseAfter(all, before, number).clauses, before);
				const order = numbersOf(all.es);
				expect(order.length).toBeGreaterThan(numbersOf(before.es).length);
				for (const language of languages) {
					const own = numbersOf(all[language]).filter((one) => one !== null);
					expect(own).toEqual(order.filter((one) => own.includes(one as string)));
					const [young, youngInEs] = [all[language] ?? [], all.es ?? []].map((clauses) =>
						numbersOf(clauses.filter((one) => partsOfClause(one).words === '…')),
					);
					expect(young).toEqual(youngInEs);
					const old = numbersOf(before[language]).filter((one) => one !== null);
					expect(own).toHaveLength(old.length + (young?.length ?? 0));
				}
			}),
			{ numRuns: 40 },
		);
	});
});

describe('what is taken out', () => {
	test('and was new gives their numbers back to those that made room for it, and the terms follow', () => {
		const places = fc.array(fc.nat(), { minLength: 1, maxLength: 4 });
		fc.assert(
			fc.property(places, (steps) => {
				let [all, yaml] = [texts, front];
				const take = ({ clauses, pointers }: ReturnType<typeof withClauseAfter>) => {
					[all, yaml] = [clauses, withClausesOf(yaml, pointers)];
				};
				for (const at of steps) {
					const [before, standing] = [{ all, pointed: pointed(yaml) }, numbersOf(all.es).filter((one) => one !== null)];
					take(withClauseAfter(all, texts, standing[at % standing.length] as string));
					const more = { all, yaml };
					const place = (all.es ?? []).findIndex((one, i) => one !== before.all.es?.[i]);
					take(withoutClause(all, texts, numbersOf(all.es)[place] as string));
					expect({ all, pointed: pointed(yaml) }).toEqual(before);
					({ all, yaml } = more);
				}
			}),
			{ numRuns: 40 },
		);
	});

	test('and was new takes no number from what stands below it, nor from what never made room', () => {
		const es = ['**5.1.** A.', '**5.2.** Nueva.', '**5.2.1.** Debajo.', '**5.3.** B.'];
		const before = { es: ['**5.1.** A.', '**5.3.** B.'] };
		expect(numbersOf(withoutClause({ es }, before, '5.2').clauses.es)).toEqual(['5.1', '5.2.1', '5.3']);
		const plain = es.filter((one) => !one.includes('Debajo'));
		expect(numbersOf(withoutClause({ es: plain }, before, '5.2').clauses.es)).toEqual(['5.1', '5.3']);
	});

	test('comes back where it was, whatever else is gone', () => {
		fc.assert(
			fc.property(fc.shuffledSubarray(numbers, { minLength: 1, maxLength: 6 }), (some) => {
				const less = some.reduce<Clauses>((all, number) => withoutClause(all, texts, number).clauses, texts);
				expect(less.es).toHaveLength(law.length - some.length);
				expect(clausesGone(less.es ?? [], law).map(({ number }) => number)).toEqual(
					numbers.filter((one) => some.includes(one)),
				);
				const back = some.reduce<Clauses>((all, number) => withClauseBack(all, texts, number).clauses, less);
				expect(back).toEqual(texts);
			}),
			{ numRuns: 40 },
		);
	});

	test('keeps its terms, which belong to nothing else meanwhile', () => {
		const [number, before] = ['2.2.6', '2.2.5'];
		expect(pointed(front)).toContain(number);
		const out = withoutClause(texts, texts, number);
		const without = withClausesOf(front, out.pointers);
		expect(pointed(without)).toEqual(pointed(front).map((one) => (one === number ? `†${number}` : one)));
		const more = withClauseAfter(out.clauses, texts, before);
		expect(wordsOf(more.clauses.es, number)).toBe('…');
		expect(withClausesOf(without, more.pointers)).toBe(without);
		const back = withClauseBack(more.clauses, texts, number);
		expect([wordsOf(back.clauses.es, number), wordsOf(back.clauses.es, '2.2.7')]).toEqual([wordsOf(law, number), '…']);
		// What stood behind it made room.
		const moved = pointed(front).map((one) => (one === '2.2.7' ? '2.2.8' : one));
		expect(pointed(withClausesOf(without, back.pointers))).toEqual(moved);
		// A second tap puts nothing back a second time.
		expect(withClauseBack(back.clauses, texts, number).clauses).toEqual(back.clauses);
	});

	test('without its button leaves its terms to nothing that takes its number either', () => {
		const es = law.filter((one) => partsOfClause(one).number !== '2.2.6');
		const { pointers } = withClauseAfter({ es }, { es: law }, '2.2.5');
		expect(pointed(withClausesOf(front, pointers))).toContain('†2.2.6');
	});

	test('after any steps, with everything restored, every term points to the words to which it pointed', () => {
		const step = fc.record({ act: fc.constantFrom('insert', 'remove', 'restore'), at: fc.nat() });
		fc.assert(
			fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
				let [all, yaml] = [texts, front];
				const take = ({ clauses, pointers }: ReturnType<typeof withClauseAfter>) => {
					[all, yaml] = [clauses, withClausesOf(yaml, pointers)];
				};
				for (const { act, at } of steps) {
					const gone = clausesGone(all.es ?? [], law);
					const written = (all.es ?? []).map(partsOfClause).filter(({ words }) => act === 'insert' || words !== '…');
					const standing = written.flatMap(({ number }) => number ?? []);
					const number = standing[at % standing.length] as string;
					if (act === 'insert') take(withClauseAfter(all, texts, number));
					else if (act === 'remove') take(withoutClause(all, texts, number));
					else if (gone.length > 0) take(withClauseBack(all, texts, gone[at % gone.length]?.number ?? ''));
				}
				for (const { number } of clausesGone(all.es ?? [], law)) take(withClauseBack(all, texts, number));
				const was = pointed(front).map((one) => wordsOf(law, one));
				expect(pointed(yaml).map((one) => wordsOf(all.es, one))).toEqual(was);
				expect(looseYaml(yaml)).not.toBeNull();
				for (const language of languages) {
					const written = (all[language] ?? []).filter((one) => partsOfClause(one).words !== '…');
					// Nothing else has changed its place either, and numbers stand once.
					expect(written.map((one) => partsOfClause(one).words)).toEqual(
						(texts[language] ?? []).map((one) => partsOfClause(one).words),
					);
					expect(numbersOf(all[language])).toEqual(numbersOf(all.es));
					expect(new Set(numbersOf(all[language])).size).toBe(
						new Set(numbersOf(law)).size + (all.es?.length ?? 0) - law.length,
					);
				}
			}),
			{ numRuns: 60 },
		);
	});
});
