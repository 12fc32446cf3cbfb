import { searchedWords, wordsOf } from '../domain/searched-words.ts';
import { unaccented } from '../domain/text.ts';

/** About a line of a text, around a word that was looked for. */
export interface Passage {
	before: string;
	found: string;
	after: string;
}

/** In characters: so much of the text on each side, whole words. */
const BEFORE = 60;
const AFTER = 120;

/** How many of the words that a visitor typed a text has: whole, but for the last, which may be the beginning of one. */
export function countFound(text: string, typed: string): number {
	const wanted = searchedWords(typed).map(unaccented);
	const words = [...new Set(text.match(wordsOf) ?? [])].map(unaccented);
	return wanted.filter((one, i) => words.some((word) => isThis(word, one, i === wanted.length - 1))).length;
}

/** The first place where a text has one of the words that a visitor typed; null where it has none. @param text without markup, on one line */
export function passageOf(text: string, typed: string): Passage | null {
	const wanted = searchedWords(typed).map(unaccented);
	const place = [...text.matchAll(wordsOf)].find(([word]) => {
		return wanted.some((one, i) => isThis(unaccented(word), one, i === wanted.length - 1));
	});
	if (place === undefined) return null;
	const [start, end] = [place.index, place.index + place[0].length];
	const before = text.slice(Math.max(0, start - BEFORE), start);
	const after = text.slice(end, end + AFTER);
	return {
		before: start > BEFORE ? `…${before.replace(/^\S*\s/, '')}` : before,
		found: place[0],
		after: text.length > end + AFTER ? `${after.replace(/\s\S*$/, '')}…` : after,
	};
}

function isThis(word: string, wanted: string, mayBegin: boolean): boolean {
	return mayBegin ? word.startsWith(wanted) : word === wanted;
}
