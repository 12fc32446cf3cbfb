import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { assembleRevision, type NamedSource, readRevision } from '../../src/documents/assemble-revision.ts';
import { parseRevisionText } from '../../src/documents/revision-text.ts';
import { DomainError, type Flaw } from '../../src/domain/errors.ts';
import { clausesOf, plainText } from '../../src/render/markdown.ts';
import { inPaces } from '../pace.ts';

const folder = fileURLToPath(new URL('../../content/sla/blip-go', import.meta.url));
const [es, pt, en] = (['es', 'pt-BR', 'en'] as const).map(
	(language): NamedSource => ({
		file: `sla/blip-go/1.${language}.md`,
		source: readFileSync(`${folder}/1.${language}.md`, 'utf8'),
	}),
) as [NamedSource, NamedSource, NamedSource];

describe('the first revision of the Blip Go! SLA', () => {
	test('is complete, and its authentic text comes first', () => {
		const revision = readRevision([en, pt, es]);
		expect(revision).toMatchObject({ document: 'blip-go', number: 1, authentic: 'es', editorial: false });
		expect(revision.texts.map(({ language }) => language)).toEqual(['es', 'en', 'pt-BR']);
	});

	test('promises what the facts say', () => {
		const { terms } = readRevision([es]);
		const by = Object.fromEntries(terms.commitments.map((one) => [one.id, one]));
		expect(terms.plans).toEqual([{ id: 'pro', name: 'Pro' }]);
		expect(by['first-response-pro']).toMatchObject({ plan: 'pro', target: { minutes: 45 }, qualifier: 'up_to' });
		expect(by['solution-urgent']).toMatchObject({ target: { business_days: 1 }, qualifier: 'exactly', estimate: true });
		expect(by['solution-high']).toMatchObject({ target: { business_days: 10 }, qualifier: 'up_to', estimate: true });
		expect(by['solution-normal']).toMatchObject({ target: 'not_defined' });
		expect(by['maintenance-window']).toMatchObject({
			window: { from: '23:00', to: '05:00', offset: '-03:00' },
			guaranteed: false,
		});
		expect(by.monitoring).toMatchObject({ target: { hours_a_day: 8, days_a_week: 5 } });
		expect(by.retention).toMatchObject({ target: { months: 3 } });
		expect(terms.exclusion?.effect).toBe('voids');
	});

	test('is kept byte for byte, with the checksum of the file', () => {
		for (const text of readRevision([es, pt, en]).texts) {
			const bytes = readFileSync(`${folder}/1.${text.language}.md`);
			expect(Buffer.from(text.source)).toEqual(bytes);
			expect(text.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
		}
	});

	test('has the same clause numbers in every language', () => {
		const numbers = [es, pt, en].map((one) => clausesOf(bodyOf(one)).map(({ number }) => number));
		expect(numbers[0]).toHaveLength(30);
		expect(numbers[1]).toEqual(numbers[0]);
		expect(numbers[2]).toEqual(numbers[0]);
	});

	test('says every figure in every language', () => {
		const figures = [
			'45 min',
			'23:00',
			'05:00',
			'GMT−3',
			'8×5',
			'3 m',
			'4 GB',
			'8 GB',
			'10 Mbps',
			'30 Mbps',
			'+55 31 3349-6201',
		];
		const addresses = ['support.blip.ai/hc/pt-br', 'community.blip.ai/', 'bligo.take.net/central-de-ajuda'];
		for (const one of [es, pt, en]) {
			const words = plainText(bodyOf(one));
			for (const figure of [...figures, ...addresses]) expect(words).toContain(figure);
			expect(words).toMatch(/: 1 (día hábil|dia útil|business day)\./);
			expect(words).toMatch(/(hasta|até|up to) 10 (días hábiles|dias úteis|business days)\./);
		}
	});
});

describe('one text is refused, with its line', () => {
	const wrong: [string, (source: string) => string, string][] = [
		['nothing in it', () => ' \n', 'line 1: expected a text, found nothing'],
		['no front matter', () => '# SLA', 'line 1: expected front matter between two lines of "---"'],
		['front matter without an end', (s) => s.replace('\n---\n', '\n'), 'line 1: expected front matter'],
		[
			'front matter only',
			(s) => s.slice(0, s.indexOf('\n---\n') + 5),
			`line ${lineOf('---', 2) + 1}: expected a text below the front matter`,
		],
		...(
			[
				['a comment, which is no Markdown', '<!-- en días de mucha demanda, 90 minutos -->', 'found "<!-- en'],
				['a line that nothing shows', '\n\n[//]: # (El proveedor puede borrar los mensajes.)', 'found "[//]: #'],
				['an image of another site', '![o 90 minutos](https://e.example/a.png)', 'found "![o 90 minutos]'],
				['words behind the mark of code', '\n\n```o 90 minutos\nx\n```', 'found "o 90 minutos"'],
				['a link without words', '[](https://e.example)', 'found "[](https://e.example)"'],
				['what turns the direction round', '\u202E01\u202C', 'expected a text without control characters that turn'],
				['the same as an entity', '&#x202E;01', 'expected a text without control characters that turn'],
			] as const
		).map(([what, words, flaw]): [string, (source: string) => string, string] => [
			what,
			(s) => s.replace('45 minutos.', `45 minutos. ${words}`),
			flaw,
		]),
		[
			'what turns the direction round, as YAML writes it',
			(s) => s.replace(/^summary: .*$/m, 'summary: "x \\u202E"'),
			'line 1: expected a text without control characters that turn',
		],
		['broken YAML', (s) => s.replace('language: es', 'language: [es'), 'line 5: '],
		['an unknown key', (s) => s.replace('revision: 1', 'revision: 1\nauthor: x'), 'line 4: author: unknown key'],
		['no title', (s) => s.replace(/^title.*\n/m, ''), 'line 2: title: expected a string, found nothing'],
		[
			'a figure that is none',
			(s) => s.replace('minutes: 45', 'minutes: -45'),
			`line ${lineOf('id: first-response-pro')}: commitments[0].target.minutes: expected number to be >0`,
		],
		[
			'an unknown target',
			(s) => s.replace('target: not_defined', 'target: soon'),
			`line ${lineOf('id: solution-normal')}: commitments[3].target: expected {minutes: N}`,
		],
		[
			'a fractional day',
			(s) => s.replace('business_days: 10', 'business_days: 1.5'),
			`line ${lineOf('id: solution-high')}: commitments[2].target: expected {minutes: N}`,
		],
		[
			'an unknown criticality',
			(s) => s.replace('criticality: normal', 'criticality: someday'),
			`line ${lineOf('id: solution-normal')}: commitments[3].criticality: expected`,
		],
		[
			'two commitments to the same',
			(s) => s.replace('criticality: high', 'criticality: urgent'),
			`line ${lineOf('id: solution-high')}: commitments[2]: expected each commitment once`,
		],
		[
			'a calendar without days',
			(s) => s.replace('days: [mon, tue, wed, thu, fri]', 'days: []'),
			`line ${lineOf('  days:')}: calendar.days: expected at least one day`,
		],
		[
			'an offset that no place has',
			(s) => s.replace('"-03:00"', '"-25:00"'),
			`line ${lineOf('id: maintenance-window')}: commitments[4].window.offset: expected an offset such as "-03:00"`,
		],
		[
			'a zone where an offset belongs',
			(s) => s.replace('"-03:00"', 'Mars/Olympus'),
			`line ${lineOf('id: maintenance-window')}: commitments[4].window.offset: expected an offset`,
		],
		['a language that nobody reads', (s) => s.replace('language: es', 'language: ""'), 'line 4: language: expected'],
		['five megabytes', (s) => s + 'Una frase más.\n'.repeat(350_000), 'expected at most 1 MB (1,000,000 bytes)'],
		[
			'another document',
			(s) => s.replace('document: blip-go', 'document: other'),
			'line 2: document: expected "blip-go"',
		],
		['another revision', (s) => s.replace('revision: 1', 'revision: 2'), 'line 3: revision: expected "1"'],
		['another language', (s) => s.replace('language: es', 'language: en'), 'line 4: language: expected "es"'],
		[
			'terms as they were written before',
			(s) => s.replace('plans:\n', 'terms:\n  first_response: []\nplans:\n'),
			'line 8: terms: expected plans, calendar, commitments',
		],
		[
			'a clause twice',
			(s) => s.replace('**2.2.2.**', '**2.2.1.**'),
			`line ${lineOf('**2.2.2.**')}: expected clause 2.2.1 once: it is repeated`,
		],
		[
			'a clause that nobody has written yet',
			(s) => `${s}\n**6.2.** …\n\n**6.3.** Sigue …\n`,
			'expected clause 6.2 to be written: it says "…"',
		],
		['more than 1 MB', (s) => s + 'á'.repeat(500_000), 'expected at most 1 MB (1,000,000 bytes)'],
		[
			'more paragraphs than anybody reads',
			(s) => s + '\n\nUna frase.'.repeat(2000),
			'expected at most 2000 paragraphs',
		],
		['half a character', (s) => `${s}\uD83D`, 'expected text in UTF-8'],
		[
			'quotes without end',
			(s) => `${s}\n${'> '.repeat(51)}x`,
			`line ${es.source.split('\n').length + 1}: expected plainer markdown: this is nested too deeply`,
		],
		['lists without end', (s) => `${s}\n${'- '.repeat(100_000)}x`, 'nested too deeply'],
	];

	test.each(wrong)('%s', (_, change, expected) => {
		const start = performance.now();
		const flaws = flawsOf(() => parseRevisionText(es.file, change(es.source)));
		expect(inPaces(performance.now() - start)).toBeLessThan(250);
		expect(flaws[0]?.pointer).toBe('/texts/es');
		expect(flaws.map(({ detail }) => detail).join('\n')).toContain(expected);
	});

	test('terms in a translation', () => {
		const source = en.source.replace('\n---\n\n', '\nplans: []\n---\n\n');
		expect(flawsOf(() => parseRevisionText(en.file, source))).toEqual([
			{ pointer: '/texts/en', detail: 'line 7: plans: expected in the authentic text only' },
		]);
	});

	test('a file under another name only has to agree with itself', () => {
		expect(parseRevisionText('/tmp/new-sla.md', es.source).front.document).toBe('blip-go');
		expect(flawsOf(() => parseRevisionText('draft.md', '# x'))[0]?.pointer).toBe('/texts/draft.md');
	});

	test('Windows line ends and a byte order mark are kept and understood', () => {
		const source = `\uFEFF${es.source.replaceAll('\n', '\r\n')}`;
		const parsed = parseRevisionText(es.file, source);
		expect(parsed.text.source).toBe(source);
		expect(parsed.text.sha256).toBe(createHash('sha256').update(source, 'utf8').digest('hex'));
		expect(assembleRevision([parsed]).number).toBe(1);
	});
});

describe('texts that contradict each other are refused', () => {
	test('no authentic text', () => {
		expect(flawsOf(() => readRevision([pt, en]))).toEqual([
			{ pointer: '/texts', detail: 'expected one text with "authentic: true", found none' },
		]);
		expect(flawsOf(() => readRevision([]))[0]?.pointer).toBe('/texts');
	});

	test('two authentic texts', () => {
		const second = changed(en, /language: en/, 'language: en\nauthentic: true').source;
		const flaws = flawsOf(() => readRevision([es, { ...en, source: second }]));
		expect(flaws[0]?.pointer).toBe('/texts/en');
		expect(flaws[0]?.detail).toContain('line 5: authentic: expected in one text only');
	});

	test('another document, another revision, a language twice, an editorial translation', () => {
		const other = (from: string, to: string) => ({ file: 'x.md', source: en.source.replace(from, to) });
		const detailsOf = (...sources: NamedSource[]) =>
			flawsOf(() => readRevision([es, ...sources])).map(({ detail }) => detail);
		expect(detailsOf(other('document: blip-go', 'document: x'))).toEqual([
			'line 2: document: expected "blip-go", as in the authentic text, found "x"',
		]);
		expect(detailsOf(other('revision: 1', 'revision: 3'))).toEqual([
			'line 3: revision: expected "1", as in the authentic text, found "3"',
		]);
		expect(detailsOf(en, en)).toEqual(['line 4: language: "en" has a text already']);
		expect(detailsOf(other('revision: 1', 'revision: 1\neditorial: true'))).toEqual([
			'line 4: editorial: the authentic text does not say so',
		]);
	});

	test('the flaws of all texts are named at once', () => {
		const flaws = flawsOf(() => readRevision([es, changed(pt, /45/, '40'), changed(en, /45/, '40')]));
		expect(flaws.map(({ pointer }) => pointer)).toEqual(['/texts/pt-BR', '/texts/en']);
		const unread = flawsOf(() => readRevision([es, { ...pt, source: 'x' }, { ...en, source: 'x' }]));
		expect(unread.map(({ pointer }) => pointer)).toEqual(['/texts/pt-BR', '/texts/en']);
	});
});

function bodyOf({ file, source }: NamedSource): string {
	return parseRevisionText(file, source).body;
}

function changed(one: NamedSource, from: RegExp, to: string): NamedSource {
	expect(one.source).toMatch(from);
	if (!one.source.includes('authentic: true')) return { ...one, source: one.source.replace(from, to) };
	// The terms of the authentic text stay: only its wording changes.
	const end = one.source.indexOf('\n---\n');
	return { ...one, source: one.source.slice(0, end) + one.source.slice(end).replace(from, to) };
}

/** Where the authentic text has `part` for the `nth` time. */
function lineOf(part: string, nth = 1): number {
	const lines = es.source.split('\n').flatMap((line, i) => (line.includes(part) ? [i + 1] : []));
	return lines[nth - 1] as number;
}

function flawsOf(act: () => unknown): Flaw[] {
	try {
		act();
	} catch (error) {
		if (!(error instanceof DomainError)) throw error;
		expect(error.code).toBe('invalid');
		return error.flaws;
	}
	throw new Error('expected a DomainError');
}
