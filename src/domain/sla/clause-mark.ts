/** `**2.3.** ` or `## 2. `, with its number. */
const MARK = /^(?:\*\*([\d.]*\d)\.?\*\*|#+[ \t]*([\d.]*\d)\.?(?=\s|$))[ \t]*/;

/** As agreements have them: longer ones are no numbers that anybody could count on from. */
const NUMBER = /^\d{1,4}(?:\.\d{1,4}){0,7}$/;

export function isClauseNumber(text: string): boolean {
	return NUMBER.test(text);
}

/** How a clause begins: the mark with its number, and the words after it. */
export function partsOfClause(clause: string): { mark: string; number: string | null; words: string } {
	const found = MARK.exec(clause);
	if (found === null) return { mark: '', number: null, words: clause };
	const [mark, bold, heading] = found;
	return { mark, number: bold ?? heading ?? null, words: clause.slice(mark.length) };
}

/** Whoever writes a number themselves means that one. */
export function clauseOf(mark: string, words: string): string {
	if (words.trim() === '') return '';
	return MARK.test(words) ? words : mark + words;
}
