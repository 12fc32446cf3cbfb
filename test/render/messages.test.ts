import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { messageFlaws } from '../../src/render/message-flaws.ts';
import { foldMessage, plainLines, plainText, renderMessage } from '../../src/render/messages.ts';

const table = '| Region | State |\n|---|--:|\n| EU | down |\n| US | up |';

describe('a message keeps', () => {
	test('its table, which scrolls by itself, can be reached by keyboard and has a name', () => {
		const html = renderMessage(table);
		expect(html).toContain('<div class="wide" tabindex="0" role="group" aria-label="Region, State"><table>');
		expect(html).toContain('<th scope="col">Region</th><th scope="col" class="figure">State</th>');
		expect(html).toContain('<td>EU</td><td class="figure">down</td>');
	});

	test('its code, with what stands beside the marks when that was meant to be read', () => {
		const html = renderMessage('```ERROR upstream <503>\nretry\n```');
		expect(html).toBe(
			'<pre tabindex="0" role="group" aria-label="ERROR upstream &lt;503&gt;"><code>ERROR upstream &lt;503&gt;\nretry\n</code></pre>\n',
		);
		expect(renderMessage('```json\n{}\n```')).toContain('aria-label="json"><code>{}\n</code>');
	});

	test.each([
		[3, '# A\n\n### B\n\n## C\n\n# D', ['h4 A', 'h5 B', 'h5 C', 'h4 D']],
		[2, '### A\n\n# B\n\n###### C', ['h3 A', 'h3 B', 'h4 C']],
		[3, '# &nbsp;\n\n## A', ['h4 A']],
		[3, '> # A\n\n- ## B', ['h4 A', 'h5 B']],
		[5, '# A\n\n## B', ['h6 A', 'h6 B']],
	])('its headings below level %d, none of them left out: %j', (under, markdown, expected) => {
		const found = [...renderMessage(markdown, under).matchAll(/<(h\d)>(.*?)<\/\1>/g)];
		expect(found.map(([, level, words]) => `${level} ${words}`)).toEqual(expected);
	});

	test('images as links, and a link without words as its address', () => {
		const html = renderMessage('![Graph](https://e.example/g.png) ![](/a.png) [](/b) [![c](/c.png)](/d)');
		expect(html.match(/<a href="[^"]*"[^>]*>[^<]*<\/a>/g)).toEqual([
			'<a href="https://e.example/g.png" rel="nofollow noopener">Graph</a>',
			'<a href="/a.png">/a.png</a>',
			'<a href="/b">/b</a>',
			'<a href="/d">c</a>',
		]);
	});

	test('quotes, rules and what is ticked', () => {
		const html = renderMessage('> they say\n\n---\n\n- [x] done\n- [ ] open');
		for (const one of ['<blockquote>', '<hr />', '<li>☑ done</li>', '<li>☐ open</li>']) expect(html).toContain(one);
	});

	test('a name between angle brackets, as it was typed', () => {
		expect(messageFlaws('Restart <pod-name>, a Map<string>: x < y > z')).toEqual([]);
		expect(renderMessage('Restart <pod-name>')).toBe('<p>Restart &lt;pod-name&gt;</p>\n');
	});
});

describe('as words', () => {
	test('there is a line for each paragraph, item and row, and a mark between cells', () => {
		const lines = plainLines(`**Now** [here](https://e.example):\n\n${table}\n\n- one\n- two\n\n\`\`\`\na\nb\n\`\`\``);
		expect(lines.split('\n')).toEqual([
			...['Now here:', 'Region | State', 'EU | down', 'US | up', 'one', 'two', 'a', 'b'],
		]);
		expect(plainText(table)).toBe('Region | State EU | down US | up');
	});
});

