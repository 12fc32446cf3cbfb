import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { assembleRevision, type NamedSource, readRevision } from '../../src/documents/assemble-revision.ts';
import { figuresOf } from '../../src/documents/figures.ts';
import { parseRevisionText } from '../../src/documents/revision-text.ts';
import { DomainError, type Flaw } from '../../src/domain/errors.ts';
import type { Language } from '../../src/domain/text.ts';
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
		expect(terms.first_response).toMatchObject([{ plan: 'pro', name: 'Pro', minutes: 45 }]);
		expect(terms.solution.urgent.target).toEqual({ business_days: 1 });
		expect(terms.solution.high.target).toEqual({ business_days: 10 });
		expect(terms.solution.normal.target).toBe('not_defined');
		expect(terms.exclusion.effect).toBe('voids');
		expect(terms.maintenance_window).toMatchObject({ from: '23:00', to: '05:00', offset: '-03:00', guaranteed: false });
		expect(terms.monitoring).toMatchObject({ hours_a_day: 8, days_a_week: 5 });
		expect(terms.retention.months).toBe(3);
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
			'line 23: expected a text below the front matter',
		],
		['broken YAML', (s) => s.replace('language: es', 'language: [es'), 'line 5: '],
		['an unknown key', (s) => s.replace('revision: 1', 'revision: 1\nauthor: x'), 'line 4: author: unknown key'],
		['no title', (s) => s.replace(/^title.*\n/m, ''), 'line 2: title: expected a string, found nothing'],
		[
			'a figure that is none',
			(s) => s.replace('minutes: 45', 'minutes: -45'),
			'line 10: terms.first_response[0].minutes: expected',
		],
		[
			'an unknown target',
			(s) => s.replace('not_defined', 'soon'),
			'line 14: terms.solution.normal.target: expected {business_days: N}',
		],
		[
			'a fractional day',
			(s) => s.replace('business_days: 10', 'business_days: 1.5'),
			'line 13: terms.solution.high.target: expected',
		],
		[
			'an unknown criticality',
			(s) => s.replace('    normal: {', '    someday: {'),
			'line 11: terms.solution.normal: expected',
		],
		[
			'two targets for one plan',
			(s) => s.replace(/( +- \{ plan: pro.*\n)/, '$1$1'),
			'line 9: terms.first_response: expected one target for each plan',
		],
		[
			'an offset that no place has',
			(s) => s.replace('"-03:00"', '"-25:00"'),
			'line 18: terms.maintenance_window.offset: expected an offset such as "-03:00"',
		],
		[
			'a zone where an offset belongs',
			(s) => s.replace('"-03:00"', 'Mars/Olympus'),
			'line 18: terms.maintenance_window.offset: expected an offset',
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
			'no terms',
			(s) => s.replace(/terms:\n( .*\n)+/, ''),
			'line 1: terms: expected in the authentic text, found nothing',
		],
		[
			'a clause twice',
			(s) => s.replace('**2.2.2.**', '**2.2.1.**'),
			'line 42: expected clause 2.2.1 once: it is repeated',
		],
		['more than 1 MB', (s) => s + 'á'.repeat(500_000), 'expected at most 1 MB (1,000,000 bytes)'],
		['half a character', (s) => `${s}\uD83D`, 'expected text in UTF-8'],
		[
			'quotes without end',
			(s) => `${s}\n${'> '.repeat(51)}x`,
			'line 84: expected plainer markdown: this is nested too deeply',
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
		const terms = es.source.match(/terms:\n( .*\n)+/)?.[0] ?? '';
		const source = en.source.replace('---\n\n', `${terms}---\n\n`);
		expect(flawsOf(() => parseRevisionText(en.file, source))).toEqual([
			{ pointer: '/texts/en', detail: 'line 7: terms: expected in the authentic text only' },
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
		const terms = es.source.match(/terms:\n( .*\n)+/)?.[0] ?? '';
		const flaws = flawsOf(() => readRevision([es, { ...en, source: second.replace('---\n\n', `${terms}---\n\n`) }]));
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

	test('a clause that the terms name is missing from a translation', () => {
		const flaws = flawsOf(() => readRevision([es, changed(pt, /\*\*2\.2\.7\.\*\*.*\n/, '')]));
		expect(flaws).toEqual([
			{ pointer: '/texts/pt-BR', detail: 'line 8: expected clause 2.2.7, which terms.missed_deadline.clause names' },
		]);
	});

	const figures: [string, RegExp, string, string][] = [
		['minutes', /45 minut\w+/, '40 min', 'clause 2.1.1 to say 45, as terms.first_response[0].minutes does'],
		[
			'one business day',
			/: 1 (?=d|b)/,
			': 2 ',
			'clause 2.2.1 to say 1, as terms.solution.urgent.target.business_days does',
		],
		['ten business days', /(hasta|até|up to) 10 /, '$1 100 ', 'clause 2.2.2 to say 10, as terms.solution.high'],
		['the opening of the window', /23:00/, '22:00', 'clause 2.3.1 to say 23:00, as terms.maintenance_window.from does'],
		['the end of the window', /05:00/, '15:00', 'clause 2.3.1 to say 05:00, as terms.maintenance_window.to does'],
		['the offset', /GMT−3/, 'GMT+3', 'clause 2.3.1 to say GMT−3, as terms.maintenance_window.offset does'],
		[
			'the hours of monitoring',
			/8×5(.*): 8/,
			'24×5$1: 24',
			'clause 2.3.2 to say 8, as terms.monitoring.hours_a_day does',
		],
		['the days of monitoring', /8×5(.*), 5/, '8×7$1, 7', 'clause 2.3.2 to say 5, as terms.monitoring.days_a_week does'],
		['the months of retention', /3 (?=m)/, '6 ', 'clause 3.1 to say 3, as terms.retention.months does'],
	];

	test.each(figures)('a text that says otherwise: %s', (_, from, to, expected) => {
		for (const one of [es, pt, en]) {
			const sources = [es, pt, en].map((other) => (other === one ? changed(one, from, to) : other));
			const flaws = flawsOf(() => readRevision(sources));
			expect(flaws).toHaveLength(1);
			expect(flaws[0]?.pointer).toBe(`/texts/${languageOf(one)}`);
			expect(flaws[0]?.detail).toMatch(/^line \d+: expected /);
			expect(flaws[0]?.detail).toContain(expected);
		}
	});

	test('the flaws of all texts are named at once', () => {
		const flaws = flawsOf(() => readRevision([es, changed(pt, /45/, '40'), changed(en, /45/, '40')]));
		expect(flaws.map(({ pointer }) => pointer)).toEqual(['/texts/pt-BR', '/texts/en']);
		const unread = flawsOf(() => readRevision([es, { ...pt, source: 'x' }, { ...en, source: 'x' }]));
		expect(unread.map(({ pointer }) => pointer)).toEqual(['/texts/pt-BR', '/texts/en']);
	});
});

describe('a figure may be written as people write it', () => {
	const { terms } = readRevision([es]);
	const written: [string, string[], string[]][] = [
		['maintenance_window.from', ['23:00', '23h', '23h00', '23 h'], ['23', '123:00', '23:001', '23h30']],
		['maintenance_window.to', ['05:00', '5:00', '5h'], ['15:00', '5', '05:30']],
		['maintenance_window.offset', ['GMT-3', 'GMT−3', 'GMT–3', 'UTC-03:00', '−03:00'], ['GMT+3', 'GMT-30', 'GMT', '-3']],
		['monitoring.hours_a_day', ['8×5', '8x5', '8 horas', '(8)'], ['18', '8.5', '8:00', '80', '2.8']],
		['solution.urgent.target.business_days', ['1 día', 'day 1.', '1, 2'], ['10', '1.5', '2.1', '1,5']],
	];

	test.each(written)('%s', (path, good, bad) => {
		const pattern = figuresOf(terms).find((figure) => figure.path === path)?.pattern as RegExp;
		for (const one of good) expect(one).toMatch(pattern);
		for (const one of bad) expect(one).not.toMatch(pattern);
	});

	test('an offset of half an hour, one to the east, and none', () => {
		const offsets: [string, string, string][] = [
			['+05:30', 'GMT+5:30', 'GMT+5'],
			['+01:00', 'UTC+1', 'UTC-1'],
			['+00:00', 'UTC', 'UTC+1'],
		];
		for (const [offset, good, bad] of offsets) {
			const figures = figuresOf({ ...terms, maintenance_window: { ...terms.maintenance_window, offset } });
			const pattern = figures.find(({ path }) => path === 'maintenance_window.offset')?.pattern as RegExp;
			expect(good).toMatch(pattern);
			expect(bad).not.toMatch(pattern);
		}
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

function languageOf({ file }: NamedSource): Language {
	return file.split('.').at(-2) as Language;
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
