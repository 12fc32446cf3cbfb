import { Marked, Renderer, type RendererObject, type Token, type Tokens } from 'marked';
import { escaped, wordsOf } from './sanitise.ts';

/** The most characters of the name of something that scrolls. */
const LONGEST_NAME = 80;

// Tables and code may be wider than a telephone: they scroll by themselves, and so can be reached by keyboard. Their name
// comes from what they say, in its language.
const renderer: RendererObject = {
	html: ({ raw, block }) => (block ? `<p>${escaped(raw.trim()).replaceAll('\n', '<br>\n')}</p>\n` : escaped(raw)),
	br: () => '<br>\n',
	checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
	heading({ depth, tokens }) {
		const html = this.parser.parseInline(tokens);
		return wordsOf(html) === '' ? '' : `<h${depth}>${html}</h${depth}>\n`;
	},
	code({ text, lang = '' }) {
		// A word names the language; what is more was meant to be read.
		const code = /^\S*$/.test(lang) ? text : `${lang}\n${text}`;
		return `<pre${scrolling(lang || code)}><code>${escaped(`${code}\n`)}</code></pre>\n`;
	},
	table({ header, rows }) {
		const lineOf = (cells: Tokens.TableCell[]) => {
			return `<tr>${cells.map((cell) => cellOf(cell, this.parser.parseInline(cell.tokens))).join('')}</tr>\n`;
		};
		const name = header.map(({ tokens }) => wordsOf(this.parser.parseInline(tokens))).filter((words) => words !== '');
		const body = rows.length === 0 ? '' : `<tbody>\n${rows.map(lineOf).join('')}</tbody>\n`;
		const table = `<table>\n<thead>\n${lineOf(header)}</thead>\n${body}</table>`;
		return `<div class="wide"${scrolling(name.join(', '))}>${table}</div>\n`;
	},
	link(token) {
		const isSeen = wordsOf(this.parser.parseInline(token.tokens)) !== '';
		return Renderer.prototype.link.call(this, isSeen ? token : { ...token, tokens: [plain(token.href)] });
	},
	image(token) {
		return Renderer.prototype.link.call(this, { ...token, type: 'link', tokens: [plain(altOf(token))] });
	},
};

/** In a message, a new line is a new line: it is typed on telephones, in a hurry. */
export const messages = new Marked({ gfm: true, breaks: true, renderer });

/** The blocks of a message whose headings begin right below the level `under`, and leave out none. */
export function messageTokens(markdown: string, under: number): Token[] {
	const tokens = messages.lexer(markdown);
	const around: number[] = [];
	messages.walkTokens(tokens, (token) => {
		if (token.type === 'link') imagesInWords(token.tokens ?? []);
		if (token.type !== 'heading' || messages.parser([token]) === '') return;
		while ((around.at(-1) ?? 0) >= token.depth) around.pop();
		around.push(token.depth);
		token.depth = Math.min(6, under + around.length);
	});
	return tokens;
}

/** A link has no link inside. */
function imagesInWords(tokens: Token[]): void {
	messages.walkTokens(tokens, (token) => {
		if (token.type === 'image') Object.assign(token, plain(altOf(token as Tokens.Image)), { tokens: undefined });
	});
}

function altOf({ text, href }: Tokens.Image): string {
	return text.trim() === '' ? href : text;
}

function plain(text: string): Tokens.Text {
	return { type: 'text', raw: text, text };
}

function cellOf({ header, align }: Tokens.TableCell, html: string): string {
	// A head without words is no head.
	const tag = header && html.trim() !== '' ? 'th' : 'td';
	return `<${tag}${tag === 'th' ? ' scope="col"' : ''}${align === 'right' ? ' class="figure"' : ''}>${html}</${tag}>`;
}

function scrolling(name: string): string {
	const line = name.trim().split('\n', 1)[0] ?? '';
	return ` tabindex="0" role="group"${line === '' ? '' : ` aria-label="${escaped(line.slice(0, LONGEST_NAME))}"`}`;
}
