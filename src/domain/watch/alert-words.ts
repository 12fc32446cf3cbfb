/** The most characters that are kept of what an alert says. */
const LONGEST = 500;
/** Nobody reads further, and looking costs something. */
const LOOKED_AT = 20 * LONGEST;

/**
 * What an alert says, on one line of at most 500 characters. What other programs write is shown to staff, in logs and in
 * terminals: control characters, halves of characters and marks that turn the direction of what follows are left out.
 */
export function wordsOf(title: string, detail: string): string {
	const head = plain(title);
	const rest = plain(detail);
	if (head === '' || rest.startsWith(head)) return cut(rest);
	return cut(rest === '' ? head : `${head}: ${rest}`);
}

/** Several alerts together. */
export function joinedWords(words: readonly string[]): string | null {
	const all = [...new Set(words)].filter((one) => one !== '');
	return all.length === 0 ? null : cut(all.join('; '));
}

function plain(text: string): string {
	return text
		.slice(0, LOOKED_AT)
		.replaceAll(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
		.replaceAll(/[\p{Cs}\p{Bidi_Control}\uFFFE\uFFFF]/gu, '')
		.trim();
}

function cut(text: string): string {
	const characters = [...text];
	return characters.length <= LONGEST ? text : `${characters.slice(0, LONGEST - 1).join('')}…`;
}
