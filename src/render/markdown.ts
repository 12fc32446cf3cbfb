import { Marked, type RendererObject, type Token, type Tokens } from 'marked';
import { unaccented } from '../domain/text.ts';
import { guarded } from './as-typed.ts';
import { removeNumber, type Section, sectionsOf } from './clauses.ts';
import { escaped, linesOf, sanitiseDocument, withCellsApart, wordsOf } from './sanitise.ts';

export { plainLines, plainText, renderMessage } from './messages.ts';

export interface TocEntry {
	id: string;
	/** `2.2`; null for a heading without a number. */
	number: string | null;
	title: string;
	/** As in `<h2>`: 1 to 6. */
	level: number;
}

export interface RenderedDocument {
	html: string;
	/** Every heading, in order. */
	toc: TocEntry[];
}

type Opening = (Tokens.Heading | Tokens.Paragraph) & { id?: string; number?: string | null };

// Raw HTML is shown as it was typed: nothing that was written disappears, and nothing that was written runs.
const renderer: RendererObject = {
	html: ({ raw, block }) => (block ? `<p>${escaped(raw)}</p>\n` : escaped(raw)),
	br: () => '<br>\n',
	checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
	heading(token) {
		return `<h${token.depth}${idOf(token)}>${labelOf(token)}${this.parser.parseInline(token.tokens)}</h${token.depth}>\n`;
	},
	paragraph(token) {
		return `<p${idOf(token)}>${labelOf(token)}${this.parser.parseInline(token.tokens)}</p>\n`;
	},
};
const documents = new Marked({ gfm: true, renderer });

/** A legal text: every heading and numbered clause is an anchor, whose id is the number itself. */
export function renderDocument(markdown: string): RenderedDocument {
	return guarded<RenderedDocument>(
		markdown,
		(html) => ({ html, toc: [] }),
		() => {
			const tokens = documents.lexer(markdown);
			const toc = anchor(sectionsOf(tokens));
			return { html: sanitiseDocument(documents.parser(tokens)), toc };
		},
	);
}

/** What one clause says, without its number and without its sub-clauses; null when there is no such clause. */
export function clauseHtml(markdown: string, number: string): string | null {
	return guarded<string | null>(
		markdown,
		() => null,
		() => {
			const section = sectionsOf(documents.lexer(markdown)).find((one) => one.number === number);
			return section === undefined ? null : sanitiseDocument(documents.parser(tokensOf(section)));
		},
	);
}

export interface Clause {
	number: string;
	/** Of the markdown text, from 1. */
	line: number;
}

/** Every numbered heading and clause, in order. */
export function clausesOf(markdown: string): Clause[] {
	return guarded<Clause[]>(
		markdown,
		() => [],
		() =>
			sectionsOf(documents.lexer(markdown)).flatMap(({ number, line }) => (number === null ? [] : [{ number, line }])),
	);
}

export interface ClauseWords {
	/** Null for what stands under no number. */
	number: string | null;
	/** Of the markdown text, from 1. */
	line: number;
	/** A line for each paragraph, item and row, with the addresses of links. */
	words: string;
}

// What is struck through, or stands in a comment, says nothing.
const standing = new Marked({
	gfm: true,
	renderer: { ...renderer, del: () => '', html: ({ raw }) => escaped(uncommented(raw)) },
});
const struck = /<(s|del|strike)\b[^<>]*>[^<>]*<\/\1>/gi;

/** What the text says as it stands, number by number, each without its sub-clauses; headings say something too. */
export function clauseWords(markdown: string): ClauseWords[] {
	return guarded<ClauseWords[]>(
		markdown,
		() => [],
		() =>
			sectionsOf(standing.lexer(markdown)).map((section) => {
				const { number, line, opening, rest } = section;
				if (opening !== null && number !== null) removeNumber(opening);
				const tokens = opening === null ? rest : [opening, ...rest];
				return { number, line, words: linesOf(withCellsApart(standing.parser(tokens))).replace(struck, '') };
			}),
	);
}

function uncommented(html: string): string {
	return html.replace(/<!--[\s\S]*?(?:-->|$)/g, '');
}

export interface ClauseHtml {
	number: string | null;
	heading: boolean;
	/** Sanitised; without its number. */
	html: string;
}

/** The whole text, in order: every heading, every numbered clause, and what stands before the first. */
export function clausesHtml(markdown: string): ClauseHtml[] {
	return guarded<ClauseHtml[]>(
		markdown,
		(html) => [{ number: null, heading: false, html }],
		() =>
			sectionsOf(documents.lexer(markdown)).flatMap((section) => {
				const { number, opening, rest } = section;
				if (opening !== null && number !== null) removeNumber(opening);
				const tokens = opening === null ? rest : [opening, ...rest];
				const html = sanitiseDocument(documents.parser(tokens));
				return opening === null && html.trim() === '' ? [] : [{ number, heading: opening?.type === 'heading', html }];
			}),
	);
}

function anchor(sections: Section[]): TocEntry[] {
	const taken = new Map<string, number>();
	const toc: TocEntry[] = [];
	for (const { number, opening } of sections) {
		if (opening === null) continue;
		if (number !== null) removeNumber(opening);
		const title = wordsOf(documents.parser([{ ...opening, type: 'paragraph' } as Token]));
		const id = distinct(number ?? slugOf(title), taken);
		Object.assign(opening, { id, number } satisfies Partial<Opening>);
		if (opening.type === 'heading') toc.push({ id, number, title, level: (opening as Tokens.Heading).depth });
	}
	return toc;
}

function tokensOf({ opening, number, rest }: Section): Token[] {
	if (opening === null) return rest;
	if (number !== null) removeNumber(opening);
	return opening.type === 'heading' ? rest : [opening, ...rest];
}

function slugOf(title: string): string {
	return (
		unaccented(title)
			.replace(/[^a-z0-9]+/g, ' ')
			.trim()
			.split(' ', 8)
			.join('-') || 'section'
	);
}

function distinct(id: string, taken: Map<string, number>): string {
	const before = taken.get(id) ?? 0;
	taken.set(id, before + 1);
	return before === 0 ? id : distinct(`${id}-${before + 1}`, taken);
}

function idOf(token: Opening): string {
	return token.id === undefined ? '' : ` id="${token.id}"`;
}

function labelOf({ id, number }: Opening): string {
	return id && number ? `<a class="clause" href="#${id}">${number}.</a> ` : '';
}
