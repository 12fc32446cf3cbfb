/** So that no question takes long: whoever looks for something does it with fewer. */
const MOST_WORDS = 12;
const LONGEST_WORD = 40;

/** The words of what a visitor typed, as far as they are heeded: letters and digits, with their accents. */
export function searchedWords(typed: string): string[] {
	const words = typed.normalize('NFC').match(wordsOf) ?? [];
	return words.slice(0, MOST_WORDS).map((word) => [...word].slice(0, LONGEST_WORD).join(''));
}

/** The words of any text. */
export const wordsOf = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
