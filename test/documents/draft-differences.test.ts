import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DraftDifferences, differencesOf } from '../../src/documents/draft-differences.ts';
import type { DraftTexts } from '../../src/domain/sla/draft-version.ts';
import type { Language } from '../../src/domain/text.ts';
import { slowerTexts, textOf } from '../revision-texts.ts';

const texts: DraftTexts = { es: textOf(2), 'pt-BR': textOf(2, 'pt-BR'), en: textOf(2, 'en') };
const but = (language: Language, change: (source: string) => string): DraftTexts => ({
	...texts,
	[language]: change(texts[language] ?? ''),
});
const nothing: DraftDifferences = { terms: [], planNames: expect.anything(), editorial: null, texts: [] };

describe('two drafts of one revision', () => {
	test('that say the same do not differ', () => {
		expect(differencesOf(texts, { ...texts })).toEqual(nothing);
	});

	test('differ in title, summary and clauses, told for each language', () => {
		const other = but('en', (source) =>
			source
				.replace(/^title: .*$/m, 'title: "Another title"')
				.replace(/^summary: .*$/m, 'summary: "Another summary"')
				.replace(/^\*\*4\.1\.\*\* .*$/m, '**4.1.** Otherwise.'),
		);
		expect(differencesOf(texts, other)).toEqual({
			...nothing,
			texts: [
				{
					...{ language: 'en', onlyIn: null, rest: false },
					title: { from: expect.any(String), to: 'Another title' },
					summary: { from: expect.any(String), to: 'Another summary' },
					clauses: [expect.objectContaining({ number: '4.1', kind: 'changed' })],
				},
			],
		});
	});

	test('differ in their terms, in whether only words change, and in a language that only one has', () => {
		const slower = slowerTexts(2);
		const found = differencesOf(slower, {
			...slower,
			es: (slower.es ?? '')
				.replace('target: { business_days: 10 }', 'target: { business_days: 12 }')
				.replace('authentic: true', 'authentic: true\neditorial: true'),
			en: undefined,
		});
		expect(found.terms.map(({ path, from, to }) => [path, from, to])).toEqual([
			['solution-high.target', { business_days: 10 }, { business_days: 12 }],
		]);
		expect(found.editorial).toEqual({ from: false, to: true });
		expect(found.texts).toMatchObject([{ language: 'en', onlyIn: 'from' }]);
	});

	test('never differ without a word of it, whatever one of them says', () => {
		const others = fc.oneof(
			fc.string(),
			fc.oneof(fc.string(), fc.constant('[a]: /b')).map((words) => `${texts.es}\n\n${words}`),
			fc.string().map((words) => `---\n${words}\n---\n\nX.`),
			fc.constantFrom('a', '---\n').map((words) => words.repeat(600_000)),
		);
		fc.assert(
			fc.property(others, (es) => {
				fc.pre(es !== texts.es);
				const { terms, editorial, texts: told } = differencesOf(texts, { ...texts, es });
				const isSaid = told.some(
					({ onlyIn, title, summary, clauses, rest }) => onlyIn || title || summary || clauses.length > 0 || rest,
				);
				const isOnlySpace = es.trimEnd() === texts.es?.trimEnd();
				expect(isSaid || terms.length > 0 || editorial !== null || isOnlySpace).toBe(true);
			}),
			{ numRuns: 40 },
		);
	});
});