describe('what readers would not see as it was meant is found, with its line:', () => {
	test.each([
		['HTML', 'fine: `<b>`\n\nand\n<b>bold</b>', 'Line 4: found "<b>": HTML'],
		[
			'a block of it',
			'x\n\n<table>\n<tr><td>1</td></tr>\n</table>',
			'Line 3: found "<table> <tr><td>1</td></tr> </table>": HTML',
		],
		['a comment', 'x\n\n<!-- not for customers -->', 'Line 3: found "<!-- not for customers -->": HTML'],
		['a tag in a list', '- one\n- two <br> three', 'Line 2: found "<br>": HTML'],
		['a tag in a quote', '> one\n> <i>two</i>', 'Line 2: found "<i>": HTML'],
		['a tag in a cell', '| a |\n|---|\n| b |\n| <u>c</u> |', 'Line 4: found "<u>": HTML'],
		['an element of nobody', '<x-y z="1">a</x-y>', 'Line 1: found "<x-y z=\\"1\\">": HTML'],
		['a footnote', 'As said[^1].\n\n[^1]: By the partner.', 'Line 1: found "[^1]": there are no footnotes'],
		['a footnote of one word', 'As said[^a].\n\n[^a]: there', 'Line 1: found "[^a]": there are no footnotes'],
		[
			'a cell too many',
			`${table}\n| AP | up | **slow** |`,
			'Line 5: found "| AP | up | **slow** |": the table has 2 columns',
		],
		['a definition of nothing', 'x\r\n\r\n[note]: internal', 'Line 3: found "[note]: internal": nothing refers'],
		['a second definition', '[a]: /x\n[a]: /y\n\n[a]', 'Line 2: found "[a]: /y": nothing refers'],
		[
			'an address of another kind',
			'x\n[y](ftp://e.example)',
			'Line 2: found "[y](ftp://e.example)": expected an address',
		],
		['an address without its kind', '![y](//e.example)', 'Line 1: found "![y](//e.example)": expected an address'],
		['an image in a link', '[![a](/a.png)](/b)', 'Line 1: found "![a](/a.png)": an image inside a link'],
		['a heading without words', 'x\n\n##\n\ny', 'Line 3: found "##": a heading without words'],
		['a tangle', `x\n${'>'.repeat(80)} y`, 'Line 2: found more marks'],
	])('%s', (_, markdown, flaw) => {
		expect(messageFlaws(markdown)[0]).toMatch(new RegExp(`^${RegExp.escape(flaw)}`));
	});

	test('code is looked at by nobody, nor what has no marks at all', () => {
		expect(messageFlaws('`<b>` `[^1]` \\<b>\n\n```\n<b>\n[^1]: x\n```\n\n    <i>\n')).toEqual([]);
		expect(messageFlaws('x'.repeat(100_000))).toEqual([]);
		expect(messageFlaws('ftp://e.example, <https://e.example> &lt;b&gt; &copy;')).toEqual([]);
	});
});

test('of what is found faultless, every word is shown, and said in plain text', () => {
	const piece = fc.constantFrom(
		...[
			'# ',
			'## ',
			'- ',
			'1. ',
			'> ',
			'| ',
			' | ',
			' |\n',
			'|---|---|\n',
			'---\n',
			'```\n',
			'```json\n',
			'`',
			'**',
			'_',
		],
		...[
			'[',
			'](/x)',
			'](ftp:x)',
			'![',
			'[^',
			']: ',
			'<b>',
			'</b>',
			'<',
			'>',
			'<!--',
			'-->',
			'~~',
			'\\',
			'\n',
			'\n\n',
			'    ',
		],
		...['- [x] ', '&amp;', 'http://e.example/', '"', '(', ')'],
	);
	let count = 0;
	const word = fc.constant(null).map(() => `w${++count}w `);
	fc.assert(
		fc.property(fc.array(fc.oneof(piece, word), { minLength: 2, maxLength: 30 }), (pieces) => {
			const markdown = pieces.join('');
			if (messageFlaws(markdown).length > 0) return;
			const said = plainText(markdown) + renderMessage(markdown);
			for (const one of pieces.filter((piece) => /^w\d+w/.test(piece))) expect(said).toContain(one.trim());
		}),
		{ seed: 9, numRuns: 1500 },
	);
});

describe('a long message folds:', () => {
	const words = 'Seguimos trabajando en la causa. '.repeat(12).trim();

	test('a short one does not', () => {
		expect(foldMessage(`${words}\n\n${table}`)).toEqual({ opening: renderMessage(`${words}\n\n${table}`), rest: null });
	});

	test('between its blocks, and not right after a heading', () => {
		const { opening, rest } = foldMessage(`${words}\n\n# Next\n\n${words}\n\n${words}`);
		expect(opening).toBe(renderMessage(words));
		expect(rest).toBe(renderMessage(`# Next\n\n${words}\n\n${words}`));
	});

	test.each([
		['a table', `| n |\n|---|\n${'| x |\n'.repeat(40)}`, /<td>/g, 40],
		['code', `\`\`\`\n${'x\n'.repeat(40)}\`\`\``, /x$/gm, 40],
		['a list', '1. x\n'.repeat(40), /<li/g, 40],
	])('%s in two, none of it lost', (_, markdown, part, all) => {
		const { opening, rest } = foldMessage(markdown);
		const [first, then] = [opening, rest ?? ''].map((html) => html.match(part)?.length ?? 0) as [number, number];
		expect(first).toBeLessThan(10);
		expect(first + then).toBe(all);
	});

	test('a paragraph without end shows its beginning, and then all of it', () => {
		const endless = 'a < b '.repeat(4000);
		const { opening, rest } = foldMessage(endless);
		expect(opening).toMatch(/^<p>a &lt; b .*…<\/p>$/);
		expect(opening.length).toBeLessThan(1000);
		expect(rest).toBe(renderMessage(endless));
	});

	test('what the parser cannot bear folds too', () => {
		const { opening, rest } = foldMessage('['.repeat(5000));
		expect(opening.length).toBeLessThan(700);
		expect(rest).toMatch(/^<pre>/);
	});
});
