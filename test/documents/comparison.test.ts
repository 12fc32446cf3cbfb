import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ClauseChange, compareTexts, type Part } from '../../src/documents/comparison.ts';
import { clauseChangeHtml } from '../../src/render/comparison-html.ts';
import { clausesHtml } from '../../src/render/markdown.ts';
import { linesOf } from '../../src/render/sanitise.ts';
import { inPaces } from '../pace.ts';

const law = '## 1. Plazos\n\n**1.1.** **Urgente.** En 1 día hábil.\n\n**1.2.** Alta: en 10 días.\n';

describe('a comparison of two texts', () => {
	test('finds the words that changed, as whole phrases', () => {
		expect(changesOf(law, law.replace('1 día hábil', '2 días hábiles'))).toEqual([
			'1.1 changed: Urgente. En [-1 día hábil-][+2 días hábiles+].',
		]);
	});

	test('matches clauses by their number, wherever they stand', () => {
		expect(changesOf(law, law.replace('**1.1.**', '**1.3.**'))).toEqual([
			'1.1 removed: [-Urgente. En 1 día hábil.-]',
			'1.3 added: [+Urgente. En 1 día hábil.+]',
		]);
		const swapped = '**1.2.** Alta: en 10 días.\n\n**1.1.** **Urgente.** En 1 día hábil.\n';
		expect(changesOf(law.slice(law.indexOf('**1.1')), swapped)).toEqual([]);
	});

	test('sees where a link leads, which is a promise too', () => {
		const link = (to: string) => `**1.1.** Escriba [aquí](https://${to}.example/).\n`;
		expect(changesOf(link('a'), link('b'))[0]).toMatch(/aquí \(https:\/\/.*\[-a.*\[\+b/);
	});

	test('says when only the shape changed', () => {
		expect(changesOf(law, law.replace('En 1 día', 'En **1 día**'))).toEqual([
			'1.1 marked_up: Urgente. En 1 día hábil.',
		]);
	});

	test('keeps lines apart', () => {
		const [change] = compareTexts('**1.1.** Uno.\n\n- dos\n- tres\n', '**1.1.** Uno.\n\n- dos\n- cuatro\n');
		expect(change && before(change)).toBe('Uno.\ndos\ntres');
		expect(change && after(change)).toBe('Uno.\ndos\ncuatro');
	});

	test('never becomes markup that runs', () => {
		const [change] = compareTexts('**1.1.** a', '**1.1.** <script>alert(1)</script>');
		expect(change && clauseChangeHtml(change)).toBe('<del>a</del><ins>&#60;script&#62;alert(1)&#60;/script&#62;</ins>');
	});

	test('of texts without a word in common takes no time', () => {
		const words = (prefix: string) =>
			Array.from({ length: 60_000 }, (_, i) => `${prefix}${i}`)
				.join(' ')
				.replaceAll(/(.{900}) /g, '$1\n');
		const many = (prefix: string) =>
			Array.from({ length: 900 }, (_, i) => `**${i}.** ${prefix}${i} ${prefix}.`).join('\n\n');
		const start = performance.now();
		compareTexts(`**1.1.** ${words('a')}`, `**1.1.** ${words('b')}`);
		compareTexts(many('a'), many('b').replaceAll('**', '**9'));
		expect(inPaces(performance.now() - start)).toBeLessThan(750);
	});
});

test('applying a comparison to the earlier text gives the later one, whatever they are', () => {
	const word = fc.constantFrom(
		'plazo',
		'día',
		'días',
		'1',
		'10',
		'hábil.',
		'**hábil**',
		'[aquí](https://a.example/)',
		'<b>',
		'&',
		'ñ',
	);
	const line = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' '));
	const clause = fc
		.tuple(
			fc.constantFrom(
				'## 1. ',
				'## Sin número ',
				'**1.1.** ',
				'**1.2.** ',
				'**2.** ',
				'- ',
				'> ',
				'',
				'| a |\n|--|\n| ',
			),
			line,
		)
		.map(([opening, words]) => opening + words);
	const text = fc.array(clause, { maxLength: 8 }).map((clauses) => clauses.join('\n\n'));
	fc.assert(
		fc.property(text, text, (a, b) => {
			const comparison = compareTexts(a, b);
			expect(patched(clausesIn(a), comparison)).toEqual(clausesIn(b));
			expect(compareTexts(a, a).every(({ kind }) => kind === 'same')).toBe(true);
		}),
		{ numRuns: 500 },
	);
});

interface Clause {
	number: string | null;
	words: string;
}

function clausesIn(markdown: string): Clause[] {
	return clausesHtml(markdown).map(({ number, html }) => ({ number, words: linesOf(html) }));
}

/** Takes each clause out of the earlier text, by its number and its words, and makes the later one of it. */
function patched(old: Clause[], comparison: ClauseChange[]): Clause[] {
	const left = [...old];
	const result = comparison.flatMap((change) => {
		const words = before(change);
		if (change.kind !== 'added') {
			const found = left.findIndex((one) => one.number === change.number && one.words === words);
			expect(found).toBeGreaterThanOrEqual(0);
			left.splice(found, 1);
		}
		return change.kind === 'removed' ? [] : [{ number: change.number, words: after(change) }];
	});
	expect(left).toEqual([]);
	return result;
}

function before({ parts }: ClauseChange): string {
	return textWithout('added', parts);
}

function after({ parts }: ClauseChange): string {
	return textWithout('removed', parts);
}

function textWithout(kind: Part['kind'], parts: Part[]): string {
	return parts.flatMap((part) => (part.kind === kind ? [] : [part.text])).join('');
}

function changesOf(a: string, b: string): string[] {
	return compareTexts(a, b).flatMap(({ number, kind, parts }) => {
		if (kind === 'same') return [];
		const shown = parts.map(({ kind, text }) => ({ same: text, added: `[+${text}+]`, removed: `[-${text}-]` })[kind]);
		return [`${number} ${kind}: ${shown.join('')}`];
	});
}
