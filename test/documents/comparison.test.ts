import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ClauseChange, compareTexts, type Part } from '../../src/documents/comparison.ts';
import { clauseChangeHtml } from '../../src/render/comparison-html.ts';
import { clausesHtml } from '../../src/render/markdown.ts';
import { linesOf } from '../../src/render/sanitise.ts';
import { inPaces, worked } from '../pace.ts';

const law = '## 1. Plazos\n\n**1.1.** **Urgente.** En 1 día hábil.\n\n**1.2.** Alta: en 10 días.\n';

describe('a comparison of two texts', () => {
	test('finds the words that changed, as whole phrases', () => {
		expect(changesOf(law, law.replace('1 día hábil', '2 días hábiles'))).toEqual([
			'1.1 changed: Urgente. En [-1 día hábil-][+2 días hábiles+].',
		]);
	});

	test('says that a clause has another number, and that it stands elsewhere', () => {
		expect(changesOf(law, law.replace('**1.1.**', '**1.3.**'))).toEqual([
			'1.1 > 1.3 renumbered: Urgente. En 1 día hábil.',
		]);
		const swapped = '**1.2.** Alta: en 10 días.\n\n**1.1.** **Urgente.** En 1 día hábil.\n';
		expect(changesOf(law.slice(law.indexOf('**1.1')), swapped)).toEqual(['1.2 moved: Alta: en 10 días.']);
	});

	test('shows what was split side by side with all that became of it, and the other way round', () => {
		const whole = '**1.** Soporte acepta el ticket. Si un socio falla, el plazo no corre.';
		const split = '**1.** Soporte acepta el ticket.\n\n**2.** Si un socio falla, el plazo nunca corre.';
		expect(changesOf(whole, split)).toEqual([
			'1 > 1 2 split: Soporte acepta el ticket.[- -][+\n+]Si un socio falla, el plazo [-no-][+nunca+] corre.',
		]);
		expect(changesOf(split, whole)).toEqual([
			'1 2 > 1 merged: Soporte acepta el ticket.[-\n-][+ +]Si un socio falla, el plazo [-nunca-][+no+] corre.',
		]);
	});

	test('sees where a link leads, which is a promise too', () => {
		const link = (to: string) => `**1.1.** Escriba [aquí](https://${to}.example/).\n`;
		expect(changesOf(link('a'), link('b'))[0]).toMatch(/aquí \(https:\/\/.*\[-a.*\[\+b/);
	});

	test('tells words that are struck through as gone, since they hold no more', () => {
		const breach = (no: string) => `**1.1.** La demora ${no} constituye un incumplimiento.\n`;
		expect(changesOf(breach('no'), breach('~~no~~'))).toEqual([
			'1.1 changed: La demora [-no -]constituye un incumplimiento.',
		]);
	});

	test('sees what a link and an image say when somebody points at them, and the numbers of a list', () => {
		const aside = (words: string) => `**1.1.** Vea [la guía](/guia "${words}") ![${words}](/a.png).\n`;
		expect(changesOf(aside('ya'), aside('tarde'))).toEqual([
			'1.1 changed: Vea la guía (/guia: [-ya-][+tarde+]) ([-ya-][+tarde+]: /a.png) .',
		]);
		const list = (first: number) => `**1.1.** Pasos:\n\n${first}. uno\n   - algo\n${first + 1}. dos\n`;
		const [change] = compareTexts(list(1), list(4));
		expect(change && [before, after].map((side) => side(change))).toEqual([
			'Pasos:\n1. uno\nalgo\n2. dos',
			'Pasos:\n4. uno\nalgo\n5. dos',
		]);
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

	test.each<[string, (prefix: string) => string]>([
		['one clause of many words', (prefix) => `**1.1.** ${words(60_000, prefix)}`],
		['clauses of many words', (prefix) => clauses(200, () => words(900, prefix))],
		['as many clauses as a text can have', (prefix) => clauses(9000, (i) => `${prefix}${i} ${prefix}.`)],
		['clauses that all say something else', (prefix) => clauses(6000, (i) => `${'mismo '.repeat(20)} ${prefix}${i}`)],
		['clauses that all say nearly the same', (prefix) => clauses(5000, (i) => `${words(30)} w${i * 7} ${prefix}.`)],
	])('of %s takes no time', (_, text) => {
		const start = worked();
		compareTexts(text('a'), text('b'));
		expect(inPaces(worked() - start, worked)).toBeLessThan(400);
	});
});

function words(count: number, prefix = 'w'): string {
	const all = Array.from({ length: count }, (_, i) => `${prefix}${i}`).join(' ');
	return all.replaceAll(/(.{900}) /g, '$1\n');
}

function clauses(count: number, textOf: (i: number) => string): string {
	return Array.from({ length: count }, (_, i) => `**${Math.floor(i / 900)}.${i % 900}.** ${textOf(i)}`).join('\n\n');
}

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
			const [old, young] = [clausesIn(a), clausesIn(b)];
			for (const change of comparison) {
				take(change.from, before(change), old);
				expect(take(change.to, after(change), young)).toBeLessThanOrEqual(0);
			}
			expect([old, young]).toEqual([[], []]);
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

/** Takes clauses that stand in a row out of a text, by their numbers and their words: from where, or -1 where there are none. */
function take(numbers: (string | null)[], words: string, text: Clause[]): number {
	if (numbers.length === 0) {
		expect(words).toBe('');
		return -1;
	}
	const wanted = JSON.stringify([numbers, words]);
	const found = text.findIndex((_, i) => {
		const row = text.slice(i, i + numbers.length);
		return JSON.stringify([row.map(({ number }) => number), row.map((one) => one.words).join('\n')]) === wanted;
	});
	expect(found).toBeGreaterThanOrEqual(0);
	text.splice(found, numbers.length);
	return found;
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
	return compareTexts(a, b).flatMap(({ from, to, kind, parts }) => {
		if (kind === 'same') return [];
		const [old, young] = [from.join(' '), to.join(' ')];
		const number = old === young || old === '' ? young : young === '' ? old : `${old} > ${young}`;
		const shown = parts.map(({ kind, text }) => ({ same: text, added: `[+${text}+]`, removed: `[-${text}-]` })[kind]);
		return [`${number} ${kind}: ${shown.join('')}`];
	});
}
