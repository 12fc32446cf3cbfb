import fc from 'fast-check';
import { Marked } from 'marked';
import sanitize from 'sanitize-html';
import { describe, expect, test, vi } from 'vitest';
import {
	clauseHtml,
	clausesOf,
	clauseWords,
	plainText,
	renderDocument,
	renderMessage,
} from '../../src/render/markdown.ts';
import { tangledLine } from '../../src/render/nesting.ts';
import { inPaces } from '../pace.ts';

const text = [
	'Preamble.',
	'',
	'## 2. Service levels',
	'',
	'**2.1.** First *response*.',
	'',
	'**2.1.1.** Pro: 45 minutes.',
	'',
	'- a list that belongs to it',
	'',
	'### Notes on éxito',
	'',
	'**2.2. Solution.** 10 days.',
	'',
	'**45 minutes** is no clause.',
].join('\n');

describe('legal texts', () => {
	test('every numbered heading and clause is an anchor with a link to itself', () => {
		const { html } = renderDocument(text);
		expect(html).toContain('<h2 id="2"><a class="clause" href="#2">2.</a> Service levels</h2>');
		expect(html).toContain('<p id="2.1.1"><a class="clause" href="#2.1.1">2.1.1.</a> Pro: 45 minutes.</p>');
		expect(html).toContain('<a class="clause" href="#2.2">2.2.</a> <strong>Solution.</strong> 10 days.');
		expect(html).toContain('<p><strong>45 minutes</strong> is no clause.</p>');
	});

	test('the table of contents lists every heading, and one without a number has a slug', () => {
		expect(renderDocument(text).toc).toEqual([
			{ id: '2', number: '2', title: 'Service levels', level: 2 },
			{ id: 'notes-on-exito', number: null, title: 'Notes on éxito', level: 3 },
		]);
	});

	test('ids stay distinct when titles or numbers repeat', () => {
		const { html } = renderDocument('# a\n\n# a\n\n# a 2\n\n**1.** x\n\n**1.** y');
		const ids = elementsOf(html).flatMap(({ attributes }) => attributes.id ?? []);
		expect(ids).toHaveLength(5);
		expect(new Set(ids).size).toBe(5);
	});

	test('a clause can be read by itself, without its number', () => {
		expect(clauseHtml(text, '2.1')).toBe('<p>First <em>response</em>.</p>\n');
		expect(clauseHtml(text, '2.1.1')).toContain('a list that belongs to it');
		expect(clauseHtml(text, '2.2')).toContain('<p><strong>Solution.</strong> 10 days.</p>');
		expect(clauseHtml(text, '2.9')).toBeNull();
	});

	test('clauses are found with their lines, also below Windows line ends', () => {
		const expected = [
			{ number: '2', line: 3 },
			{ number: '2.1', line: 5 },
			{ number: '2.1.1', line: 7 },
			{ number: '2.2', line: 13 },
		];
		expect(clausesOf(text)).toEqual(expected);
		expect(clausesOf(text.replaceAll('\n', '\r\n'))).toEqual(expected);
	});

	test('a clause inside a code block or a list is no clause', () => {
		expect(clausesOf('```\n**1.** x\n```\n\n- **2.** y\n\n> **3.** z')).toEqual([]);
	});

	test('what stands is said number by number, with lines, without numbers', () => {
		expect(clauseWords(text)).toEqual([
			{ number: null, line: 1, words: expect.stringContaining('Preamble.') },
			{ number: '2', line: 3, words: 'Service levels' },
			{ number: '2.1', line: 5, words: 'First response.' },
			{ number: '2.1.1', line: 7, words: 'Pro: 45 minutes.\na list that belongs to it' },
			{ number: null, line: 11, words: 'Notes on éxito' },
			{ number: '2.2', line: 13, words: expect.stringMatching(/^Solution. 10 days./) },
		]);
	});

	test('what is struck through or stands in a comment does not stand', () => {
		const words = (markdown: string) => clauseWords(markdown).map((one) => one.words);
		expect(words('~~45~~ 40 <!-- 45\n45 --> and <del>50</del>')).toEqual(['40 and ']);
		expect(words('<!-- 45\n\n45 -->\n\n| a | b |\n|---|---|\n| 1 | 2 |')).toEqual(['a | b\n1 | 2']);
		expect(words('[here](https://a.example/5)')).toEqual(['here (https://a.example/5)']);
	});
});

