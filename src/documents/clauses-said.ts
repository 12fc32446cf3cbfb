import type { Language } from '../domain/text.ts';
import { clauseWords } from '../render/markdown.ts';
import { comparable, type Quantity, quantitiesIn } from './quantities.ts';

/** What somebody reads who confirms a commitment; and 300 commitments may name one clause. */
export const LONGEST_CLAUSE = 20_000;

/** One clause as it stands: what is struck through or stands in a comment is not in it. */
export interface SaidClause {
	/** From the start of the file, from 1. */
	line: number;
	words: string;
	/** In small letters and without accents, for looking for words. */
	plain: string;
	quantities: Quantity[];
}

/** What a text says, clause by clause. What stands under no number is under ''. */
export type SaidText = Map<string, SaidClause>;

export function saidBy({ body, bodyLine, language }: { body: string; bodyLine: number; language: Language }): SaidText {
	const lines = new Map<string, number>();
	const words = wordsOfClauses(body, lines);
	return new Map(
		[...words].map(([number, said]) => {
			const quantities = said.split('\n').flatMap((line) => quantitiesIn(line, language));
			const line = bodyLine + (lines.get(number) ?? 1) - 1;
			return [number, { line, words: said, plain: comparable(said), quantities }];
		}),
	);
}

/** The words of each clause by its number. @param lines takes the line on which each begins */
export function wordsOfClauses(body: string, lines?: Map<string, number>): Map<string, string> {
	const said = new Map<string, string>();
	for (const { number, line, words } of clauseWords(body)) {
		const key = number ?? '';
		const known = said.get(key);
		said.set(key, known === undefined ? words : `${known}\n${words}`);
		if (known === undefined) lines?.set(key, line);
	}
	return said;
}

/** The numbers above `number`, the nearest first: 2.2 and 2 above 2.2.1. */
export function above(number: string): string[] {
	const parts = number.split('.');
	return parts.slice(1).map((_, i) => parts.slice(0, parts.length - 1 - i).join('.'));
}

/** `number` with what stands below it, but for what is in `others` with all that is below those. */
export function scopeOf(number: string, all: Iterable<string>, others: ReadonlySet<string>): string[] {
	return [...all].filter((one) => {
		if (one === number) return true;
		if (!one.startsWith(`${number}.`)) return false;
		const between = [one, ...above(one)].filter((each) => each.startsWith(`${number}.`));
		return !between.some((each) => others.has(each));
	});
}

/** The same figure, however it is written. */
export function keyOf({ dimension, value, qualifier, per, business, unit }: Quantity): string {
	const meant = qualifier === 'exactly' ? 'none' : qualifier;
	return [dimension, value, unit, meant, per ?? '', business].join(' ');
}
