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
const nothing: DraftDifferences = {
	changes: { authentic: null, terms: [], texts: [] },
	planNames: expect.anything(),
	editorial: null,
	untold: [],
};

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
		const found = differencesOf(texts, other);
		expect(found).toMatchObject({ ...nothing, changes: { authentic: null, terms: [], texts: [{}] } });
		expect(found.changes.texts).toMatchObject([
			{
				...{ language: 'en', onlyIn: null, retitled: true },
				title: { to: 'Another title' },
				summary: { to: 'Another summary' },
				changed: [{ number: '4.1', kind: 'changed' }],
			},
		]);
	});

	test('differ in their terms, in whether only words change, and in a language that only one has', () => {
		const slower = slowerTexts(2);
		const { en: _, ...withoutEnglish } = slower;
		const found = differencesOf(slower, {
			...withoutEnglish,
			es: (slower.es ?? '')
				.replace('target: { business_days: 10 }', 'target: { business_days: 12 }')
				.replace('authentic: true', 'authentic: true\neditorial: true'),
		});
		expect(found.changes.terms?.map(({ path, from, to }) => [path, from, to])).toEqual([
			['solution-high.target', { business_days: 10 }, { business_days: 12 }],
		]);
		expect(found.editorial).toEqual({ from: false, to: true });
		expect(found.changes.texts).toMatchObject([{ language: 'en', onlyIn: 'before' }]);
		expect(found.untold).toEqual([]);
	});

	test('differ in the language that prevails', () => {
		const other: DraftTexts = {
			...texts,
			es: texts.en?.replace('language: en', 'language: es') ?? '',
			en: texts.es?.replace('language: es', 'language: en') ?? '',
		};
		expect(differencesOf(texts, other).changes.authentic).toEqual({ from: 'es', to: 'en' });
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
				const { changes, editorial, untold } = differencesOf(texts, { ...texts, es });
				const isSaid = changes.texts.some(
					({ onlyIn, title, summary, changed }) =>
						onlyIn || title.from !== title.to || summary.from !== summary.to || (changed ?? []).length > 0,
				);
				const areTermsSaid = changes.terms === null || changes.terms.length > 0;
				const isOnlySpace = es.trimEnd() === texts.es?.trimEnd();
				expect(isSaid || areTermsSaid || editorial !== null || untold.length > 0 || isOnlySpace).toBe(true);
			}),
			{ numRuns: 40 },
		);
	});
});