describe('staff updates', () => {
	test('paragraphs, lists, links, code and emphasis are kept', () => {
		const html = renderMessage('We *know*.\nMore:\n\n- `api`\n- [status](/history)');
		expect(html).toBe(
			'<p>We <em>know</em>.<br />\nMore:</p>\n<ul>\n<li><code>api</code></li>\n<li><a href="/history">status</a></li>\n</ul>\n',
		);
	});

	test('a link that leaves our origin says so to robots', () => {
		for (const address of ['https://e.example/x', 'HTTP://e.example', 'https://e.example:8443']) {
			expect(renderMessage(`[x](${address})`)).toContain('rel="nofollow noopener"');
		}
		expect(renderMessage('[x](/history) [y](#2.1)')).not.toContain('rel=');
	});
});

describe('plain text', () => {
	test('is on one line, with no markup and no entities', () => {
		expect(plainText('# A & B\n\n- *x* < `y`\n- [z](https://e.example)\n\n"q"')).toBe('A & B x < y z "q"');
	});
});

describe('hostile input', () => {
	const corpus = [
		'<script>alert(1)</script>',
		'<img src=x onerror=alert(1)>',
		'<svg/onload=alert(1)>',
		'<a href="javascript:alert(1)">x</a>',
		'[x](javascript:alert(1))',
		'[x](JaVaScRiPt:alert(1))',
		'[x](java&#10;script:alert(1))',
		'[x](java&Tab;script:alert(1))',
		'[x](&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A&#x61lert(1))',
		'[x](\u0001javascript:alert(1))',
		'[x](vbscript:msgbox(1))',
		'[x](data:text/html;base64,PHNjcmlwdD4=)',
		'<javascript:alert(1)>',
		'[x]: javascript:alert(1)\n\n[x]',
		'[x](https://e.example "\\" onmouseover=\\"alert(1)")',
		'![x](https://e.example/"onerror="alert(1))',
		'![x" onerror="alert(1)](/a.png)',
		'![x](//e.example/a.png) ![x](/\\e.example/a.png) ![x](</&#9;/e.example/a.png>) ![x](a.png) ![x](data:image/png;base64,AA)',
		'# <img src=x onerror=alert(1)>',
		'**1.1.** <style>*{display:none}</style>',
		'**1.1" onclick="alert(1).** x',
		'## 1" onclick="alert(1)',
		'```"><script>alert(1)</script>\ncode\n```',
		'| <b onclick=alert(1)> |\n|---|\n| <iframe src=x> |',
		'<!--><script>alert(1)</script>-->',
		'<p style="position:fixed" id="x" class="clause">cover</p>',
		'&lt;script&gt;alert(1)&lt;/script&gt;',
		'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
		'<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
	];

	test.each(corpus)('is harmless: %s', (markdown) => expectHarmless(markdown));

	test('raw HTML is shown as it was typed', () => {
		expect(renderMessage('a <b>c</b>')).toBe('<p>a &lt;b&gt;c&lt;/b&gt;</p>\n');
		expect(plainText('<!-- kept -->')).toBe('<!-- kept -->');
	});

	test('no mixture of markdown and HTML becomes a script, a handler or a script address', () => {
		const pieces = fc.constantFrom(
			...corpus,
			'<',
			'>',
			'"',
			"'",
			'`',
			'[',
			'](',
			')',
			'![',
			'**',
			'1.1.',
			'\n',
			'\n\n',
			'# ',
			'- ',
			'> ',
			'&#106;',
			'on',
			'=',
			'javascript:',
			'data:',
			'//',
			'/',
			'\\',
			'\t',
			'\u0000',
			'<script',
			'</p>',
			'|',
			'---',
		);
		fc.assert(
			fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 20 }), (all) =>
				expectHarmless(all.join('')),
			),
			{ numRuns: 1000 },
		);
	}, 30_000);

	test('quotes, lists and emphasis without end are shown as typed, and quickly', () => {
		const bombs = [
			'>'.repeat(200_000),
			'- '.repeat(100_000),
			'1. '.repeat(70_000),
			`${'*'.repeat(50_000)}a${'*'.repeat(50_000)}`,
			'['.repeat(200_000),
			'[*a`_'.repeat(40_000),
			Array.from({ length: 600 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n'),
			'> > a\nb\n'.repeat(20_000),
			'>\n'.repeat(50_000),
			`- a\n${'b\n'.repeat(50_000)}`,
			`- a\n\n${'  b\n'.repeat(50_000)}`,
			`a${' '.repeat(100_000)}b`,
			`${'a'.repeat(100_000)}@`,
			Array.from({ length: 20_000 }, (_, i) => `[a${i}]: b`).join('\n'),
		];
		const start = performance.now();
		for (const bomb of bombs) {
			expect(tangledLine(bomb)).not.toBeNull();
			expect(renderMessage(bomb)).toMatch(/^<pre>/);
			expect(renderDocument(bomb).toc).toEqual([]);
		}
		expect(inPaces(performance.now() - start)).toBeLessThan(1250);
	}, 20_000);

	test('what people write is not taken for a bomb', () => {
		const nested = Array.from({ length: 10 }, (_, depth) => `${'    '.repeat(depth)}- level`).join('\n');
		const quoted = `${'> '.repeat(20)}deep`;
		const rows = `| a | b |\n|---|---|\n${'| **x** | [y](/z) |\n'.repeat(150)}`;
		for (const one of [nested, quoted, rows, '- - -', '* * * * * * * *']) expect(tangledLine(one)).toBeNull();
	});
});

