import type { Token, Tokens } from 'marked';

/** A part of a legal text, from one number or heading to the next. */
export interface Section {
	/** `2.2.1`; null for a heading without a number, and for what stands before the first. */
	number: string | null;
	/** Of the markdown text, from 1. */
	line: number;
	/** What carries the number: the heading, or the paragraph. Null before the first. */
	opening: Tokens.Heading | Tokens.Paragraph | null;
	/** Everything after the opening. */
	rest: Token[];
}

/** A clause is a heading that begins with its number, or a paragraph that begins with its number in bold: `**2.1.** …`. */
export function sectionsOf(tokens: Token[]): Section[] {
	const sections: Section[] = [{ number: null, line: 1, opening: null, rest: [] }];
	let line = 1;
	for (const token of tokens) {
		const number = numberOf(token);
		if (token.type === 'heading' || number !== null) {
			sections.push({ number, line, opening: token as Tokens.Heading | Tokens.Paragraph, rest: [] });
		} else {
			sections.at(-1)?.rest.push(token);
		}
		line += token.raw.split('\n').length - 1;
	}
	return sections;
}

/** Takes the number off the front of a heading or a clause, in place. */
export function removeNumber(opening: Tokens.Heading | Tokens.Paragraph): void {
	const [first] = opening.tokens;
	if (first?.type !== 'strong') {
		removeLeading(opening.tokens, HEADING_NUMBER);
		return;
	}
	removeLeading(first.tokens ?? [], CLAUSE_NUMBER);
	if (first.tokens?.length === 0) opening.tokens.shift();
	const next = opening.tokens[0];
	if (next?.type === 'text') next.text = next.text.trimStart();
}

// No more than three digits, or "2026 in review" would be clause 2026.
const HEADING_NUMBER = /^(\d{1,3}(?:\.\d{1,3})*)\.?(?:\s+|$)/;
// With its last dot, or "**45 minutes**" would be clause 45.
const CLAUSE_NUMBER = /^(\d{1,3}(?:\.\d{1,3})*)\.(?:\s+|$)/;

function numberOf(token: Token): string | null {
	const first = 'tokens' in token ? token.tokens?.[0] : undefined;
	if (first === undefined) return null;
	if (token.type === 'heading' && first.type === 'text') return HEADING_NUMBER.exec(first.text)?.[1] ?? null;
	if ((token.type !== 'paragraph' && token.type !== 'heading') || first.type !== 'strong') return null;
	const inner = first.tokens?.[0];
	return inner?.type === 'text' ? (CLAUSE_NUMBER.exec(inner.text)?.[1] ?? null) : null;
}

function removeLeading(tokens: Token[], number: RegExp): void {
	const [first] = tokens;
	if (first?.type !== 'text') return;
	first.text = first.text.replace(number, '');
	if (first.text === '') tokens.shift();
}
