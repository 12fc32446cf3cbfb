import { LRUCache } from 'lru-cache';
import type { Token, Tokens } from 'marked';
import { guarded } from './as-typed.ts';
import { messages, messageTokens } from './message-tokens.ts';
import { escaped, linesOf, sanitiseMessage, withCellsApart, wordsOf } from './sanitise.ts';

/** How many lines of a message are shown at once where many messages stand. */
const OPENING_LINES = 14;
/** On a telephone, about. */
const LINE = 50;
/** Of a table, code or a list that is longer than that. */
const FIRST_ROWS = 8;
/** Of the beginning of a paragraph that is too long by itself, in characters. */
const BEGINNING = 500;

/** The same message stands on many pages. In characters, of text and HTML together. */
const rendered = new LRUCache<string, string>({
	maxSize: 8 * 1024 * 1024,
	sizeCalculation: (html, key) => html.length + key.length + 1,
});

/**
 * A staff update: all that Markdown can say, with images as links.
 *
 * @param under the level of the heading that it stands under, 1 to 5: its own begin one below
 */
export function renderMessage(markdown: string, under = 3): string {
	const key = `${under} ${markdown}`;
	const known = rendered.get(key);
	if (known !== undefined) return known;
	const html = guarded(
		markdown,
		(html) => html,
		() => htmlOf(messageTokens(markdown, under)),
	);
	rendered.set(key, html);
	return html;
}

/** A message in two parts, sanitised: what is to be seen at once, and the rest; null where that is nothing. */
export interface FoldedMessage {
	opening: string;
	rest: string | null;
}

/** @param under as for {@link renderMessage} */
export function foldMessage(markdown: string, under = 3): FoldedMessage {
	const whole = renderMessage(markdown, under);
	if (linesIn(markdown) <= OPENING_LINES) return { opening: whole, rest: null };
	return guarded<FoldedMessage>(
		markdown,
		() => beginning(whole),
		() => {
			const tokens = split(messageTokens(markdown, under));
			const end = openingEnd(tokens);
			if (end === 0) return beginning(whole);
			const [opening, rest] = [tokens.slice(0, end), tokens.slice(end)].map(htmlOf) as [string, string];
			return { opening, rest: rest.trim() === '' ? null : rest };
		},
	);
}

/** The words of a message, with a line for each paragraph, item and row, and a mark between cells. */
export function plainLines(markdown: string): string {
	return linesOf(withCodeInLines(markdown), { addresses: false });
}

/** The same with the addresses of its links. */
export function linesWithAddresses(markdown: string): string {
	return linesOf(withCodeInLines(markdown));
}

/** The same on one line. */
export function plainText(markdown: string): string {
	return plainLines(markdown).replaceAll('\n', ' ');
}

function withCodeInLines(markdown: string): string {
	return renderMessage(markdown).replace(/<pre\b[\s\S]*?<\/pre>/g, (code) => code.replaceAll('\n', '<br>'));
}

function htmlOf(tokens: Token[]): string {
	return sanitiseMessage(messages.parser(tokens));
}

/** Words of the first block, which is too long by itself: all of it follows. */
function beginning(html: string): FoldedMessage {
	const words = wordsOf(withCellsApart(html));
	const cut = words.slice(0, BEGINNING).replace(/\s+\S*$/, '');
	return { opening: sanitiseMessage(`<p>${escaped(words === cut ? cut : `${cut}…`)}</p>`), rest: html };
}

/** A table, code or a list that is too long by itself becomes two. */
function split(tokens: Token[]): Token[] {
	return tokens.flatMap((token) => {
		if (linesIn(token.raw) <= OPENING_LINES) return [token];
		const { start = 1, rows = [], items = [], text } = token as Tokens.Generic;
		if (token.type === 'table') return inTwo(token, rows, (part) => ({ rows: part }));
		if (token.type === 'code') return inTwo(token, String(text).split('\n'), (part) => ({ text: part.join('\n') }));
		if (token.type !== 'list') return [token];
		return inTwo(token, items, (part, from) => ({
			items: part,
			start: token.ordered ? start + from : '',
		}));
	});
}

function inTwo<T>(token: Token, all: T[], part: (some: T[], from: number) => object): Token[] {
	if (all.length <= FIRST_ROWS) return [token];
	const [first, rest] = [all.slice(0, FIRST_ROWS), all.slice(FIRST_ROWS)];
	return [
		{ ...token, ...part(first, 0), raw: '\n'.repeat(FIRST_ROWS) } as Token,
		{ ...token, ...part(rest, FIRST_ROWS) } as Token,
	];
}

/** How many blocks are seen at once; none if the first is too long. What follows a heading is not parted from it. */
function openingEnd(tokens: Token[]): number {
	let lines = 0;
	let end = 0;
	for (const [i, token] of tokens.entries()) {
		lines += token.type === 'space' ? 0 : linesIn(token.raw);
		if (lines > OPENING_LINES) break;
		if (token.type !== 'heading' && token.type !== 'space') end = i + 1;
	}
	return end;
}

function linesIn(text: string): number {
	return text
		.trimEnd()
		.split('\n')
		.reduce((lines, line) => lines + Math.ceil(line.length / LINE), 0);
}