interface Element {
	tag: string;
	attributes: Record<string, string>;
}

describe('a message that stands on many pages', () => {
	test('is rendered once, to the same bytes, and forgotten when there are too many others', () => {
		const lexer = vi.spyOn(Marked.prototype, 'lexer');
		const parser = vi.spyOn(Marked.prototype, 'parser');
		const renderings = () => lexer.mock.calls.length + parser.mock.calls.length;
		const message = `**${'Seguimos '.repeat(2000).trim()}**`;
		const first = renderMessage(message);
		const once = renderings();
		expect(once).toBeGreaterThan(0);
		expect(renderMessage(message)).toBe(first);
		expect(renderings()).toBe(once);

		// More than is kept, in characters of text and HTML together.
		for (let n = 0; n < 260; n++) renderMessage(`${n} ${'palabra '.repeat(2400)}`);
		const after = renderings();
		expect(renderMessage(message)).toBe(first);
		expect(renderings()).toBeGreaterThan(after);
		lexer.mockRestore();
		parser.mockRestore();
	});
});

/** Parsed, not searched: `onerror=` in a text is only a text. */
function elementsOf(html: string): Element[] {
	const found: Element[] = [];
	sanitize(html, {
		allowedTags: false,
		allowedAttributes: false,
		allowVulnerableTags: true,
		transformTags: {
			'*': (tagName, attribs) => {
				found.push({ tag: tagName, attributes: attribs });
				return { tagName, attribs };
			},
		},
	});
	return found;
}

const harmlessTags = new Set(
	'p ul ol li a code pre strong em del br blockquote h1 h2 h3 h4 h5 h6 table thead tbody tr th td hr img div'.split(
		' ',
	),
);
const harmlessAttributes = new Set('href rel title src alt start class id scope tabindex role aria-label'.split(' '));

function expectHarmless(markdown: string): void {
	const clauses = clausesOf(markdown).map(({ number }) => clauseHtml(markdown, number) ?? '');
	for (const html of [renderMessage(markdown), renderDocument(markdown).html, ...clauses]) {
		for (const { tag, attributes } of elementsOf(html)) {
			expect(harmlessTags).toContain(tag);
			for (const [name, value] of Object.entries(attributes)) expectHarmlessAttribute(name, value);
		}
	}
	expect(plainText(markdown)).not.toContain('\n');
}

function expectHarmlessAttribute(name: string, value: string): void {
	expect(harmlessAttributes).toContain(name);
	if (name === 'class') expect(value).toMatch(/^(clause|wide|figure|spelled)$/);
	if (name === 'tabindex') expect(value).toBe('0');
	if (name === 'role') expect(value).toBe('group');
	if (name === 'id') expect(value).toMatch(/^[a-z0-9.-]+$/);
	if (name === 'href')
		expect(['https:', 'http:', 'mailto:', 'tel:']).toContain(new URL(value, 'https://own.invalid').protocol);
	if (name === 'src') expect(new URL(value, 'https://own.invalid').origin).toBe('https://own.invalid');
}
